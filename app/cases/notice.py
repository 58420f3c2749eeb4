"""The notice by which a service ends: how long it ordinarily is, and what still has to happen before the end. Pure.

Seed 002, 3.8: "The council will ordinarily provide three months' notice … Some awards will be time-limited and
therefore a reduced, or no notice period will be required."
"""

import calendar
import datetime as dt
from dataclasses import dataclass

MONTHS_OF_NOTICE = 3


@dataclass(frozen=True, slots=True)
class Steps:
    """What stands of a service's end. `decided_on`: the decision to decommission; None: not there yet."""

    impact_finished: bool
    decided_on: dt.date | None
    given_on: dt.date | None = None
    ends_on: dt.date | None = None

    @property
    def has_lapsed(self) -> bool:
        """Say whether notice was given for an earlier decision, which was taken back before the one that holds."""
        return self.given_on is not None and self.decided_on is not None and self.given_on < self.decided_on


def ordinary_end(given_on: dt.date) -> dt.date:
    """Give the first day on which a service may end without an exception: three calendar months on.

    The same day of the month, or its last day where the month is shorter: 30 November leads to 28 or 29 February.
    """
    months = given_on.year * 12 + given_on.month - 1 + MONTHS_OF_NOTICE
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(given_on.day, calendar.monthrange(year, month)[1]))


def is_short(given_on: dt.date, ends_on: dt.date) -> bool:
    """Say whether less than the ordinary notice is given, so that an exception is needed."""
    return ends_on < ordinary_end(given_on)


def missing_for_notice(steps: Steps) -> tuple[str, ...]:
    """Name what comes before notice can be given, in the order in which it is done."""
    missing = []
    if not steps.impact_finished:
        missing.append("finish the check of the decommissioning’s impact")
    if steps.decided_on is None:
        missing.append("record the decision to decommission")
    return tuple(missing)


def has_run_out(ends_on: dt.date, today: dt.date) -> bool:
    """Say whether the notice's last day has come."""
    return today >= ends_on
