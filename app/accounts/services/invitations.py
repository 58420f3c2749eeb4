"""Invitations: an emailed link whose button gives a role. Pages around it: views/invitations.py."""

import datetime as dt

from flask import current_app
from sqlalchemy import update

from app.accounts.models import Authority, Invitation, Person
from app.accounts.services.memberships import Grant, grant_membership, refuse_self_grant
from app.audit.services import record
from app.db import db, new_token, token_digest
from app.mail.services import queue
from app.web.filters import day

VALID_FOR = dt.timedelta(days=14)


class InvitationNotOpenError(ValueError):
    """The invitation was used, withdrawn, or is too old."""


def invite(
    person: Person, grant: Grant, *, inviter_id: int, inviter_name: str, reason: str, now: dt.datetime
) -> Invitation:
    """Invite `person` to a role by email, in place of an earlier open invitation to the same. Raises SelfGrantError.

    `reason` completes "… invites you", such as "to score the baseline self-assessment by 4 December 2026".
    """
    refuse_self_grant(person.id, actor_id=inviter_id)
    _withdraw_earlier(person.id, grant, now=now)
    token = new_token()
    invitation = Invitation(
        token_digest=token_digest(token),
        person_id=person.id,
        authority_id=grant.authority_id,
        engagement_id=grant.engagement_id,
        role=grant.role,
        invited_by_id=inviter_id,
        reason=reason,
        sent_at=now,
        expires_at=now + VALID_FOR,
    )
    db.session.add(invitation)
    db.session.flush()
    _send(invitation, person, token, inviter_name=inviter_name)
    record(
        "invitation sent",
        f"invitation {invitation.ref}",
        actor_id=inviter_id,
        now=now,
        engagement_id=grant.engagement_id,
        became={"person_id": person.id, "role": grant.role.value, "authority_id": grant.authority_id},
    )
    return invitation


def accept(
    invitation: Invitation, *, now: dt.datetime, name: str | None = None, password_hash: str | None = None
) -> Person:
    """Give the role that was offered. `name` and `password_hash` are set for somebody who has no password yet.

    `invitation.person` must be loaded. Raises InvitationNotOpenError; of two presses at once the second one meets it.
    """
    person = invitation.person
    _take(invitation, now=now)
    if person.password_hash is None and password_hash is not None:
        person.name, person.password_hash, person.ended_at = name or person.name, password_hash, None
    grant = Grant(invitation.role, invitation.authority_id, invitation.engagement_id)
    record(
        "invitation accepted",
        f"invitation {invitation.ref}",
        actor_id=person.id,
        now=now,
        engagement_id=invitation.engagement_id,
    )
    grant_membership(person.id, grant, actor_id=invitation.invited_by_id, now=now)
    db.session.flush()
    return person


def withdraw(invitation: Invitation, *, actor_id: int, now: dt.datetime) -> None:
    """Take an open invitation back: its link no longer works. Raises InvitationNotOpenError."""
    if invitation.accepted_at or invitation.withdrawn_at:
        raise InvitationNotOpenError
    invitation.withdrawn_at = now
    record(
        "invitation withdrawn",
        f"invitation {invitation.ref}",
        actor_id=actor_id,
        now=now,
        engagement_id=invitation.engagement_id,
        was={"person_id": invitation.person_id, "role": invitation.role.value},
    )
    db.session.flush()


def _take(invitation: Invitation, *, now: dt.datetime) -> None:
    """Use the invitation up, in one statement that only one of two presses can win."""
    taken = db.session.scalar(
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(accepted_at=now)
        .returning(Invitation.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise InvitationNotOpenError


def _withdraw_earlier(person_id: int, grant: Grant, *, now: dt.datetime) -> None:
    db.session.execute(
        update(Invitation)
        .where(
            Invitation.person_id == person_id,
            Invitation.role == grant.role,
            Invitation.authority_id == grant.authority_id,
            Invitation.engagement_id == grant.engagement_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
        .execution_options(synchronize_session=False)
    )


def _send(invitation: Invitation, person: Person, token: str, *, inviter_name: str) -> None:
    authority = db.session.get_one(Authority, invitation.authority_id)
    service = current_app.config["SERVICE_NAME"]
    greeting = f"Hello {person.name}" if person.name else "Hello"
    body = (
        f"{greeting},\n\n"
        f"{inviter_name} invites you {invitation.reason}.\n\n"
        f"You are invited as {invitation.role.label} for {authority.name}.\n\n"
        f"Open this link, then press the button on the page to accept. "
        f"It works once, until {day(invitation.expires_at)}:\n\n"
        f"{current_app.config['BASE_URL']}/invitations/{token}\n\n"
        f"If you did not expect this email, you do not need to do anything.\n\n"
        f"{service}\n"
    )
    queue(
        kind="invitation",
        recipient=person.email,
        subject=f"{inviter_name} invites you to {service}",
        body=body,
        now=invitation.sent_at,
    )
