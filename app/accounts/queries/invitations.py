"""Invitations that wait for an answer, and look-up by reference. By the secret in a link: queries/links.py."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Invitation, Person
from app.db import db
from app.security.roles import Role


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation neither accepted nor withdrawn; past `expires_at` it needs sending again."""

    ref: str
    person_ref: str
    person_id: int
    name: str
    email: str
    role: Role
    authority_id: int
    sent_at: dt.datetime
    expires_at: dt.datetime

    def expired(self, now: dt.datetime) -> bool:
        """Say whether its link has stopped working."""
        return self.expires_at <= now


_OPEN = (
    select(
        Invitation.ref,
        Person.ref,
        Person.id,
        Person.name,
        Person.email,
        Invitation.role,
        Invitation.authority_id,
        Invitation.sent_at,
        Invitation.expires_at,
    )
    .join(Person, Person.id == Invitation.person_id)
    .where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
    .order_by(Invitation.role, Person.name, Invitation.id)
)


def open_invitations(*, engagement_id: int) -> list[OpenInvitation]:
    """Invitations to a role in the engagement that wait for an answer, expired ones included, by role and name."""
    return [OpenInvitation(*row) for row in db.session.execute(_OPEN.where(Invitation.engagement_id == engagement_id))]


def open_invitations_of_authority(*, authority_id: int) -> list[OpenInvitation]:
    """Invitations to a role for the whole authority that wait for an answer, expired ones included."""
    waiting = _OPEN.where(Invitation.authority_id == authority_id, Invitation.engagement_id.is_(None))
    return [OpenInvitation(*row) for row in db.session.execute(waiting)]


def invitation_by_ref(ref: str, *, engagement_id: int | None) -> Invitation | None:
    """An invitation of the engagement (None: to a role for a whole authority), whatever became of it."""
    return db.session.scalar(select(Invitation).where(Invitation.ref == ref, Invitation.engagement_id == engagement_id))
