"""Whose days may be logged in an engagement, and whom to write to about an entry. Entries: entries.py."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from app.accounts.models import Membership, Person
from app.accounts.queries import Recipient
from app.db import db
from app.security.roles import Role


@dataclass(frozen=True, slots=True)
class Supplier:
    """Somebody of the lead side whose days may be charged here: consultants of the engagement, managers, trainers."""

    person_id: int
    ref: str
    name: str


def suppliers(*, engagement_id: int, lead_authority_id: int) -> tuple[Supplier, ...]:
    """Give them once each, by name, in one query."""
    found = db.session.execute(
        select(Person.id, Person.ref, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(works_there(engagement_id, lead_authority_id))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return tuple(Supplier(*row) for row in found)


def to_tell_about(person_ids: Collection[int], *, engagement_id: int, lead_authority_id: int) -> list[Recipient]:
    """Give those of `person_ids` who still act there, by name; everybody who does if none of them does."""
    found = db.session.execute(
        select(Person.name, Person.email, Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(_acts_there(engagement_id, lead_authority_id))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    everybody = [Recipient(*row) for row in found]
    return [each for each in everybody if each.person_id in person_ids] or everybody


def works_there(engagement_id: int, lead_authority_id: int) -> ColumnElement[bool]:
    """Say of a person joined to a membership whether it makes them one whose days may be logged."""
    return or_(_acts_there(engagement_id, lead_authority_id), _holds(Role.TRAINER, lead_authority_id))


def _acts_there(engagement_id: int, lead_authority_id: int) -> ColumnElement[bool]:
    """Say the same of those who log, submit and answer: trainers give days, and leave that to others."""
    consults = and_(
        Membership.engagement_id == engagement_id,
        Membership.role == Role.CONSULTANT,
        Membership.ended_at.is_(None),
        Person.ended_at.is_(None),
    )
    return or_(consults, _holds(Role.MANAGER, lead_authority_id))


def _holds(role: Role, authority_id: int) -> ColumnElement[bool]:
    return and_(
        Membership.authority_id == authority_id,
        Membership.engagement_id.is_(None),
        Membership.role == role,
        Membership.ended_at.is_(None),
        Person.ended_at.is_(None),
    )
