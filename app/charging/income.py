"""What engagements bring in, by where their days stand, against band and cap, and by month. Pure; no records.

Pounds are before VAT. The forecast of one engagement is that of forecast.py; those of several add up.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property

from app.charging.forecast import Forecast, Need, forecast, planned
from app.charging.ledger import Balance, Days, days_of, months_between, total

APRIL = 4
NONE = Days()


@dataclass(frozen=True, slots=True)
class Income:
    """Days and pounds by where they stand: each day in one part only, so the parts add up to the forecast."""

    stated: Days = NONE
    approved: Days = NONE  # and not yet on a statement
    waiting: Days = NONE  # for the buyer: submitted, queried or answered
    drafts: Days = NONE  # logged and not submitted
    booked: Days = NONE
    planned: Days = NONE  # milestones need them, nobody has booked them

    @property
    def to_the_end(self) -> Days:
        """All of them."""
        return total((self.stated, self.approved, self.waiting, self.drafts, self.booked, self.planned))


def income_of(balance: Balance, planned_days: Days = NONE) -> Income:
    """Sort a balance into parts."""
    return Income(
        balance.of("stated"),
        balance.of("approved"),
        balance.waiting,
        balance.of("draft"),
        balance.booked,
        planned_days,
    )


def sum_of(parts: Iterable[Income]) -> Income:
    """Add up part by part."""
    found = list(parts)
    return Income(*(total(getattr(each, part.name) for each in found) for part in fields(Income)))


@dataclass(frozen=True, slots=True)
class Led:
    """An engagement as this page knows it. Days in quarters; `rate_today` is what a planned day would cost."""

    id: int
    ref: str
    partner: str
    partnership: str
    state: str
    illustrative: bool
    starts_on: dt.date
    ends_on: dt.date
    day_rate: Decimal  # of the agreement in force: band and cap in pounds are at it
    rate_today: Decimal
    estimate_quarters: int
    cap_quarters: int

    @property
    def estimate(self) -> Days:
        """The lower end of the band."""
        return days_of(self.estimate_quarters, self.day_rate)

    @property
    def cap(self) -> Days:
        """The upper end."""
        return days_of(self.cap_quarters, self.day_rate)


@dataclass(frozen=True)
class Line:
    """One engagement with what it brings in: a sum over hundreds asks none of them for a forecast."""

    engagement: Led
    balance: Balance
    planned_quarters: int

    @cached_property
    def income(self) -> Income:
        """Its days by where they stand."""
        return income_of(self.balance, days_of(self.planned_quarters, self.engagement.rate_today))

    @cached_property
    def forecast(self) -> Forecast:
        """Its days to the end, against the cap."""
        return forecast(self.balance, self.planned_quarters, self.engagement.rate_today, self.engagement.cap)


def line_of(engagement: Led, balance: Balance, needs: Iterable[Need], served: Mapping[tuple[str, str], int]) -> Line:
    """Work an engagement out; `served` as planned() of forecast.py takes it."""
    return Line(engagement, balance, planned(needs, served))


def financial_year(on: dt.date) -> int:
    """Give the calendar year in which the financial year of a date began: 2026 from April 2026 to March 2027."""
    return on.year if on.month >= APRIL else on.year - 1


def months_of_year(year: int) -> tuple[dt.date, ...]:
    """Give the first days of the twelve months of a financial year."""
    return months_between(dt.date(year, APRIL, 1), dt.date(year + 1, APRIL - 1, 31))
