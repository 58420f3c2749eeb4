"""Bank holidays of England, against the published lists of gov.uk."""

import datetime as dt

import pytest

from app.progress.working_days import bank_holidays, is_working_day


@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ],
)
def test_holidays_are_the_published_ones(year, published):
    assert sorted(bank_holidays(year)) == [dt.date.fromisoformat(f"{year}-{each}") for each in published.split()]


def test_offices_are_open_from_monday_to_friday():
    first = dt.date(2026, 11, 16)
    assert [is_working_day(first + dt.timedelta(n)) for n in range(7)] == [True] * 5 + [False] * 2
    assert not is_working_day(dt.date(2026, 12, 25))
