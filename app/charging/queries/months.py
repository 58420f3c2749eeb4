"""What a month's page needs beside its entries: the engagement's months, what is closed, its statement. One query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, bindparam, exists, func, select

from app.accounts.models import Membership
from app.charging.ledger import months_between
from app.charging.models import ChargingAccount, Statement, SupportEntry
from app.db import db
from app.engagements.models import Engagement
from app.security.roles import Role


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """`is_of_the_lead`: whether the reader holds a role at the lead authority."""

    months: tuple[dt.date, ...]
    closed_through: dt.date | None
    statement_ref: str | None
    statement_number: int | None
    is_of_the_lead: bool

    def is_closed(self, on: dt.date) -> bool:
        """Say whether a date lies in a closed month."""
        return self.closed_through is not None and on <= self.closed_through


def _of_entries(value: Any) -> ScalarSelect[dt.date]:
    found = select(value).where(SupportEntry.engagement_id == Engagement.id)
    return found.correlate(Engagement).scalar_subquery()


_DATES = (
    Engagement.starts_on,
    Engagement.ends_on,
    _of_entries(func.min(SupportEntry.on_date)),
    _of_entries(func.max(SupportEntry.on_date)),
)


_ALONE = select(*_DATES).where(Engagement.id == bindparam("engagement_id"))


def _months(*dates: dt.date | None) -> tuple[dt.date, ...]:
    """Give the first days of the months that an engagement touches, or its entries: its end may have come nearer."""
    known = [each for each in dates if each is not None]
    return months_between(min(known), max(known))


def months_of(*, engagement_id: int) -> tuple[dt.date, ...]:
    """Give the first days of the calendar months of an engagement and of its entries, in one query."""
    return _months(*db.session.connection().execute(_ALONE, {"engagement_id": engagement_id}).one())


_held = exists().where(
    Membership.person_id == bindparam("person_id"),
    Membership.authority_id == Engagement.lead_authority_id,
    Membership.ended_at.is_(None),
    Membership.role != Role.DELEGATE,
)
_of_month = and_(Statement.engagement_id == Engagement.id, Statement.month == bindparam("month"))
_FACTS: Select[*tuple[Any, ...]] = (
    select(
        *_DATES,
        ChargingAccount.closed_through,
        Statement.ref,
        Statement.number,
        _held.correlate(Engagement),
    )
    .outerjoin(ChargingAccount, ChargingAccount.engagement_id == Engagement.id)
    .outerjoin(Statement, _of_month)
    .where(Engagement.id == bindparam("engagement_id"))
)


def month_facts(month: dt.date, *, engagement_id: int, person_id: int) -> MonthFacts:
    """Give them for one month and one reader."""
    values = {"month": month, "engagement_id": engagement_id, "person_id": person_id}
    row = db.session.connection().execute(_FACTS, values).one()
    return MonthFacts(_months(*row[:4]), *row[4:])
