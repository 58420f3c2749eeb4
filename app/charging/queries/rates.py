"""Rates that were proposed beside the agreement, and what became of each. Those in force: tariff.py."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, or_, select

from app.accounts.models import Person
from app.charging.models import AgreedRate, SupportEntry
from app.db import db


@dataclass(frozen=True, slots=True)
class ProposedRate:
    """One proposal. `person_name` is empty for everybody; `keeping`: entries from its date on, at their own rate."""

    ref: str
    from_on: dt.date
    day_rate: Decimal
    person_id: int | None
    person_name: str
    reason: str
    proposed_name: str
    proposed_at: dt.datetime
    agreed_name: str
    agreed_at: dt.datetime | None
    withdrawn_at: dt.datetime | None
    keeping: int

    @property
    def waits(self) -> bool:
        """Say whether the director has still to agree it."""
        return self.agreed_at is None and self.withdrawn_at is None

    @property
    def whom(self) -> str:
        """Name the person, or everybody."""
        return self.person_name or "Everybody"


def proposed_rates(*, engagement_id: int) -> tuple[ProposedRate, ...]:
    """Give every proposal, the newest first."""
    whose = or_(AgreedRate.person_id.is_(None), SupportEntry.person_id == AgreedRate.person_id)
    keeping = (
        select(func.count())
        .where(
            SupportEntry.engagement_id == AgreedRate.engagement_id, SupportEntry.on_date >= AgreedRate.from_on, whose
        )
        .correlate(AgreedRate)
        .scalar_subquery()
    )
    query: Select[*tuple[Any, ...]] = (
        select(
            AgreedRate.ref,
            AgreedRate.from_on,
            AgreedRate.day_rate,
            AgreedRate.person_id,
            func.coalesce(Person.name, ""),
            AgreedRate.reason,
            AgreedRate.proposed_name,
            AgreedRate.proposed_at,
            AgreedRate.agreed_name,
            AgreedRate.agreed_at,
            AgreedRate.withdrawn_at,
            keeping,
        )
        .outerjoin(Person, Person.id == AgreedRate.person_id)
        .where(AgreedRate.engagement_id == engagement_id)
        .order_by(AgreedRate.proposed_at.desc(), AgreedRate.id.desc())
    )
    return tuple(ProposedRate(*row) for row in db.session.execute(query))


def rate_of(ref: str, *, engagement_id: int, lock: bool = False) -> AgreedRate | None:
    """Give the record itself, or None; with `lock` nobody else changes it before this request ends."""
    query = select(AgreedRate).where(AgreedRate.ref == ref, AgreedRate.engagement_id == engagement_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def is_proposed(from_on: dt.date, person_id: int | None, *, engagement_id: int) -> bool:
    """Say whether a rate for this person (None: everybody) from this date already waits for the director."""
    waiting = select(AgreedRate.id).where(
        AgreedRate.engagement_id == engagement_id,
        AgreedRate.from_on == from_on,
        AgreedRate.person_id.is_(None) if person_id is None else AgreedRate.person_id == person_id,
        AgreedRate.agreed_at.is_(None),
        AgreedRate.withdrawn_at.is_(None),
    )
    return db.session.scalar(waiting.limit(1)) is not None


def last_logged(first: dt.date, last: dt.date, person_id: int | None, *, engagement_id: int) -> dt.date | None:
    """Give the latest date, within the two, on which the person (None: anybody) has an entry; None without any."""
    query = select(func.max(SupportEntry.on_date)).where(
        SupportEntry.engagement_id == engagement_id, SupportEntry.on_date.between(first, last)
    )
    if person_id is not None:
        query = query.where(SupportEntry.person_id == person_id)
    return db.session.scalar(query)
