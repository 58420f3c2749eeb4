"""How attendance counts: minutes registered, out of the minutes of all half-days, future ones included. Pure.

Whole minutes throughout, so that nothing is rounded up to the limit. Sources: rules.md "Training", domain.md §4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.learning.content import HalfDay

LIMIT = 80  # per cent of booked minutes that a certificate asks for


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register says of one delegate in one half-day: `mark` is a value of Mark, `minutes` those that count."""

    day: int
    half: str
    mark: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Line:
    """A half-day, with what is registered in it; None: nothing yet."""

    half_day: HalfDay
    registered: Registered | None


@dataclass(frozen=True)
class Attended:
    """Attendance of one delegate over all half-days of the programme, in order."""

    lines: tuple[Line, ...]

    @cached_property
    def booked(self) -> int:
        """Minutes of every half-day, whether it is over or not."""
        return sum(line.half_day.minutes for line in self.lines)

    @cached_property
    def minutes(self) -> int:
        """Minutes registered, at most those of each half-day."""
        return sum(min(line.registered.minutes, line.half_day.minutes) for line in self.lines if line.registered)

    @cached_property
    def open_minutes(self) -> int:
        """Minutes of the half-days that nothing is registered for yet."""
        return sum(line.half_day.minutes for line in self.lines if line.registered is None)

    @property
    def percent(self) -> int:
        """Minutes registered per hundred booked, rounded down."""
        return self.minutes * 100 // self.booked if self.booked else 0

    @property
    def needed(self) -> int:
        """The least whole minutes that reach the limit."""
        return -(-LIMIT * self.booked // 100)

    @property
    def enough(self) -> bool:
        """Say whether the limit is reached by the minute."""
        return bool(self.booked) and self.minutes * 100 >= LIMIT * self.booked

    @property
    def within_reach(self) -> bool:
        """Say whether the limit is reached if everything that is open is attended whole."""
        return (self.minutes + self.open_minutes) * 100 >= LIMIT * self.booked

    @property
    def last_registered(self) -> bool:
        """Say whether the last half-day has a mark."""
        return bool(self.lines) and self.lines[-1].registered is not None

    @property
    def hours(self) -> Decimal:
        """Minutes registered as hours to one decimal place, rounded down."""
        return hours(self.minutes)


def attended(half_days: Iterable[HalfDay], rows: Iterable[Registered]) -> Attended:
    """Lay what is registered beside the half-days of a programme; rows of anything else count nothing."""
    found = {(row.day, row.half): row for row in rows}
    return Attended(tuple(Line(half, found.get((half.day, half.half))) for half in half_days))


def hours(minutes: int) -> Decimal:
    """Give minutes as hours to one decimal place, rounded down: 1,319 is 21.9."""
    return Decimal(minutes * 10 // 60) / 10


def rule(found: Attended) -> str:
    """Say in words how attendance is counted and what a certificate asks for."""
    return (
        "Attendance is the minutes registered out of the minutes of all half-days of the programme, future ones "
        f"included. A certificate needs at least {LIMIT}%, which is {found.needed:,} of {found.booked:,} minutes."
    )


def sum_in_words(found: Attended) -> str:
    """Give attendance as pages show it: "510 of 1,320 minutes (38%)"."""
    return f"{found.minutes:,} of {found.booked:,} minutes ({found.percent}%)"
