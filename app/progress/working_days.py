"""Working days in England: neither Saturday nor Sunday, nor a bank holiday. One-off holidays are not known here."""

import datetime as dt
from functools import lru_cache

_DAY = dt.timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5


def is_working_day(day: dt.date) -> bool:
    """Say whether offices are open."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


@lru_cache(maxsize=8)
def bank_holidays(year: int) -> frozenset[dt.date]:
    """Give those of England (Banking and Financial Dealings Act 1971; New Year and May Day by proclamation)."""
    easter = easter_sunday(year)
    christmas = dt.date(year, 12, 25)
    held = {
        easter - 2 * _DAY,
        easter + _DAY,
        _monday_from(dt.date(year, 5, 1)),
        _monday_from(dt.date(year, 5, 25)),
        _monday_from(dt.date(year, 8, 25)),
    }
    for day in (dt.date(year, 1, 1), christmas, christmas + _DAY):
        held.add(_moved(day, held))
    return frozenset(held)


def easter_sunday(year: int) -> dt.date:
    """Give Easter in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, in_century) = year % 19, divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * rest + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _monday_from(first: dt.date) -> dt.date:
    """Give the first Monday on or after a date."""
    return first + (_MONDAY - first.weekday()) % 7 * _DAY


def _moved(day: dt.date, held: set[dt.date]) -> dt.date:
    """Give the holiday itself, or the next weekday that is free where it falls on a weekend."""
    while day.weekday() >= _SATURDAY or day in held:
        day += _DAY
    return day
