"""The terms of an engagement as values, and the dates that follow from its start. No form, no record, no clock."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

DEFAULT_PARTNERSHIP = "Children's Trust"
DEFAULT_DAY_RATE = Decimal(500)  # pounds per person per day (seed 004, section 3.5)
DEFAULT_FEWEST = 80  # quarters: 20 person-days (seed 004, section 4.1)
DEFAULT_MOST = 120  # quarters: 30 person-days


@dataclass(frozen=True, slots=True)
class Terms:
    """What both authorities agree on. Days are in quarters, the rate in pounds before VAT."""

    partnership_name: str
    starts_on: dt.date
    ends_on: dt.date
    decision_reference: str
    day_rate: Decimal
    estimate_quarters: int
    cap_quarters: int


FIXED_WHEN_OPEN = ("starts_on", "ends_on", "day_rate", "estimate_quarters", "cap_quarters")
"""Terms that the initial agreement settles: after it is signed, one side alone cannot change them."""


def last_day_of_twelve_months(first: dt.date) -> dt.date:
    """Give the day before the first anniversary; from 29 February that is 28 February."""
    leap_day = (first.month, first.day) == (2, 29)
    anniversary = dt.date(first.year + 1, 3, 1) if leap_day else first.replace(year=first.year + 1)
    return anniversary - dt.timedelta(days=1)
