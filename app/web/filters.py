"""Jinja filters: how dates, money, days and counts read in English. Arithmetic on them belongs to the rooms."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Flask

LONDON = ZoneInfo("Europe/London")
MINUS = "\N{MINUS SIGN}"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def london(moment: dt.datetime) -> str:
    """An aware moment as read in London: "20 November 2026 at 14:32"."""
    there = _in_london(moment)
    return f"{day(there.date())} at {there.hour:02}:{there.minute:02}"


def clock(moment: dt.datetime) -> str:
    """The time of an aware moment on a London clock, of 24 hours: "14:32"."""
    there = _in_london(moment)
    return f"{there.hour:02}:{there.minute:02}"


def day(value: dt.date) -> str:
    """A date, or the London date of an aware moment: "20 November 2026"."""
    date = _in_london(value) if isinstance(value, dt.datetime) else value
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


@lru_cache(maxsize=1024, typed=True)
def pounds(amount: Decimal) -> str:
    """Decimal pounds, whole pounds without pence: "£10,000", "£1,250.50", "−£80".

    Raises ValueError for a part of a penny, TypeError for anything but Decimal (an int could be pence).
    """
    if not isinstance(amount, Decimal):
        raise TypeError(f"pounds are Decimal, not {type(amount).__name__}")
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"{amount} has a part of a penny")
    sign = MINUS if amount < 0 else ""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{sign}£{abs(amount):,.{places}f}"


@lru_cache(maxsize=1024)
def person_days(quarters: int) -> str:
    """Quarter days in days: 80 is "20 days", 2 is "0.5 days", 4 is "1 day"."""
    days = Decimal(quarters) / 4
    shown = f"{days:,.2f}".rstrip("0").rstrip(".").replace("-", MINUS)
    return f"{shown} day" if abs(days) == 1 else f"{shown} days"


def plural(count: int, singular: str, several: str | None = None) -> str:
    """A count with its noun: 1 "goal" is "1 goal", 2 is "2 goals"; `several` for nouns that do not add an s."""
    return f"{count:,} {singular if count == 1 else several or singular + 's'}"


def period(days: int) -> str:
    """Days as people speak of a period: 365 is "12 months", 2557 is "7 years", 90 is "90 days"."""
    years = round(days / 365.25)
    if not years or abs(days - years * 365.25) > 1:
        return plural(days, "day")
    return "12 months" if years == 1 else plural(years, "year")


def register(app: Flask) -> None:
    """Give the filters to every template under their own names."""
    app.jinja_env.filters.update(
        {each.__name__: each for each in (london, clock, day, pounds, person_days, period, plural)}
    )


def _in_london(moment: dt.datetime) -> dt.datetime:
    """Refuse a moment without a zone: to read it as London time would be a guess."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(LONDON)
