"""What training changed, by the delegates' authority: take-up for all, figures only where no small group shows. Pure.

Attendance, check and confidence of an authority are made of whole cells (its people in one cohort) that
small_groups.tellable lets through, and their total of cohorts with five people at least; so no figure, and no
difference of figures here and on the cohorts' own pages, rests on fewer than five people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from app.learning.small_groups import enough, tellable


@dataclass(frozen=True, slots=True)
class Cell:
    """The delegates of one authority in one cohort. `is_over`: the cohort has ended, so attendance is whole."""

    cohort: int
    authority: str
    places: int
    waiting: int
    minutes: int  # registered, of all its places
    booked: int  # of all its places
    certificates: int
    pledges: int
    milestones: int  # that pledges became
    is_over: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """One delegate of a cohort whose answers are closed; None: did not answer at every moment that is compared.

    `check`: right answers as shares of 0 to 1, before and after; `confidence`: means of 1 to 5 over all topics and
    attributes, before, after and looking back.
    """

    cohort: int
    authority: str
    check: tuple[Fraction, ...] | None
    confidence: tuple[Fraction, ...] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """Means over `people`, one for each moment."""

    people: int
    means: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An authority, or all of them. What is None would rest on, or give away, fewer than five people."""

    authority: str
    cohorts: int
    places: int
    waiting: int
    pledges: int
    milestones: int
    attendance: Figure | None  # one mean: minutes as a share of those booked
    certificates: int | None
    check: Figure | None
    confidence: Figure | None


@dataclass(frozen=True, slots=True)
class Effect:
    """A row for each authority by name, and the total."""

    rows: tuple[Row, ...]
    total: Row


Counted = TypeVar("Counted", Cell, Reply)


def effect(cells: Sequence[Cell], replies: Sequence[Reply]) -> Effect:
    """Sum up what may be told."""
    names = sorted({each.authority for each in cells}, key=str.casefold)
    over = [each for each in cells if each.is_over and each.places]
    checks = [each for each in replies if each.check is not None]
    rated = [each for each in replies if each.confidence is not None]
    seats = {(each.authority, each.cohort): each.places for each in over}
    by_authority = (tellable(seats), tellable(_counts(checks)), tellable(_counts(rated)))
    wholes = (_large(seats), _large(_counts(checks)), _large(_counts(rated)))
    rows = tuple(
        _row(
            name,
            [each for each in cells if each.authority == name],
            _within(over, by_authority[0].get(name, frozenset()), name),
            _within(checks, by_authority[1].get(name, frozenset()), name),
            _within(rated, by_authority[2].get(name, frozenset()), name),
        )
        for name in names
    )
    whole = (_within(over, wholes[0]), _within(checks, wholes[1]), _within(rated, wholes[2]))
    total = _row("All authorities", cells, *whole)
    return Effect(rows, total)


def _counts(replies: Iterable[Reply]) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for each in replies:
        found[each.authority, each.cohort] = found.get((each.authority, each.cohort), 0) + 1
    return found


def _large(counts: Mapping[tuple[str, int], int]) -> frozenset[int]:
    """Give the cohorts with enough people."""
    found: dict[int, int] = {}
    for (_, cohort), number in counts.items():
        found[cohort] = found.get(cohort, 0) + number
    return frozenset(cohort for cohort, number in found.items() if enough(number))


def _within(every: Sequence[Counted], cohorts: frozenset[int], authority: str | None = None) -> list[Counted]:
    return [each for each in every if each.cohort in cohorts and authority in {None, each.authority}]


def _row(
    name: str, cells: Sequence[Cell], over: Sequence[Cell], checks: Sequence[Reply], rated: Sequence[Reply]
) -> Row:
    people, booked = sum(each.places for each in over), sum(each.booked for each in over)
    share = Fraction(sum(each.minutes for each in over), booked) if booked else Fraction(0)
    return Row(
        name,
        len({each.cohort for each in cells if each.places}),
        sum(each.places for each in cells),
        sum(each.waiting for each in cells),
        sum(each.pledges for each in cells),
        sum(each.milestones for each in cells),
        Figure(people, (share,)) if people else None,
        sum(each.certificates for each in over) if people else None,
        _figure([each.check for each in checks if each.check]),
        _figure([each.confidence for each in rated if each.confidence]),
    )


def _figure(values: Sequence[tuple[Fraction, ...]]) -> Figure | None:
    if not values:
        return None
    return Figure(len(values), tuple(sum(column, Fraction(0)) / len(values) for column in zip(*values, strict=True)))


def percent(share: Fraction) -> str:
    """Write a share of 0 to 1 in whole per cent, rounded down as attendance is: "79%"."""
    return f"{int(share * 100)}%"
