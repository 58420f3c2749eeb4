"""People of the lead authority who could work on an engagement. Who already does: accounts.queries."""

from dataclasses import dataclass

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import aliased

from app.accounts.models import Membership, Person
from app.db import db
from app.security import Role

MOST_SHOWN = 200  # more colleagues than that are invited by e-mail address


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the lead authority, in whatever role."""

    person_ref: str
    name: str
    email: str


_seat = aliased(Membership)


def _belongs(authority_id: int) -> Exists:
    """Whether a person has a live role at the authority other than scoring for it or taking its training."""
    return exists().where(
        Membership.person_id == Person.id,
        Membership.authority_id == authority_id,
        Membership.ended_at.is_(None),
        Membership.role.not_in((Role.PARTICIPANT, Role.DELEGATE)),
    )


def colleague(person_ref: str, *, authority_id: int) -> Person | None:
    """The person of the reference, if a colleague at the authority."""
    return db.session.scalar(
        select(Person).where(Person.ref == person_ref, _belongs(authority_id), Person.ended_at.is_(None))
    )


def colleagues(*, authority_id: int, engagement_id: int) -> list[Colleague]:
    """Everybody with a live role at the authority who has none in the engagement itself, by name."""
    seated = exists().where(
        _seat.person_id == Person.id, _seat.engagement_id == engagement_id, _seat.ended_at.is_(None)
    )
    found = db.session.execute(
        select(Person.ref, Person.name, Person.email)
        .where(_belongs(authority_id), ~seated, Person.ended_at.is_(None))
        .order_by(Person.name, Person.id)
        .limit(MOST_SHOWN)
    )
    return [Colleague(*row) for row in found]
