"""Sums of days and pounds, and the months of an engagement: what is used, by kind and state, and left. Pure.

Days are whole quarters of a person-day, negative in reversals; money is pounds before VAT as Decimal, to the penny.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from app.agreements.content import PENNY, STANDARD_RATE
from app.engagements.estimate import value_of

ZERO = Decimal("0.00")


def charge(quarters: int, day_rate: Decimal) -> Decimal:
    """Give pounds before VAT, exactly; negative for a reversal. ValueError if a quarter is not whole pence."""
    return value_of(quarters, day_rate) if quarters >= 0 else -value_of(-quarters, day_rate)


def vat_on(value: Decimal, treatment: str) -> Decimal:
    """Give the VAT on a code's total (a value of VatTreatment), rounded half up to the penny, away from nought."""
    return (value * STANDARD_RATE).quantize(PENNY, ROUND_HALF_UP) if treatment == "standard" else ZERO


@dataclass(frozen=True, slots=True)
class Days:
    """Some days and what they are charged at."""

    quarters: int = 0
    value: Decimal = ZERO

    def __add__(self, other: "Days") -> "Days":
        """Add both."""
        return Days(self.quarters + other.quarters, self.value + other.value)


def days_of(quarters: int, day_rate: Decimal) -> Days:
    """Give the days of one entry with their charge."""
    return Days(quarters, charge(quarters, day_rate))


def total(parts: Iterable[Days]) -> Days:
    """Add up."""
    quarters, value = 0, ZERO
    for part in parts:
        quarters, value = quarters + part.quarters, value + part.value
    return Days(quarters, value)


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the days of an engagement stand: by state of entry (values of EntryState), and by kind without bookings."""

    by_state: Mapping[str, Days] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)  # quarters

    def of(self, *states: str) -> Days:
        """Add up the entries in these states."""
        return total(self.by_state[state] for state in states if state in self.by_state)

    @property
    def used(self) -> Days:
        """All but bookings: what counts towards the cap."""
        return self.of(*(state for state in self.by_state if state != "booked"))

    @property
    def booked(self) -> Days:
        """Days in the future."""
        return self.of("booked")

    @property
    def waiting(self) -> Days:
        """What the buyer has not approved yet."""
        return self.of("submitted", "queried", "answered")

    @property
    def approved(self) -> Days:
        """What the buyer has approved, on a statement or not."""
        return self.of("approved", "stated")


def balance(entries: Iterable[tuple[str, str, int, Decimal]]) -> Balance:
    """Add up entries as (state, kind, quarters, day rate)."""
    by_state: dict[str, Days] = {}
    by_kind: Counter[str] = Counter()
    for state, kind, quarters, day_rate in entries:
        by_state[state] = by_state.get(state, Days()) + days_of(quarters, day_rate)
        if state != "booked":
            by_kind[kind] += quarters
    return Balance(by_state, dict(by_kind))


def month_of(on: dt.date) -> dt.date:
    """Give the first day of a date's month."""
    return on.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    """Give the first day of the month after."""
    return (month.replace(day=1) + dt.timedelta(days=31)).replace(day=1)


def last_day(month: dt.date) -> dt.date:
    """Give the last day of a month."""
    return next_month(month) - dt.timedelta(days=1)


def months_between(starts_on: dt.date, ends_on: dt.date) -> tuple[dt.date, ...]:
    """Give the first day of every calendar month that the dates touch: thirteen for twelve months from mid-month."""
    months, month = [], month_of(starts_on)
    while month <= ends_on:
        months.append(month)
        month = next_month(month)
    return tuple(months)
