"""Administration of people: search, a person's roles, and ending their access at once. No scores, no work of theirs."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries, services
from app.accounts.models import Person
from app.accounts.room import room
from app.accounts.views.administration import search_text
from app.db.clock import now
from app.security import Permission, require_identity
from app.web.links import page_number


@room.get("/admin/people", permission=Permission.ADMINISTER)
def people() -> str:
    """Search people by name or e-mail address."""
    text = search_text()
    return render_template(
        "accounts/admin_people.html", found=queries.people_matching(text, page=page_number()), text=text
    )


@room.get("/admin/people/<ref:person_ref>", permission=Permission.ADMINISTER)
def person(person_ref: str) -> str:
    """Somebody's roles, and whether they can sign in."""
    shown = _person(person_ref)
    return render_template("accounts/admin_person.html", person=shown, roles=queries.roles_held(shown.id))


@room.form("/admin/people/<ref:person_ref>/end-access", permission=Permission.ADMINISTER)
def end_access(person_ref: str) -> ResponseReturnValue:
    """Ask once more, or end the person's access at once."""
    shown, identity = _person(person_ref), require_identity()
    if shown.id == identity.person_id:
        abort(403)
    if request.method == "GET":
        return render_template("accounts/admin_end_access.html", person=shown, roles=queries.roles_held(shown.id))
    without = services.end_access(shown, actor_id=identity.person_id, now=now())
    flash(f"Access of {shown.name or shown.email} is ended.")
    if without:
        flash("An engagement is left without a lead officer. Ask its manager to invite another.", "important")
    return redirect(url_for("accounts.person", person_ref=shown.ref), 303)


def _person(ref: str) -> Person:
    return queries.person_by_ref(ref) or abort(404)
