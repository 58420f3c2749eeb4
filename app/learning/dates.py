"""When a cohort's days lie: moments by London's clock, and the dates that follow from the first. Pure."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from app.learning.content import Programme

LONDON = ZoneInfo("Europe/London")
Dates = Mapping[int, dt.date]
"""The date of each day of the programme, by its number."""


def at(on: dt.date, clock: str) -> dt.datetime:
    """Give the moment at which London's clocks show `clock`, such as "09:30"."""
    return dt.datetime.combine(on, dt.time.fromisoformat(clock), LONDON)


def day_begins(programme: Programme, dates: Dates, day: int) -> dt.datetime:
    """Give the moment at which the first part of a day begins."""
    return at(dates[day], programme.of_day(day)[0][0].start)


def day_ends(programme: Programme, dates: Dates, day: int) -> dt.datetime:
    """Give the moment at which the last part of a day ends."""
    return at(dates[day], programme.of_day(day)[-1][0].end)


def begins(programme: Programme, dates: Dates) -> dt.datetime:
    """Give the moment at which the first day begins: until then people enrol themselves."""
    return day_begins(programme, dates, min(dates))


def ends(programme: Programme, dates: Dates) -> dt.datetime:
    """Give the moment at which the last day is over."""
    return day_ends(programme, dates, max(dates))


def second_half_begins(programme: Programme, dates: Dates) -> dt.datetime:
    """Give the moment until which a trainer can still enrol people: the second half, or the only one, begins."""
    halves = programme.pattern.halves
    return day_begins(programme, dates, min(halves[1].days if len(halves) > 1 else dates))


def usual_dates(programme: Programme, first: dt.date) -> dict[int, dt.date]:
    """Give the dates that follow from the first: the days of a half in a row, the halves some weeks apart."""
    gap = dt.timedelta(weeks=programme.pattern.gap_weeks)
    return {
        day: first + number * gap + dt.timedelta(days=place)
        for number, half in enumerate(programme.pattern.halves)
        for place, day in enumerate(sorted(half.days))
    }


def clock_times(programme: Programme, day: int) -> str:
    """Write from when to when a day lasts: "09:30 to 16:30"."""
    parts = programme.of_day(day)
    return f"{parts[0][0].start} to {parts[-1][0].end}"


def wrong_dates(dates: Dates, kept: Dates, today: dt.date) -> dict[int, str]:
    """Say by day what is wrong with its date: each is after the one before, none moves into or out of the past."""
    wrong: dict[int, str] = {}
    for day, on in sorted(dates.items()):
        before = dates.get(day - 1)
        if kept.get(day) != on and kept.get(day, today) < today:
            wrong[day] = f"Day {day} has taken place, so its date cannot change"
        elif kept.get(day) != on and on < today:
            wrong[day] = f"Day {day} must be today or in the future"
        elif before and on <= before:
            wrong[day] = f"Day {day} must be after day {day - 1}"
    return wrong
