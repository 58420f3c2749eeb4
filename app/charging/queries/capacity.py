"""Who gives support for a lead authority, each with a limit per week, and their days. Arithmetic: ../capacity.py."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.accounts.models import Authority, Membership, Person
from app.charging.capacity import DEFAULT_WEEK_QUARTERS, Given
from app.charging.models import EntryState, SupportEntry, WeekLimit
from app.db import db
from app.engagements.models import Engagement
from app.security.roles import Role

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class LeadAuthority:
    """The authority whose income and people a page is about."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who gives support: `limit` in quarters a week; `is_own_limit`: a manager has set it."""

    person_id: int
    ref: str
    name: str
    limit: int
    is_own_limit: bool


@dataclass(frozen=True, slots=True)
class HelperPage:
    """One page of them: `page` counts from 1; `pages` is 1 at least."""

    rows: tuple[Helper, ...]
    page: int
    pages: int


def lead_authority(*, authority_id: int) -> LeadAuthority:
    """Give the authority with its name."""
    return LeadAuthority(
        *db.session.execute(select(Authority.id, Authority.name).where(Authority.id == authority_id)).one()
    )


def _led(authority_id: int) -> ColumnElement[bool]:
    own = select(Engagement.id).where(Engagement.lead_authority_id == authority_id)
    return SupportEntry.engagement_id.in_(own)


def _gives_support(authority_id: int, first: dt.date, last: dt.date) -> ColumnElement[bool]:
    """Consultants of its engagements, and whoever has days for it between the dates: managers, and leavers, too."""
    consults = select(Membership.person_id).where(
        Membership.authority_id == authority_id,
        Membership.role == Role.CONSULTANT,
        Membership.ended_at.is_(None),
    )
    has_days = select(SupportEntry.person_id).where(_led(authority_id), SupportEntry.on_date.between(first, last))
    return or_(and_(Person.id.in_(consults), Person.ended_at.is_(None)), Person.id.in_(has_days))


def helpers(first: dt.date, last: dt.date, *, authority_id: int, page: int) -> HelperPage:
    """Give those who give support between the dates, or may, by name; 50 to a page."""
    found = db.session.execute(
        select(Person.id, Person.ref, Person.name, WeekLimit.quarters, func.count().over().label("total"))
        .outerjoin(WeekLimit, and_(WeekLimit.person_id == Person.id, WeekLimit.authority_id == authority_id))
        .where(_gives_support(authority_id, first, last))
        .order_by(Person.name, Person.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    rows = tuple(Helper(each.id, each.ref, each.name, *_limit(each.quarters)) for each in found)
    return HelperPage(rows, page, max(-(-(found[0].total if found else 0) // PAGE_SIZE), 1))


def helper(ref: str, *, authority_id: int) -> Helper | None:
    """Give somebody who consults for the authority or ever gave days for it, or None."""
    row = db.session.execute(
        select(Person.id, Person.ref, Person.name, WeekLimit.quarters)
        .outerjoin(WeekLimit, and_(WeekLimit.person_id == Person.id, WeekLimit.authority_id == authority_id))
        .where(Person.ref == ref, _gives_support(authority_id, dt.date.min, dt.date.max))
    ).first()
    return Helper(row.id, row.ref, row.name, *_limit(row.quarters)) if row else None


def _limit(quarters: int | None) -> tuple[int, bool]:
    return (DEFAULT_WEEK_QUARTERS, False) if quarters is None else (quarters, True)


def given(first: dt.date, last: dt.date, *, authority_id: int, person_ids: Collection[int]) -> tuple[Given, ...]:
    """Give the days of these people between the dates, over all engagements that the authority leads."""
    is_booked = case((SupportEntry.state == EntryState.BOOKED, 1), else_=0).label("is_booked")
    rows = db.session.execute(
        select(SupportEntry.person_id, SupportEntry.on_date, func.sum(SupportEntry.quarters), is_booked)
        .where(_led(authority_id), SupportEntry.on_date.between(first, last), SupportEntry.person_id.in_(person_ids))
        .group_by(SupportEntry.person_id, SupportEntry.on_date, is_booked)
        .order_by(SupportEntry.person_id, SupportEntry.on_date)
    )
    return tuple(Given(person_id, on, int(quarters), bool(booked)) for person_id, on, quarters, booked in rows)
