"""Twelve months end on the day before the first anniversary."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engagements.terms import last_day_of_twelve_months


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(2026, 12, 1), dt.date(2027, 11, 30)),
        (dt.date(2027, 3, 1), dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
        (dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
    ],
)
def test_last_day(first, last):
    assert last_day_of_twelve_months(first) == last


@given(st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_always_a_year_of_days(first):
    assert (last_day_of_twelve_months(first) - first).days + 1 in {365, 366}
