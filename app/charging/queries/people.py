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
    """Somebody of the lead side whose days may be charged here: a consultant of the engagement, or a manager."""

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
    """Give those of `person_ids` who still work there, by name; everybody of the lead side if none of them does."""
    found = db.session.execute(
        select(Person.name, Person.email, Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(works_there(engagement_id, lead_authority_id))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    everybody = [Recipient(*row) for row in found]
    return [each for each in everybody if each.person_id in person_ids] or everybody


def works_there(engagement_id: int, lead_authority_id: int) -> ColumnElement[bool]:
    """Say of a person joined to a membership whether it makes them one whose days may be logged."""
    consults = and_(Membership.engagement_id == engagement_id, Membership.role == Role.CONSULTANT)
    manages = and_(
        Membership.authority_id == lead_authority_id,
        Membership.engagement_id.is_(None),
        Membership.role == Role.MANAGER,
    )
    return and_(Membership.ended_at.is_(None), Person.ended_at.is_(None), or_(consults, manages))
