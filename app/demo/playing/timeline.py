"""Moments relative to today, and several stories told at once in the order of their moments. Knows no room."""

import datetime as dt
import heapq
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from app.db.clock import LONDON

Story = Generator[dt.datetime, dt.datetime, None]
"""Yields the moment of its next step, is sent that moment when it has come, and does the step."""

_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days counted from the day of `now`; bank holidays are ignored."""

    now: dt.datetime

    def day(self, number: int) -> dt.date:
        """Give the working day `number` days from today, negative in the past; 0 is today, or Friday at a weekend."""
        today = self.now.astimezone(LONDON).date()
        day = today - dt.timedelta(days=max(today.weekday() - _FRIDAY, 0))
        weeks, days = divmod(day.weekday() + number, 5)
        return day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=weeks, days=days)

    def at(self, number: int, hour: int, minute: int = 0) -> dt.datetime:
        """Give a moment of a working day by London's clock, and never one after now. Minutes may exceed an hour."""
        start = dt.datetime.combine(self.day(number), dt.time(hour), tzinfo=LONDON).astimezone(dt.UTC)
        return min(start + dt.timedelta(minutes=minute), self.now)


def on_working_day(first: dt.date, days: int, hour: int) -> dt.datetime:
    """Give a moment of the first working day from `first` on, or so many working days later, by London's clock."""
    day = first
    while day.weekday() > _FRIDAY or days:
        days -= day.weekday() <= _FRIDAY
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(hour), tzinfo=LONDON).astimezone(dt.UTC)


def months_back(day: dt.date, months: int) -> dt.date:
    """Give the first day of the month that lies so many months before a day's own."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def tell(stories: Iterable[Story]) -> None:
    """Tell all stories, always the one whose next step comes first; of equal moments the one named first."""
    told = list(stories)
    waiting = [(moment, place) for place, story in enumerate(told) if (moment := next(story, None))]
    heapq.heapify(waiting)
    while waiting:
        moment, place = heapq.heappop(waiting)
        try:
            heapq.heappush(waiting, (told[place].send(moment), place))
        except StopIteration:
            continue
