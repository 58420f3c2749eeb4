"""When things are open, by London's clock."""

import dataclasses
import datetime as dt

from app.learning.models import CheckKind, Moment
from app.learning.opening import opening
from tests.learning_factories import DATES, four_days

OPEN = opening(four_days(), dict(enumerate(DATES, 1)))
SECOND = dt.timedelta(seconds=1)


def _at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # winter: London's clock is UTC


def test_before_ends_with_the_first_day_and_after_begins_with_the_last() -> None:
    assert OPEN is not None
    midnight = _at(2026, 11, 4)
    assert OPEN.may_rate(Moment.BEFORE, midnight - SECOND)
    assert not OPEN.may_rate(Moment.BEFORE, midnight)
    assert OPEN.check_kind(midnight - SECOND) is CheckKind.BEFORE
    assert OPEN.check_kind(midnight) is None
    last = _at(2026, 11, 25)
    assert not OPEN.may_rate(Moment.AFTER, last - SECOND)
    assert OPEN.may_rate(Moment.LOOKING_BACK, last)
    assert OPEN.check_kind(last) is CheckKind.AFTER
    assert not OPEN.may_rate(Moment.AFTER, _at(2026, 12, 10))
    assert OPEN.check_kind(_at(2027, 12, 1)) is CheckKind.AFTER, "a check can be taken again without end"


def test_feedback_opens_when_the_last_part_of_the_day_ends() -> None:
    assert OPEN is not None
    end = _at(2026, 11, 3, 16, 30)
    assert not OPEN.may_say(1, end - SECOND)
    assert OPEN.may_say(1, end)
    assert not OPEN.may_say(9, end)


def test_the_follow_up_comes_ninety_one_days_after_the_last_day() -> None:
    assert OPEN is not None
    assert OPEN.follow_up_from == _at(2027, 2, 24)
    assert OPEN.may_pledge(_at(2027, 2, 24) - SECOND)
    assert not OPEN.may_pledge(_at(2027, 2, 24))


def test_in_a_programme_of_one_day_before_and_after_do_not_overlap() -> None:
    whole = four_days()
    short = dataclasses.replace(whole, days=whole.days[:1])
    one = opening(short, {1: DATES[0]})
    assert one is not None
    assert one.before_until == one.after_from == _at(2026, 11, 3, 15, 15)
    assert opening(whole, {1: DATES[0]}) is None
