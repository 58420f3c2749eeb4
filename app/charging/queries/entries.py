"""Entries as pages and sums need them: one engagement's, a month's, a person's. Threads and statements: beside."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, union_all

from app.accounts.models import Person
from app.charging.ledger import Balance, balance, charge, last_day, month_of
from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.engagements.models import SupportKind


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as lists show it. `reverses_ref`: what a reversal takes back; `replaces_ref`: what it stands for."""

    id: int
    ref: str
    person_id: int
    person_ref: str
    person_name: str
    on: dt.date
    quarters: int
    kind: SupportKind
    goal_ref: str
    milestone_ref: str
    note: str
    day_rate: Decimal
    state: EntryState
    reason: str
    approved_name: str
    approved_at: dt.datetime | None
    statement_id: int | None
    reverses_ref: str | None
    reverses_on: dt.date | None
    replaces_ref: str | None
    is_reversed: bool
    version: int
    logged_by_id: int

    @property
    def value(self) -> Decimal:
        """Its charge in pounds before VAT."""
        return charge(self.quarters, self.day_rate)

    @property
    def is_reversal(self) -> bool:
        """Say whether it takes another entry back."""
        return self.reverses_ref is not None


_reversed, _replaced, _reversal = (db.aliased(SupportEntry) for _ in range(3))
_ROWS: Select[*tuple[Any, ...]] = (
    select(
        SupportEntry.id, SupportEntry.ref, SupportEntry.person_id, Person.ref, Person.name, SupportEntry.on_date,
        SupportEntry.quarters, SupportEntry.kind, SupportEntry.goal_ref, SupportEntry.milestone_ref, SupportEntry.note,
        SupportEntry.day_rate, SupportEntry.state, SupportEntry.reason, SupportEntry.approved_name,
        SupportEntry.approved_at, SupportEntry.statement_id, _reversed.ref, _reversed.on_date, _replaced.ref,
        _reversal.id.is_not(None), SupportEntry.version, SupportEntry.logged_by_id,
    )
    .join(Person, Person.id == SupportEntry.person_id)
    .outerjoin(_reversed, _reversed.id == SupportEntry.reverses_id)
    .outerjoin(_replaced, _replaced.id == SupportEntry.replaces_id)
    .outerjoin(_reversal, _reversal.reverses_id == SupportEntry.id)
    .order_by(SupportEntry.on_date, Person.name, SupportEntry.id)
)  # fmt: skip


_OF_MONTH = _ROWS.where(
    SupportEntry.engagement_id == bindparam("engagement_id"),
    SupportEntry.on_date.between(bindparam("first"), bindparam("last")),
)


def entries_of_month(month: dt.date, *, engagement_id: int) -> tuple[EntryRow, ...]:
    """Give the entries dated in the month that begins on `month`, by date and person."""
    values = {"engagement_id": engagement_id, "first": month, "last": last_day(month)}
    return tuple(EntryRow(*row) for row in db.session.connection().execute(_OF_MONTH, values))


def entries_of(*, engagement_id: int, states: Iterable[EntryState] = tuple(EntryState)) -> tuple[EntryRow, ...]:
    """Give all entries in these states, by date and person."""
    return _rows(_ROWS.where(SupportEntry.engagement_id == engagement_id, SupportEntry.state.in_(tuple(states))))


def entry_row(ref: str, *, engagement_id: int) -> EntryRow | None:
    """Give one entry, or None."""
    found = _rows(_ROWS.where(SupportEntry.engagement_id == engagement_id, SupportEntry.ref == ref))
    return found[0] if found else None


def entry_of(ref: str, *, engagement_id: int, lock: bool = False) -> SupportEntry | None:
    """Give the record itself, or None; with `lock` nobody else changes it before this request ends."""
    query = select(SupportEntry).where(SupportEntry.ref == ref, SupportEntry.engagement_id == engagement_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def balance_of(*, engagement_id: int) -> Balance:
    """Add up an engagement's entries in the database, by state, kind and rate."""
    rows = db.session.execute(
        select(SupportEntry.state, SupportEntry.kind, func.sum(SupportEntry.quarters), SupportEntry.day_rate)
        .where(SupportEntry.engagement_id == engagement_id)
        .group_by(SupportEntry.state, SupportEntry.kind, SupportEntry.day_rate)
    )
    return balance((state.value, kind.value, int(quarters), rate) for state, kind, quarters, rate in rows)


def used_by_kind(*, engagement_id: int) -> dict[str, int]:
    """Give the quarters that count towards the cap, by kind of support."""
    rows = db.session.execute(
        select(SupportEntry.kind, func.sum(SupportEntry.quarters))
        .where(SupportEntry.engagement_id == engagement_id, SupportEntry.state != EntryState.BOOKED)
        .group_by(SupportEntry.kind)
    )
    return {kind.value: int(quarters) for kind, quarters in rows}


def _rows(query: Select[*tuple[Any, ...]]) -> tuple[EntryRow, ...]:
    return tuple(EntryRow(*row) for row in db.session.execute(query))


def family_of(ref: str, *, engagement_id: int) -> tuple[EntryRow, ...]:
    """Give an entry with what it takes back or stands for, and what takes it back or stands for it, by date."""
    found = select(SupportEntry.id, SupportEntry.reverses_id, SupportEntry.replaces_id).where(
        SupportEntry.engagement_id == engagement_id, SupportEntry.ref == ref
    )
    one = found.subquery("one")
    ids = (one.c.id, one.c.reverses_id, one.c.replaces_id)
    roots = union_all(*(select(each).where(each.is_not(None)) for each in ids))
    related = or_(SupportEntry.id.in_(roots), SupportEntry.reverses_id.in_(roots), SupportEntry.replaces_id.in_(roots))
    return _rows(_ROWS.where(SupportEntry.engagement_id == engagement_id, related))


def month_to_open(*, engagement_id: int, states: Iterable[EntryState]) -> dt.date | None:
    """Give the first day of the oldest month with an entry in one of these states; None if there is none."""
    oldest = db.session.scalar(
        select(func.min(SupportEntry.on_date)).where(
            SupportEntry.engagement_id == engagement_id, SupportEntry.state.in_(tuple(states))
        )
    )
    return month_of(oldest) if oldest else None
