"""The page of an invitation's link. Opening it accepts nothing, as mail scanners open links: its button does."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import hashing, queries, services, throttle
from app.accounts.forms import NewAccountForm
from app.accounts.queries import Offer
from app.accounts.room import room
from app.accounts.views.signing_in import start
from app.db import db, reading
from app.db.clock import now
from app.security import Identity, Permission, current_identity


@room.form("/invitations/<token>", permission=Permission.PUBLIC)
def invitation(token: str) -> ResponseReturnValue:
    """Show who invites to what, or accept."""
    throttle.count(throttle.LINK)
    with reading():
        offer = queries.offer(token)
        identity = current_identity()
    db.session.rollback()
    trouble = offer.trouble(now()) if offer else "unknown"
    if offer is None or trouble:
        return render_template("accounts/invitation_over.html", trouble=trouble, offer=offer), 410
    other = identity is not None and identity.person_id != offer.person_id
    form = NewAccountForm(
        request.form, email=offer.email, service_name=current_app.config["SERVICE_NAME"], data={"name": offer.name}
    )
    page = {"form": form, "offer": offer, "token": token, "someone_else": identity.email if identity and other else ""}
    if request.method == "GET":
        return render_template("accounts/invitation.html", errors=[], **page)
    if other:
        return render_template("accounts/invitation.html", errors=[], **page), 409
    if not offer.has_password and not form.validate():
        return render_template("accounts/invitation.html", errors=form.error_list, **page), 422
    return _accept(offer, form, identity)


def _accept(offer: Offer, form: NewAccountForm, identity: Identity | None) -> ResponseReturnValue:
    """Accept; somebody new is signed in, others go on or are asked to sign in."""
    chosen = None if offer.has_password else hashing.hash_password(form.password.data or "")
    accepted = queries.invitation_with_person(offer.invitation_id)
    try:
        person = services.accept(accepted, name=form.name.data, password_hash=chosen, now=now())
    except services.InvitationNotOpenError:
        return render_template("accounts/invitation_over.html", trouble="accepted", offer=offer), 410
    signed_in = identity is not None
    if chosen is not None and person.password_hash == chosen:
        start(person.id, authority_id=offer.authority_id)
        signed_in = True
    elif identity is not None:
        services.work_in(identity.sign_in_id, offer.authority_id)
    # Said last, as starting a session throws away what was said before.
    flash(f"You are now {_article(offer.role.label)} for {offer.authority_name}.")
    return redirect(url_for("progress.home" if signed_in else "accounts.sign_in"), 303)


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
