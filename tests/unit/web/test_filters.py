"""How dates, money, days and counts read."""

import datetime as dt
from decimal import Decimal

import pytest

from app.web.filters import clock, day, london, person_days, plural, pounds


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (utc(2026, 11, 20, 14, 32), "20 November 2026 at 14:32"),
        (utc(2026, 7, 1, 23, 30), "2 July 2026 at 00:30"),
        (utc(2026, 3, 29, 0, 59), "29 March 2026 at 00:59"),
        (utc(2026, 3, 29, 1, 0), "29 March 2026 at 02:00"),
        (utc(2026, 10, 25, 0, 30), "25 October 2026 at 01:30"),
        (utc(2026, 10, 25, 1, 30), "25 October 2026 at 01:30"),
        (utc(2028, 2, 29, 9, 5), "29 February 2028 at 09:05"),
    ],
)
def test_london(moment, shown):
    assert london(moment) == shown
    assert (day(moment), clock(moment)) == tuple(shown.split(" at "))


def test_a_moment_in_another_zone_is_shown_in_london():
    tokyo = dt.timezone(dt.timedelta(hours=9))
    assert london(dt.datetime(2026, 1, 1, 3, 0, tzinfo=tokyo)) == "31 December 2025 at 18:00"


def test_a_date_is_only_a_date():
    assert day(dt.date(2026, 1, 9)) == "9 January 2026"


def test_a_moment_without_a_zone_is_refused():
    naive = utc(2026, 1, 1).replace(tzinfo=None)
    for each in (london, clock, day):
        with pytest.raises(ValueError, match="time zone"):
            each(naive)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("10000", "£10,000"),
        ("10000.00", "£10,000"),
        ("1250.5", "£1,250.50"),
        ("0", "£0"),
        ("0.01", "£0.01"),
        ("-80", "−£80"),
        ("1234567.89", "£1,234,567.89"),
    ],
)
def test_pounds(amount, shown):
    assert pounds(Decimal(amount)) == shown


def test_pounds_are_exact():
    with pytest.raises(ValueError, match="part of a penny"):
        pounds(Decimal("0.005"))
    with pytest.raises(TypeError):
        pounds(0.5)
    with pytest.raises(TypeError):
        pounds(500)


@pytest.mark.parametrize(
    ("quarters", "shown"),
    [
        (80, "20 days"),
        (2, "0.5 days"),
        (4, "1 day"),
        (-4, "−1 day"),
        (0, "0 days"),
        (1, "0.25 days"),
        (83, "20.75 days"),
        (4000, "1,000 days"),
    ],
)
def test_person_days(quarters, shown):
    assert person_days(quarters) == shown


def test_plural():
    assert [plural(n, "goal") for n in (0, 1, 2, 1200)] == ["0 goals", "1 goal", "2 goals", "1,200 goals"]
    assert plural(3, "authority", "authorities") == "3 authorities"


def test_templates_have_them(render):
    assert render("{{ money|pounds }} {{ 2|plural('day') }}", money=Decimal(5)) == "£5 2 days"
