"""People and the roles that they hold: by engagement, by authority, by key. Their sessions: queries/sessions.py."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, select

from app.accounts.models import Membership, Person
from app.db import db
from app.security.roles import Role


@dataclass(frozen=True, slots=True)
class SeatedPerson:
    """Somebody with a role, in an engagement or for a whole authority."""

    membership_id: int
    person_ref: str
    person_id: int
    name: str
    email: str
    role: Role
    authority_id: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to write to."""

    name: str
    email: str
    person_id: int


def _live() -> Select[int, str, int, str, str, Role, int, dt.datetime]:
    return (
        select(
            Membership.id,
            Person.ref,
            Person.id,
            Person.name,
            Person.email,
            Membership.role,
            Membership.authority_id,
            Membership.created_at,
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.ended_at.is_(None), Person.ended_at.is_(None))
        .order_by(Membership.role, Person.name, Membership.id)
    )


def people_of_engagement(*, engagement_id: int) -> list[SeatedPerson]:
    """Everybody with a live role in the engagement itself, by role and name; managers hold theirs for the authority."""
    found = db.session.execute(_live().where(Membership.engagement_id == engagement_id))
    return [SeatedPerson(*row) for row in found]


def people_of_authority(*, authority_id: int) -> list[SeatedPerson]:
    """Everybody with a live role for the whole authority (manager, trainer, finance officer), by role and name."""
    found = db.session.execute(
        _live().where(Membership.authority_id == authority_id, Membership.engagement_id.is_(None))
    )
    return [SeatedPerson(*row) for row in found]


def membership_of(person_ref: str, role: Role, *, engagement_id: int) -> Membership | None:
    """The live membership that addresses name by person and role."""
    return _membership(person_ref, role, Membership.engagement_id == engagement_id)


def authority_membership(person_ref: str, role: Role, *, authority_id: int) -> Membership | None:
    """The live role that a person holds for the whole of an authority."""
    whole = Membership.engagement_id.is_(None)
    return _membership(person_ref, role, Membership.authority_id == authority_id, whole)


def holds_membership(person_id: int, *, authority_id: int) -> bool:
    """Say whether the person holds any live role at the authority, for the whole of it or in an engagement.

    A place in its training is none: whoever gives it names the authority, and it must put nobody on a side.
    """
    held = exists().where(
        Membership.person_id == person_id,
        Membership.authority_id == authority_id,
        Membership.ended_at.is_(None),
        Membership.role != Role.DELEGATE,
    )
    return bool(db.session.scalar(select(held)))


def mail_addresses(*, engagement_id: int, roles: Collection[Role]) -> list[Recipient]:
    """Whom to write to in an engagement: everybody with one of `roles` once, by name."""
    return _recipients(Membership.engagement_id == engagement_id, Membership.role.in_(roles))


def mail_addresses_of_authority(*, authority_id: int, roles: Collection[Role]) -> list[Recipient]:
    """Whom to write to in an authority: everybody with one of `roles` for the whole of it once, by name."""
    whole = Membership.engagement_id.is_(None)
    return _recipients(Membership.authority_id == authority_id, whole, Membership.role.in_(roles))


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """Names by key, for the audit trail; leavers included. No query for no keys."""
    if not person_ids:
        return {}
    found = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(set(person_ids))).order_by(Person.id))
    return {row.id: row.name for row in found}


def _membership(person_ref: str, role: Role, *seat: ColumnElement[bool]) -> Membership | None:
    return db.session.scalar(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(*seat, Person.ref == person_ref, Membership.role == role, Membership.ended_at.is_(None))
    )


def _recipients(*seats: ColumnElement[bool]) -> list[Recipient]:
    found = db.session.execute(
        select(Person.name, Person.email, Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(*seats, Membership.ended_at.is_(None), Person.ended_at.is_(None))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [Recipient(*row) for row in found]
