"""The months of an engagement and their reviews: which has one, which has none, which can be started. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.charging.ledger import months_between, next_month

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReviewMonth(Generic[T]):
    """A month with its review, or None. `is_over`, `has_begun` on the day asked for."""

    month: dt.date
    review: T | None
    has_begun: bool
    is_over: bool

    @property
    def is_missing(self) -> bool:
        """Say whether it is over and nobody has started its review."""
        return self.review is None and self.is_over


def calendar(
    starts_on: dt.date, ends_on: dt.date, reviews: Mapping[dt.date, T], *, today: dt.date
) -> tuple[ReviewMonth[T], ...]:
    """Give every month that the engagement or a review touches, the first one first."""
    months = sorted({*months_between(starts_on, ends_on), *reviews})
    return tuple(ReviewMonth(month, reviews.get(month), month <= today, next_month(month) <= today) for month in months)


def to_start(months: tuple[ReviewMonth[T], ...]) -> tuple[dt.date, ...]:
    """Give the months that have begun and have no review, the first one first."""
    return tuple(each.month for each in months if each.review is None and each.has_begun)


def offered(months: tuple[ReviewMonth[T], ...]) -> dt.date | None:
    """Give the month to review next: the one that has just ended, as "your work" has it; else the newest without.

    Facts run up to the day a review is started, so an older month that has none is not caught up first.
    """
    over = [each for each in months if each.is_over]
    if over and over[-1].is_missing:
        return over[-1].month
    return next(reversed(to_start(months)), None)
