"""Days and pounds to the end of an engagement: what is used, booked and planned, against the cap. Pure; no records.

The method, as pages state it: all days logged so far, whether approved or not, at their own rates; and the days that
are booked, at theirs; and the days that milestones of the approved plan need and nobody has logged or booked yet, at
today's rate. A milestone that is done needs no more. Days of a goal that name no milestone go to its milestones in the
plan's order. Nothing is extrapolated: a pace says little about days that are planned one by one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.charging.ledger import Balance, Days, days_of

WARN_AT = Decimal("0.8")  # of the cap, in days or in pounds


@dataclass(frozen=True, slots=True)
class Forecast:
    """To the end of the engagement. `left` is under the cap and never below nought: what is missing is `over`."""

    to_come: Days  # booked and planned
    at_end: Days
    left: Days
    beyond_cap: bool
    planned: Days  # of `to_come`: not booked yet
    over: Days


@dataclass(frozen=True, slots=True)
class Need:
    """The quarters that one milestone of the approved plan needs in all."""

    goal_ref: str
    milestone_ref: str
    quarters: int
    is_done: bool = False
    due_on: dt.date | None = None  # its forecast date, or else its baseline


def forecast(balance: Balance, planned_quarters: int, day_rate: Decimal, cap: Days) -> Forecast:
    """Give it. `planned_quarters`: as `planned` gives them, 0 or more, charged at `day_rate`; pounds before VAT."""
    planned_days = days_of(planned_quarters, day_rate)
    to_come = balance.booked + planned_days
    at_end = balance.used + to_come
    left, over = under(cap, at_end)
    return Forecast(to_come, at_end, left, over != Days(), planned_days, over)


def under(limit: Days, used: Days) -> tuple[Days, Days]:
    """Give what is left under a limit and what is beyond it, in days and in pounds, none of them below nought."""
    quarters, value = limit.quarters - used.quarters, limit.value - used.value
    nought = Decimal("0.00")
    return Days(max(quarters, 0), max(value, nought)), Days(max(-quarters, 0), max(-value, nought))


def is_near(cap: Days, used: Days) -> bool:
    """Say whether 80 % of the cap or more is used, in days or in pounds, whichever comes first."""
    return used.quarters >= WARN_AT * cap.quarters or used.value >= WARN_AT * cap.value


def planned(needs: Iterable[Need], served: Mapping[tuple[str, str], int]) -> int:
    """Give the quarters that milestones still need; `served` as in `lacking`."""
    return sum(quarters for _, quarters in lacking(needs, served))


def lacking(needs: Iterable[Need], served: Mapping[tuple[str, str], int]) -> Iterator[tuple[Need, int]]:
    """Give each milestone that is not done with the quarters that it still needs, where there are any.

    `served`: quarters logged or booked by (goal, milestone); an empty milestone for days of the goal as a whole.
    """
    spare = {goal_ref: quarters for (goal_ref, milestone_ref), quarters in served.items() if not milestone_ref}
    for need in needs:
        if need.is_done:
            continue
        missing = need.quarters - served.get((need.goal_ref, need.milestone_ref), 0)
        if missing <= 0:
            continue
        if spare.get(need.goal_ref, 0) > 0:
            given = min(missing, spare[need.goal_ref])
            spare[need.goal_ref] -= given
            missing -= given
        if missing:
            yield need, missing
