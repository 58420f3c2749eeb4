"""Administration: the hub, the register of authorities, and who holds a role for a whole authority. No scores."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries, services
from app.accounts.forms import InvitePersonForm
from app.accounts.models import Authority
from app.accounts.room import room
from app.db.clock import now
from app.security import Permission, Role, require_identity
from app.security.roles import AUTHORITY_ROLES
from app.web.forms import tidy
from app.web.links import page_number

PAGES = (
    (
        "Authorities",
        "accounts.authorities",
        "Find an authority, and invite its manager, trainers and finance officers.",
    ),
    ("People", "accounts.people", "Find a person, see where they hold a role, and end their access."),
    (
        "Instruments",
        "instruments.listing",
        "Upload a new version of a questionnaire, see what differs, and publish it.",
    ),
    ("Tools", "tools.listing", "Upload a new version of a tool, see what differs, and publish it."),
    (
        "Training",
        "learning.programmes",
        "Upload a new version of a programme, or a session of your own, see what differs, and publish it.",
    ),
    ("Email that needs attention", "mail.attention", "Messages that failed, or that may not have arrived."),
)
SELF_GRANT = "You cannot give yourself a role. Ask another administrator."


@room.get("/admin", permission=Permission.ADMINISTER)
def admin() -> str:
    """What an administrator can do."""
    return render_template("accounts/admin.html", pages=PAGES)


@room.get("/admin/authorities", permission=Permission.ADMINISTER)
def authorities() -> str:
    """Search the register."""
    text = search_text()
    found = queries.authorities_matching(text, page=page_number())
    return render_template("accounts/admin_authorities.html", found=found, text=text)


@room.get("/admin/authorities/<ref:authority_ref>", permission=Permission.ADMINISTER)
def authority(authority_ref: str) -> str:
    """An authority: who holds a role for the whole of it, and who is invited to."""
    shown = _authority(authority_ref)
    return render_template(
        "accounts/admin_authority.html",
        authority=shown,
        people=queries.people_of_authority(authority_id=shown.id),
        invitations=queries.open_invitations_of_authority(authority_id=shown.id),
        now=now(),
    )


@room.form("/admin/authorities/<ref:authority_ref>/invite", permission=Permission.ADMINISTER)
def invite(authority_ref: str) -> ResponseReturnValue:
    """Invite a manager, trainer or finance officer."""
    shown, identity = _authority(authority_ref), require_identity()
    form = InvitePersonForm(request.form)
    page = {"form": form, "authority": shown}
    if request.method == "GET":
        return render_template("accounts/admin_invite.html", errors=[], **page)
    if not form.validate():
        return render_template("accounts/admin_invite.html", errors=form.error_list, **page), 422
    role, invitee = form.chosen_role(), form.invitee()
    if invitee.email.lower() == identity.email.lower():
        form.email.errors = [SELF_GRANT]
        return render_template("accounts/admin_invite.html", errors=form.error_list, **page), 422
    person = services.ensure_person(invitee, now=now(), actor_id=identity.person_id)
    services.invite(
        person,
        services.Grant(role, shown.id, None),
        inviter_id=identity.person_id,
        inviter_name=identity.name,
        reason=f"to work as {role.label} of {shown.name}",
        now=now(),
    )
    flash(f"The invitation to {person.email} is on its way.")
    return redirect(url_for("accounts.authority", authority_ref=shown.ref), 303)


@room.post(
    "/admin/authorities/<ref:authority_ref>/invitations/<ref:invitation_ref>/withdraw", permission=Permission.ADMINISTER
)
def withdraw_invitation(authority_ref: str, invitation_ref: str) -> ResponseReturnValue:
    """Take an invitation back."""
    shown = _authority(authority_ref)
    found = queries.invitation_by_ref(invitation_ref, engagement_id=None)
    if found is None or found.authority_id != shown.id:
        abort(404)
    try:
        services.withdraw(found, actor_id=require_identity().person_id, now=now())
    except services.InvitationNotOpenError:
        abort(409)
    flash("The invitation is withdrawn. Its link no longer works.")
    return redirect(url_for("accounts.authority", authority_ref=shown.ref), 303)


@room.post(
    "/admin/authorities/<ref:authority_ref>/people/<ref:person_ref>/<role>/end", permission=Permission.ADMINISTER
)
def end_role(authority_ref: str, person_ref: str, role: str) -> ResponseReturnValue:
    """End somebody's role for the whole authority."""
    shown = _authority(authority_ref)
    if role not in {each.value for each in AUTHORITY_ROLES}:
        abort(404)
    held = queries.authority_membership(person_ref, Role(role), authority_id=shown.id) or abort(404)
    services.end_membership(held, actor_id=require_identity().person_id, now=now())
    flash("The role is ended.")
    return redirect(url_for("accounts.authority", authority_ref=shown.ref), 303)


def search_text() -> str:
    """What the address searches for, tidied."""
    return str(tidy(request.args.get("q", "")))[: services.LONGEST_NAME]


def _authority(ref: str) -> Authority:
    return queries.authority_by_ref(ref) or abort(404)
