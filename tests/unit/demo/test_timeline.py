"""Working days around today, and stories told in the order of their moments."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db.clock import LONDON
from app.demo.playing.timeline import Calendar, months_back, on_working_day, tell

FRIDAY = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
MOMENTS = st.integers(-(10**9), 10**9).map(lambda seconds: FRIDAY + dt.timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (0, "2026-11-20"),
        (-1, "2026-11-19"),
        (1, "2026-11-23"),
        (-5, "2026-11-13"),
        (5, "2026-11-27"),
        (-4, "2026-11-16"),
    ],
)
def test_days_are_counted_without_weekends(number, day):
    assert Calendar(FRIDAY).day(number) == dt.date.fromisoformat(day)


@pytest.mark.parametrize("moment", [FRIDAY + dt.timedelta(days=1), FRIDAY + dt.timedelta(days=2)])
def test_at_a_weekend_today_is_friday(moment):
    assert Calendar(moment).day(0) == FRIDAY.date()
    assert Calendar(moment).day(1) == dt.date(2026, 11, 23)


@given(MOMENTS, st.integers(-400, 400))
def test_each_number_is_a_later_working_day_than_the_one_before(now, number):
    calendar = Calendar(now)
    assert calendar.day(number).weekday() < 5
    assert calendar.day(number - 1) < calendar.day(number)
    assert calendar.day(0) <= now.astimezone(LONDON).date()


@given(MOMENTS, st.integers(-400, 3), st.integers(0, 23), st.integers(0, 300))
def test_no_moment_is_later_than_now(now, number, hour, minute):
    assert Calendar(now).at(number, hour, minute) <= now


def test_a_moment_is_by_the_clock_of_london():
    summer = Calendar(dt.datetime(2027, 7, 7, 12, 0, tzinfo=dt.UTC))
    assert summer.at(-1, 9, 65) == dt.datetime(2027, 7, 6, 9, 5, tzinfo=dt.UTC)
    assert Calendar(FRIDAY).at(-1, 9, 65) == dt.datetime(2026, 11, 19, 10, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("first", "days", "moment"),
    [
        ("2026-08-01", 0, "2026-08-03T09:00"),  # a Saturday
        ("2026-08-01", 5, "2026-08-10T09:00"),
        ("2026-12-01", 4, "2026-12-07T10:00"),
        ("2026-12-04", 1, "2026-12-07T10:00"),
    ],
)
def test_a_moment_of_a_month_falls_on_a_working_day_of_it(first, days, moment):
    expected = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    assert on_working_day(dt.date.fromisoformat(first), days, 10) == expected


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [("2026-11-20", 1, "2026-10-01"), ("2026-11-30", 11, "2025-12-01"), ("2027-01-31", 1, "2026-12-01")],
)
def test_a_month_back_is_known_by_its_first_day(day, months, first):
    assert months_back(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(first)


def test_stories_are_told_in_the_order_of_their_moments():
    told = []

    def story(name, *hours):
        for hour in hours:
            now = yield FRIDAY.replace(hour=hour)
            told.append((now.hour, name))

    tell([story("a", 1, 5), story("b", 2, 3, 5), story("c"), story("d", 2)])
    assert told == [(1, "a"), (2, "b"), (2, "d"), (3, "b"), (5, "a"), (5, "b")]
