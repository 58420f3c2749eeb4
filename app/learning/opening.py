"""When a delegate can rate, take the check, give feedback, pledge, and when sums are shown. Pure: dates and clocks."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.learning.content import Programme
from app.learning.models import CheckKind, Moment
from app.web.filters import LONDON, day, london

RATING_DAYS = 14  # after the last day
PLEDGE_DAYS = 100
FOLLOW_UP_DAYS = 91
ANSWER_DAYS = 14  # asked for in the message
LINK_DAYS = 42  # how long the follow-up is open


@dataclass(frozen=True, slots=True)
class Opening:
    """The moments of one cohort from which, or until which, things are open; made by `opening`."""

    before_until: dt.datetime
    after_from: dt.datetime
    rating_until: dt.datetime
    day_ends: Mapping[int, dt.datetime]
    last_day: dt.date

    def may_rate(self, moment: Moment, now: dt.datetime) -> bool:
        """Say whether confidence can be rated at this moment."""
        if moment is Moment.BEFORE:
            return now < self.before_until
        return self.after_from <= now < self.rating_until

    def check_kind(self, now: dt.datetime) -> CheckKind | None:
        """Give the kind of check that can be taken now; None between the days."""
        if now < self.before_until:
            return CheckKind.BEFORE
        return CheckKind.AFTER if now >= self.after_from else None

    def may_say(self, day: int, now: dt.datetime) -> bool:
        """Say whether feedback on the day can be given: from its end on, until the follow-up."""
        return day in self.day_ends and self.day_ends[day] <= now < self.follow_up_from

    def may_pledge(self, now: dt.datetime) -> bool:
        """Say whether pledges can be made and changed."""
        return self.after_from <= now < self.follow_up_from

    @property
    def follow_up_from(self) -> dt.datetime:
        """Three months after the last day, at midnight in London."""
        return _midnight(self.last_day + dt.timedelta(days=FOLLOW_UP_DAYS))

    @property
    def pledge_default(self) -> dt.date:
        """The hundredth day."""
        return self.last_day + dt.timedelta(days=PLEDGE_DAYS)


def opening(programme: Programme, dates: Mapping[int, dt.date]) -> Opening | None:
    """Work out when things are open; None while a day has no date. In a programme of one day, `after` begins with
    its last session, and `before` ends there.
    """
    days = [day.number for day in programme.days]
    if not days or any(day not in dates for day in days):
        return None
    first, last = days[0], days[-1]
    after_from = _midnight(dates[last])
    if first == last:
        after_from = _at(dates[last], programme.of_day(last)[-1][0].start)
    return Opening(
        before_until=min(_midnight(dates[first] + dt.timedelta(days=1)), after_from),
        after_from=after_from,
        rating_until=_midnight(dates[last] + dt.timedelta(days=RATING_DAYS + 1)),
        day_ends={day: _at(dates[day], programme.of_day(day)[-1][0].end) for day in days},
        last_day=dates[last],
    )


def until(end: dt.datetime) -> str:
    """Write the end of a time as people say it: "the end of 9 December 2026", "3 November 2026 at 15:15"."""
    local = end.astimezone(LONDON)
    return london(end) if local.time() != dt.time.min else f"the end of {day(local.date() - dt.timedelta(days=1))}"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, LONDON).astimezone(dt.UTC)


def _at(day: dt.date, clock: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(clock), LONDON).astimezone(dt.UTC)
