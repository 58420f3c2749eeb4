"""Who is who on both sides; inviting, assigning, resending, withdrawing, removing. One set of routes for each seat."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.models import Invitation, Membership
from app.accounts.queries import (
    invitation_by_ref,
    membership_of,
    names_of,
    open_invitations,
    people_of_authority,
    people_of_engagement,
)
from app.accounts.services import InvitationNotOpenError, LastLeadOfficerError, SelfGrantError, withdraw
from app.db.clock import now
from app.engagements.forms.people import InviteForm
from app.engagements.queries import EngagementDetail, colleague, colleagues
from app.engagements.room import room
from app.engagements.seats import CONSULTANTS, LEAD_OFFICERS, SEATS, Seat
from app.engagements.services import BothSidesError, DirectorNamedError, invite_to_seat, leave_seat, resend
from app.engagements.services import assign_consultant as assign
from app.engagements.standing import count_seats
from app.engagements.views.places import detail_here, here, show
from app.security import Permission, Role, require_identity, require_scope

DIRECTOR_NAMED = (
    "This engagement has a director, or somebody is invited to be. Remove that person or withdraw the invitation first"
)
SELF_GRANT = "You are an administrator, so you cannot give yourself a role. Ask another administrator"
PEOPLE = "/engagements/<ref:engagement_ref>/people"


@room.get(PEOPLE, permission=Permission.ENGAGEMENT_VIEW)
def people(engagement_ref: str) -> str:
    """Who is who on both sides, and who is invited."""
    scope, me = require_scope(), require_identity()
    held, asked = people_of_engagement(engagement_id=scope.id), open_invitations(engagement_id=scope.id)
    managers = [each for each in people_of_authority(authority_id=scope.lead_authority_id) if each.role is Role.MANAGER]
    seats = count_seats([each.role for each in held], [each.role for each in asked])
    return show(
        "people.html",
        detail_here(),
        managers=managers,
        people=[each for each in held if each.role is not Role.PARTICIPANT],
        asked=[each for each in asked if each.role is not Role.PARTICIPANT],
        participants=seats.held.get(Role.PARTICIPANT, 0),
        seats=list(SEATS.values()),
        named=bool(seats.held.get(Role.DIRECTOR) or seats.asked.get(Role.DIRECTOR)),
        sees_details=me.may(Permission.SCOPING_VIEW),
        warn=seats.only_one_lead_officer and me.may(Permission.SCOPING_VIEW),
        now=now(),
    )


def invite_person(engagement_ref: str, slug: str) -> ResponseReturnValue:
    """Invite somebody to a seat by e-mail, or show what is wrong."""
    seat, scope, detail = SEATS[slug], require_scope(), detail_here()
    form = InviteForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        invitee = form.invitee()
        try:
            sent = invite_to_seat(
                seat, invitee, reason=_reason(seat, detail), scope=scope, actor=require_identity(), now=now()
            )
        except BothSidesError as error:
            form.email.errors = [_refusal(invitee.name, seat, str(error), detail)]
        except DirectorNamedError:
            form.email.errors = [DIRECTOR_NAMED]
        except SelfGrantError:
            form.email.errors = [SELF_GRANT]
        else:
            flash(f"Invitation sent to {invitee.email}" if sent else f"{invitee.email} is here already", "success")
            return redirect(here("people"), 303)
    offered = colleagues(authority_id=scope.lead_authority_id, engagement_id=scope.id) if seat is CONSULTANTS else ()
    page = show("invite.html", detail, seat=seat, form=form, errors=form.error_list, colleagues=offered)
    return page, 422 if form.errors else 200


@room.post(f"{PEOPLE}/consultants/<ref:person_ref>/assign", permission=Permission.CONSULTANT_ASSIGN)
def assign_consultant(engagement_ref: str, person_ref: str) -> ResponseReturnValue:
    """Make a colleague of the lead authority consultant, in one press."""
    scope = require_scope()
    person = colleague(person_ref, authority_id=scope.lead_authority_id) or abort(404)
    try:
        assign(person, scope=scope, actor=require_identity(), now=now())
    except BothSidesError as error:
        return _not_assigned(_refusal(person.name, CONSULTANTS, str(error), detail_here()))
    except SelfGrantError:
        return _not_assigned(SELF_GRANT)
    flash(f"{person.name} is now a consultant", "success")
    return redirect(here("people"), 303)


def _not_assigned(why: str) -> ResponseReturnValue:
    scope = require_scope()
    offered = colleagues(authority_id=scope.lead_authority_id, engagement_id=scope.id)
    page = show(
        "invite.html", detail_here(), seat=CONSULTANTS, form=InviteForm(), errors=[(why, "")], colleagues=offered
    )
    return page, 422


def remove_person(engagement_ref: str, slug: str, person_ref: str) -> ResponseReturnValue:
    """Ask once more, then take a person off the engagement; the last lead officer stays."""
    seat, me = SEATS[slug], require_identity()
    membership: Membership = membership_of(person_ref, seat.role, engagement_id=require_scope().id) or abort(404)
    name = names_of([membership.person_id])[membership.person_id]
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            leave_seat(membership, actor_id=me.person_id, now=now())
        except LastLeadOfficerError:
            errors = [(f"{name} is the only lead officer, so cannot be removed yet", "")]
        else:
            flash(f"{name} was removed", "success")
            gone = membership.person_id == me.person_id and me.scope_roles == {seat.role}
            return redirect("/engagements" if gone else here("people"), 303)
    held = people_of_engagement(engagement_id=require_scope().id)
    last = seat is LEAD_OFFICERS and sum(each.role is seat.role for each in held) == 1
    page = show("remove.html", detail_here(), seat=seat, name=name, person_ref=person_ref, last=last, errors=errors)
    return page, 422 if errors else 200


def resend_invitation(engagement_ref: str, slug: str, invitation_ref: str) -> ResponseReturnValue:
    """Send an open invitation again with a new link."""
    invitation = _invitation(invitation_ref, SEATS[slug])
    try:
        sent = resend(invitation, scope=require_scope(), actor=require_identity(), now=now())
    except BothSidesError:
        flash("Not sent: the person is on the other side of this engagement by now", "important")
    except SelfGrantError:
        flash(SELF_GRANT, "important")
    else:
        flash("Invitation sent again" if sent else "That invitation was answered or withdrawn meanwhile", "success")
    return redirect(here("people"), 303)


def withdraw_invitation(engagement_ref: str, slug: str, invitation_ref: str) -> ResponseReturnValue:
    """Take an invitation back: its link stops working."""
    invitation = _invitation(invitation_ref, SEATS[slug])
    try:
        withdraw(invitation, actor_id=require_identity().person_id, now=now())
        flash("Invitation withdrawn", "success")
    except InvitationNotOpenError:
        flash("That invitation was answered or withdrawn meanwhile", "important")
    return redirect(here("people"), 303)


def _invitation(invitation_ref: str, seat: Seat) -> Invitation:
    found = invitation_by_ref(invitation_ref, engagement_id=require_scope().id)
    if found is None or found.role is not seat.role:
        abort(404)
    return found


def _reason(seat: Seat, detail: EngagementDetail) -> str:
    """Complete the e-mail's "… invites you"."""
    return f"to be {seat.title} in the work of {detail.lead_name} with {detail.terms.partnership_name}"


def _refusal(name: str, seat: Seat, why: str, detail: EngagementDetail) -> str:
    """Say why somebody cannot take a seat, and what to do."""
    return (
        f"{name} cannot be {seat.title}, because that person {why}. "
        f"Nobody can act for both {detail.lead_name} and {detail.partner_name}. Choose somebody else"
    )


def _add_routes() -> None:
    """Each seat has its own addresses, so that the gate alone decides who may do what."""
    for seat in SEATS.values():
        base, fixed = f"{PEOPLE}/{seat.slug}", {"slug": seat.slug}
        gate = {"permission": seat.permission, "defaults": fixed}
        room.form(f"{base}/invite", endpoint=f"invite_{seat.role}", **gate)(invite_person)
        room.form(f"{base}/<ref:person_ref>/remove", endpoint=f"remove_{seat.role}", **gate)(remove_person)
        asked = f"{base}/invitations/<ref:invitation_ref>"
        room.post(f"{asked}/resend", endpoint=f"resend_{seat.role}", **gate)(resend_invitation)
        room.post(f"{asked}/withdraw", endpoint=f"withdraw_{seat.role}", **gate)(withdraw_invitation)


_add_routes()
