"""A person's own sessions, authorities and record. People by engagement or authority: queries/people.py."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from app.accounts.models import Authority, Membership, Person, SignIn
from app.accounts.queries.authorities import PAGE_SIZE
from app.db import db
from app.security.roles import Role


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One session of the person who asks."""

    id: int
    device: str
    started_at: dt.datetime
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OwnAuthority:
    """An authority in which the person holds a role."""

    id: int
    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody as the administrator's list shows them."""

    ref: str
    name: str
    email: str
    is_administrator: bool
    has_password: bool
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One page of a search for people: `page` counts from 1; `pages` is 1 at least."""

    rows: list[PersonRow]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A live role as the administrator sees it: which and where, never what was done in it."""

    membership_id: int
    role: Role
    authority_name: str
    in_engagement: bool
    since: dt.datetime


def own_sessions(person_id: int, *, now: dt.datetime) -> list[OwnSession]:
    """The person's running sessions, the latest first."""
    found = db.session.execute(
        select(SignIn.id, SignIn.device, SignIn.started_at, SignIn.expires_at)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.expires_at > now)
        .order_by(SignIn.started_at.desc(), SignIn.id.desc())
    )
    return [OwnSession(*row) for row in found]


def own_authorities(person_id: int) -> list[OwnAuthority]:
    """Authorities in which the person holds a live role, by name."""
    found = db.session.execute(
        select(Authority.id, Authority.ref, Authority.name)
        .join(Membership, Membership.authority_id == Authority.id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None))
        .distinct()
        .order_by(Authority.name, Authority.id)
    )
    return [OwnAuthority(*row) for row in found]


def people_matching(text: str, *, page: int) -> PersonPage:
    """People whose name or e-mail address holds `text` (all for an empty one), by name, 50 to a page; leavers too."""
    wanted = select(
        Person.ref,
        Person.name,
        Person.email,
        Person.is_administrator,
        Person.password_hash.is_not(None),
        Person.ended_at,
        func.count().over().label("total"),
    )
    if text := text.strip():
        wanted = wanted.where(
            or_(Person.name.icontains(text, autoescape=True), Person.email.icontains(text, autoescape=True))
        )
    page = max(page, 1)
    found = db.session.execute(
        wanted.order_by(Person.name, Person.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    total = found[0].total if found else 0
    return PersonPage([PersonRow(*row[:-1]) for row in found], page, max(-(-total // PAGE_SIZE), 1), total)


def emails_known(emails: Collection[str]) -> set[str]:
    """Those of the addresses, given in lower case, that belong to somebody whose access has not ended."""
    known = select(Person.email).where(Person.email.in_(emails), Person.ended_at.is_(None))
    return set(db.session.scalars(known.order_by(Person.id)))


def person_by_ref(ref: str) -> Person | None:
    """Somebody by reference, for administration."""
    return db.session.scalar(select(Person).where(Person.ref == ref))


def person_by_id(person_id: int) -> Person:
    """Somebody by key: the person who asks."""
    return db.session.get_one(Person, person_id)


def roles_held(person_id: int) -> list[HeldRole]:
    """The person's live roles, by authority and role."""
    found = db.session.execute(
        select(
            Membership.id,
            Membership.role,
            Authority.name,
            Membership.engagement_id.is_not(None),
            Membership.created_at,
        )
        .join(Authority, Authority.id == Membership.authority_id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None))
        .order_by(Authority.name, Membership.role, Membership.id)
    )
    return [HeldRole(*row) for row in found]
