"""What a month's page needs beside its entries: the engagement's months, what is closed, its statement. One query."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import and_, exists, select

from app.accounts.models import Membership
from app.charging.ledger import months_between
from app.charging.models import ChargingAccount, Statement
from app.db import db
from app.engagements.models import Engagement


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """`is_of_the_lead`: whether the reader holds a role at the lead authority."""

    starts_on: dt.date
    ends_on: dt.date
    closed_through: dt.date | None
    statement_ref: str | None
    statement_number: int | None
    is_of_the_lead: bool

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The first days of the calendar months that the engagement touches."""
        return months_between(self.starts_on, self.ends_on)

    def is_closed(self, on: dt.date) -> bool:
        """Say whether a date lies in a closed month."""
        return self.closed_through is not None and on <= self.closed_through


def month_facts(month: dt.date, *, engagement_id: int, person_id: int) -> MonthFacts:
    """Give them for one month and one reader."""
    held = exists().where(
        Membership.person_id == person_id,
        Membership.authority_id == Engagement.lead_authority_id,
        Membership.ended_at.is_(None),
    )
    of_month = and_(Statement.engagement_id == Engagement.id, Statement.month == month)
    row = db.session.execute(
        select(
            Engagement.starts_on,
            Engagement.ends_on,
            ChargingAccount.closed_through,
            Statement.ref,
            Statement.number,
            held.correlate(Engagement),
        )
        .outerjoin(ChargingAccount, ChargingAccount.engagement_id == Engagement.id)
        .outerjoin(Statement, of_month)
        .where(Engagement.id == engagement_id)
    ).one()
    return MonthFacts(*row)
