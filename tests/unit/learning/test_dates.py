"""Dates of a cohort: what follows from the first, what is refused, and moments on both sides of a clock change."""

import datetime as dt

from app.learning.dates import begins, clock_times, ends, second_half_begins, usual_dates, wrong_dates
from tests.learning_factories import four_days

MONDAY = dt.date(2027, 3, 8)
DATES = usual_dates(four_days(), MONDAY)
TODAY = dt.date(2027, 3, 1)


def test_two_and_two_days_three_weeks_apart_follow_from_the_first() -> None:
    assert {1: MONDAY, 2: dt.date(2027, 3, 9), 3: dt.date(2027, 3, 29), 4: dt.date(2027, 3, 30)} == DATES


def test_moments_are_those_of_londons_clock_before_and_after_it_goes_forward() -> None:
    programme = four_days()
    assert begins(programme, DATES).astimezone(dt.UTC) == dt.datetime(2027, 3, 8, 9, 30, tzinfo=dt.UTC)
    assert second_half_begins(programme, DATES).astimezone(dt.UTC) == dt.datetime(2027, 3, 29, 8, 30, tzinfo=dt.UTC)
    assert ends(programme, DATES).astimezone(dt.UTC) == dt.datetime(2027, 3, 30, 15, 30, tzinfo=dt.UTC)
    assert clock_times(programme, 1) == "09:30 to 16:30"


def test_dates_rise_and_none_moves_into_the_past() -> None:
    assert wrong_dates(DATES, {}, TODAY) == {}
    assert wrong_dates(DATES | {3: MONDAY}, {}, TODAY) == {3: "Day 3 must be after day 2"}
    assert wrong_dates(DATES, {}, dt.date(2027, 3, 9)) == {1: "Day 1 must be today or in the future"}


def test_a_day_that_was_keeps_its_date_and_others_still_move() -> None:
    later = DATES | {4: dt.date(2027, 4, 7)}
    assert wrong_dates(later, DATES, dt.date(2027, 3, 15)) == {}
    moved = DATES | {1: dt.date(2027, 3, 7)}
    assert wrong_dates(moved, DATES, dt.date(2027, 3, 15)) == {1: "Day 1 has taken place, so its date cannot change"}
