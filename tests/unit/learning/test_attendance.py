"""How attendance counts: by the minute, over all half-days, future ones included."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.attendance import Registered, attended, hours, rule, sum_in_words
from app.learning.content import HalfDay
from tests.learning_factories import four_days

HALVES = four_days().half_days


def _of(minutes: dict[tuple[int, str], int]):
    return attended(HALVES, [Registered(day, half, "late", count) for (day, half), count in minutes.items()])


def test_two_days_of_four_are_half_of_it_though_nothing_was_missed():
    """The mistake of others: 100% half-way through, because future half-days were left out."""
    found = _of({(half.day, half.half): half.minutes for half in HALVES if half.day <= 2})
    assert (found.minutes, found.booked, found.percent) == (660, 1320, 50)
    assert not found.enough
    assert found.within_reach
    assert sum_in_words(found) == "660 of 1,320 minutes (50%)"
    assert "future ones included" in rule(found)
    assert "1,056 of 1,320" in rule(found)


@pytest.mark.parametrize(("missed", "percent", "enough"), [(264, 80, True), (265, 79, False)])
def test_the_limit_is_held_to_the_minute_and_never_rounded_up_to(missed, percent, enough):
    whole = {(half.day, half.half): half.minutes for half in HALVES}
    found = _of(whole | {(1, "morning"): 0, (4, "morning"): 180 - (missed - 180)})
    assert (found.booked - found.minutes, found.percent, found.enough) == (missed, percent, enough)


@given(st.lists(st.one_of(st.none(), st.integers(0, 480)), min_size=len(HALVES), max_size=len(HALVES)))
def test_minutes_never_pass_those_booked_and_what_is_enough_stays_within_reach(minutes):
    rows = [
        Registered(half.day, half.half, "late", count)
        for half, count in zip(HALVES, minutes, strict=True)
        if count is not None
    ]
    found = attended(HALVES, rows)
    assert 0 <= found.minutes <= found.minutes + found.open_minutes <= found.booked
    assert found.enough == (found.minutes >= found.needed)
    assert found.within_reach or not found.enough
    assert (found.percent >= 80) == found.enough
    assert found.hours * 60 <= found.minutes < (found.hours + Decimal("0.1")) * 60


def test_a_half_day_that_the_programme_does_not_have_counts_nothing():
    assert _of({(9, "morning"): 180}).minutes == 0
    assert not attended((), ()).enough


def test_hours_are_rounded_down():
    assert hours(1319) == Decimal("21.9")
    assert hours(1320) == Decimal(22)


def test_only_the_last_half_day_of_the_programme_is_the_last():
    one = HalfDay(1, "morning", 180, "09:30", "12:45")
    assert attended((one,), [Registered(1, "morning", "absent", 0)]).last_registered
    assert not _of({(1, "morning"): 180}).last_registered
