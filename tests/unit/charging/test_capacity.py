"""Weeks begin on Mondays, every day falls in one of them, and only what passes a person's limit is beyond it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charging.capacity import DEFAULT_WEEK_QUARTERS, Given, last_day_of, monday_of, weeks_from, weeks_of

MONDAY = dt.date(2026, 11, 16)
DAYS = st.builds(
    Given,
    st.sampled_from([1, 2]),
    st.dates(MONDAY, MONDAY + dt.timedelta(days=55)),
    st.integers(-4, 4).filter(bool),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("on", "monday"),
    [
        (MONDAY, MONDAY),
        (dt.date(2026, 11, 22), MONDAY),
        (dt.date(2028, 2, 29), dt.date(2028, 2, 28)),
        (dt.date(2027, 1, 1), dt.date(2026, 12, 28)),
        (dt.date.min, dt.date(2000, 1, 3)),
        (dt.date.max, dt.date(2099, 12, 28)),
    ],
)
def test_a_week_begins_on_monday(on, monday):
    assert monday_of(on) == monday
    assert monday.weekday() == 0


def test_eight_weeks_end_on_a_sunday():
    mondays = weeks_from(MONDAY)
    assert (mondays[0], mondays[-1], len(mondays)) == (MONDAY, dt.date(2027, 1, 4), 8)
    assert last_day_of(mondays) == dt.date(2027, 1, 10)


@given(st.lists(DAYS))
def test_every_day_falls_in_exactly_one_week(days):
    weeks = weeks_of(days, {1: 12, 2: 0}, weeks_from(MONDAY))
    for person in (1, 2):
        own = [each for each in days if each.person_id == person]
        assert sum(week.quarters for week in weeks[person]) == sum(each.quarters for each in own)
        assert sum(week.booked for week in weeks[person]) == sum(each.quarters for each in own if each.is_booked)


def test_what_passes_the_limit_is_beyond_it_and_no_more():
    days = [Given(1, MONDAY + dt.timedelta(days=day), 4, day > 1) for day in range(4)]
    week = weeks_of(days, {1: DEFAULT_WEEK_QUARTERS}, (MONDAY,))[1][0]
    assert (week.logged, week.booked, week.beyond) == (8, 8, 4)
    assert weeks_of(days[:3], {1: DEFAULT_WEEK_QUARTERS}, (MONDAY,))[1][0].beyond == 0
