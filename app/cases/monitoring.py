"""Quarters of monitoring: which have a report, which is due, what is measured in each, how outcomes go. Pure.

A quarter is named by its first day: January, April, July or October, which are those of a council's financial year.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

TO_REPORT = dt.timedelta(days=30)  # after the quarter; our convention, as the seeds say only "quarterly"
MONTHS_OF_A_QUARTER = 3
DAY = dt.timedelta(days=1)

R = TypeVar("R")


class Measurable(Protocol):
    """What is measured from a quarter on, until it is measured no more."""

    @property
    def since(self) -> dt.date:
        """The first day of its first quarter."""

    @property
    def ended_on(self) -> dt.date | None:
        """The last day on which it counted; None while it does."""


@dataclass(frozen=True, slots=True)
class Quarter(Generic[R]):
    """A quarter with its report, or None. `is_over`, `is_late` on the day asked for."""

    first: dt.date
    report: R | None
    due_on: dt.date
    is_over: bool
    is_late: bool

    @property
    def is_missing(self) -> bool:
        """Say whether it is over and nobody has reported."""
        return self.report is None and self.is_over


def quarter_of(on: dt.date) -> dt.date:
    """Give the first day of the quarter that a date is in."""
    return on.replace(month=on.month - (on.month - 1) % MONTHS_OF_A_QUARTER, day=1)


def next_quarter(first: dt.date) -> dt.date:
    """Give the first day of the quarter after."""
    if first.month > 12 - MONTHS_OF_A_QUARTER:
        return dt.date(first.year + 1, 1, 1)
    return dt.date(first.year, first.month + MONTHS_OF_A_QUARTER, 1)


def end_of(first: dt.date) -> dt.date:
    """Give the last day of a quarter."""
    return next_quarter(first) - DAY


def last_over(today: dt.date) -> dt.date:
    """Give the newest quarter that is over: the one whose report is asked for."""
    return quarter_of(quarter_of(today) - DAY)


def due_on(first: dt.date) -> dt.date:
    """Give the day by which a quarter is reported on."""
    return end_of(first) + TO_REPORT


def is_measured(measure: Measurable, first: dt.date) -> bool:
    """Say whether a measure belongs to a quarter: begun by then, and not ended before the quarter was over."""
    return measure.since <= first and (measure.ended_on is None or measure.ended_on >= end_of(first))


def quarters(
    measures: Iterable[Measurable], reports: Mapping[dt.date, R], *, today: dt.date, over_on: dt.date | None = None
) -> tuple[Quarter[R], ...]:
    """Give every quarter in which something is measured or that has a report, the newest first, up to today's.

    `over_on` is the day on which the case ended: a quarter that was not over by then is not asked for.
    """
    measures = tuple(measures)
    begun = [each.since for each in measures]
    if not begun and not reports:
        return ()
    first, found = min([*begun, *reports]), []
    while first <= today:
        report, after = reports.get(first), next_quarter(first)
        is_asked = over_on is None or after <= over_on + DAY
        if report is not None or (is_asked and any(is_measured(each, first) for each in measures)):
            due = due_on(first)
            found.append(Quarter(first, report, due, after <= today, report is None and due < today))
        first = after
    return tuple(reversed(found))
