"""What stands behind a secret: an address's password, the offer of an invitation's link, the owner of a reset link."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Authority, Invitation, PasswordReset, Person
from app.db import db, token_digest
from app.security.roles import Role


@dataclass(frozen=True, slots=True)
class Credentials:
    """Whose password it is, and its hash; None for somebody who has not chosen one."""

    person_id: int
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation's link shows before its button is pressed."""

    invitation_id: int
    person_id: int
    name: str
    email: str
    has_password: bool
    inviter: str
    reason: str
    role: Role
    authority_id: int
    authority_name: str
    expires_at: dt.datetime
    accepted_at: dt.datetime | None
    withdrawn_at: dt.datetime | None

    def trouble(self, now: dt.datetime) -> str:
        """Why it cannot be accepted: "accepted", "withdrawn" or "expired"; empty if it can."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "expired" if self.expires_at <= now else ""


def credentials(email: str) -> Credentials | None:
    """The password of a live person by e-mail address, in any case of letters."""
    found = db.session.execute(
        select(Person.id, Person.password_hash).where(Person.email == email.strip().lower(), Person.ended_at.is_(None))
    ).one_or_none()
    return Credentials(*found) if found else None


def password_hash_of(person_id: int) -> str | None:
    """The hash of a person's password."""
    return db.session.scalar(select(Person.password_hash).where(Person.id == person_id))


def offer(token: str) -> Offer | None:
    """The invitation of a link, whatever became of it."""
    inviter = aliased(Person)
    found = db.session.execute(
        select(
            Invitation.id,
            Person.id,
            Person.name,
            Person.email,
            Person.password_hash.is_not(None),
            inviter.name,
            Invitation.reason,
            Invitation.role,
            Authority.id,
            Authority.name,
            Invitation.expires_at,
            Invitation.accepted_at,
            Invitation.withdrawn_at,
        )
        .join(Person, Person.id == Invitation.person_id)
        .join(inviter, inviter.id == Invitation.invited_by_id)
        .join(Authority, Authority.id == Invitation.authority_id)
        .where(Invitation.token_digest == token_digest(token))
    ).one_or_none()
    return Offer(*tuple(found)) if found else None


def invitation_with_person(invitation_id: int) -> Invitation:
    """The invitation that a link offered, with its person, to be accepted."""
    wanted = select(Invitation).where(Invitation.id == invitation_id).options(joinedload(Invitation.person))
    return db.session.scalars(wanted).one()


def reset_owner(token: str, *, now: dt.datetime) -> str | None:
    """The e-mail address of the person who may choose a password by this link; None if it does not work (any more)."""
    return db.session.scalar(
        select(Person.email)
        .join(PasswordReset, PasswordReset.person_id == Person.id)
        .where(
            PasswordReset.token_digest == token_digest(token),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > now,
            Person.ended_at.is_(None),
        )
    )
