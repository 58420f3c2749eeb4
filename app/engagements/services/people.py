"""Who works on an engagement: assigned, invited, named, removed. Nobody ever stands on both sides of one engagement."""

import datetime as dt

from app.accounts.models import Invitation, Membership, Person
from app.accounts.queries import SeatedPerson, holds_membership, open_invitations, people_of_engagement
from app.accounts.services import Grant, Invitee, end_membership, ensure_person, grant_membership, invite
from app.db import db
from app.engagements.seats import CONSULTANTS, DIRECTOR, SEAT_OF, Seat
from app.engagements.services import notices
from app.engagements.services.terms import locked
from app.security import EngagementScope, Identity, Role


class BothSidesError(ValueError):
    """The person stands on the other side of the engagement; the message says in which way."""


class DirectorNamedError(ValueError):
    """The engagement has a director, or has asked somebody to be."""


def refuse_both_sides(person_id: int, seat: Seat, *, scope: EngagementScope) -> None:
    """Raise BothSidesError if taking `seat` would put the person on both sides (rules.md, People and roles).

    For the partner's seats any live role at the lead authority counts, wherever it is held.
    """
    if not seat.on_lead_side:
        if holds_membership(person_id, authority_id=scope.lead_authority_id):
            raise BothSidesError("holds a role at the lead authority")
    elif any(each.person_id == person_id and each.role is not Role.CONSULTANT for each in _seated(scope)):
        raise BothSidesError("is on the partner side of this engagement")
    asked = (each for each in open_invitations(engagement_id=scope.id) if each.person_id == person_id)
    if any((each.role is Role.CONSULTANT) is not seat.on_lead_side for each in asked):
        raise BothSidesError("is already invited to the other side of this engagement")


def assign_consultant(person: Person, *, scope: EngagementScope, actor: Identity, now: dt.datetime) -> None:
    """Make a colleague of the lead authority consultant at once, and tell them. Raises BothSidesError."""
    locked(scope.id)
    if any(each.person_id == person.id and each.role is Role.CONSULTANT for each in _seated(scope)):
        return
    if not holds_membership(person.id, authority_id=scope.lead_authority_id):
        raise BothSidesError("does not work for the lead authority")
    refuse_both_sides(person.id, CONSULTANTS, scope=scope)
    grant = Grant(Role.CONSULTANT, scope.lead_authority_id, scope.id)
    grant_membership(person.id, grant, actor_id=actor.person_id, now=now)
    notices.consultant_assigned(name=person.name, email=person.email, by=actor.name, scope=scope, now=now)


def invite_to_seat(
    seat: Seat, invitee: Invitee, *, reason: str, scope: EngagementScope, actor: Identity, now: dt.datetime
) -> Invitation | None:
    """Invite somebody by e-mail; None if they hold the seat already. `reason` completes "… invites you".

    Raises BothSidesError, DirectorNamedError.
    """
    locked(scope.id)
    person = ensure_person(invitee, now=now, actor_id=actor.person_id)
    if any(each.person_id == person.id and each.role is seat.role for each in _seated(scope)):
        return None
    refuse_both_sides(person.id, seat, scope=scope)
    if seat is DIRECTOR:
        _refuse_second_director(scope, person_id=person.id)
    grant = Grant(seat.role, seat.authority_id(scope), scope.id)
    return invite(person, grant, inviter_id=actor.person_id, inviter_name=actor.name, reason=reason, now=now)


def resend(invitation: Invitation, *, scope: EngagementScope, actor: Identity, now: dt.datetime) -> Invitation | None:
    """Send an open invitation again with a new link and a new date; None if it was answered meanwhile."""
    locked(scope.id)
    db.session.refresh(invitation)
    if invitation.accepted_at or invitation.withdrawn_at:
        return None
    person = db.session.get_one(Person, invitation.person_id)
    refuse_both_sides(person.id, SEAT_OF[invitation.role], scope=scope)
    grant = Grant(invitation.role, invitation.authority_id, invitation.engagement_id)
    return invite(person, grant, inviter_id=actor.person_id, inviter_name=actor.name, reason=invitation.reason, now=now)


def leave_seat(membership: Membership, *, actor_id: int, now: dt.datetime) -> None:
    """Take a person off the engagement; what they did stays attributed. Raises accounts' LastLeadOfficerError."""
    end_membership(membership, actor_id=actor_id, now=now)


def _seated(scope: EngagementScope) -> list[SeatedPerson]:
    return people_of_engagement(engagement_id=scope.id)


def _refuse_second_director(scope: EngagementScope, *, person_id: int) -> None:
    seated = any(each.role is Role.DIRECTOR for each in _seated(scope))
    asked = any(
        each.role is Role.DIRECTOR and each.person_id != person_id for each in open_invitations(engagement_id=scope.id)
    )
    if seated or asked:
        raise DirectorNamedError
