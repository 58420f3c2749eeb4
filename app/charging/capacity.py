"""Weeks of people who give support: their days in each, beside their limit, and what passes it in words. Pure.

Days are whole quarters of a person-day. Support must not harm the lead authority's own work (seed 004, section 6.1).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DEFAULT_WEEK_QUARTERS = 12
"""Three days a week, unless a manager sets another limit for a person."""
MOST_WEEK_QUARTERS = 28
WEEKS = 8
FIRST_MONDAY, LAST_MONDAY = dt.date(2000, 1, 3), dt.date(2099, 12, 28)  # outside, an address was typed wrongly
_WEEK = dt.timedelta(weeks=1)


def monday_of(on: dt.date) -> dt.date:
    """Give the Monday of a date's week, within the years that the service knows."""
    within = min(max(on, FIRST_MONDAY), LAST_MONDAY)
    return within - dt.timedelta(days=within.weekday())


def weeks_from(monday: dt.date, count: int = WEEKS) -> tuple[dt.date, ...]:
    """Give the Mondays of that many weeks."""
    return tuple(monday + _WEEK * place for place in range(count))


def last_day_of(mondays: tuple[dt.date, ...]) -> dt.date:
    """Give the Sunday of the last week."""
    return mondays[-1] + dt.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Week:
    """The days of one person in the week that begins on `monday`: logged, with reversals taken off, and booked."""

    monday: dt.date
    logged: int
    booked: int
    limit: int

    @property
    def quarters(self) -> int:
        """All of them."""
        return self.logged + self.booked

    @property
    def beyond(self) -> int:
        """What passes the limit; nought within it."""
        return max(self.quarters - self.limit, 0)


@dataclass(frozen=True, slots=True)
class Given:
    """Days that somebody gave, or has booked, on one date; negative in a reversal."""

    person_id: int
    on: dt.date
    quarters: int
    is_booked: bool


def weeks_of(
    given: Iterable[Given], limits: Mapping[int, int], mondays: tuple[dt.date, ...]
) -> dict[int, tuple[Week, ...]]:
    """Give the weeks of everybody in `limits` (quarters by person), in order; days outside the weeks count for none."""
    sums: dict[tuple[int, dt.date, bool], int] = {}
    for each in given:
        key = (each.person_id, each.on - dt.timedelta(days=each.on.weekday()), each.is_booked)
        sums[key] = sums.get(key, 0) + each.quarters
    return {
        person_id: tuple(
            Week(monday, sums.get((person_id, monday, False), 0), sums.get((person_id, monday, True), 0), limit)
            for monday in mondays
        )
        for person_id, limit in limits.items()
    }
