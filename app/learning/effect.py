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
class Tally:
    """The delegates of one authority in one cohort who answered at every moment: how many, and the sum of each."""

    cohort: int
    authority: str
    people: int
    sums: tuple[Fraction, ...]


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


Counted = TypeVar("Counted", Cell, Tally)


def tallied(replies: Iterable[Reply]) -> tuple[list[Tally], list[Tally]]:
    """Add replies up by cohort and authority: checks and confidence, each of those who answered at every moment."""
    found = list(replies)
    return _tallied((each, each.check) for each in found), _tallied((each, each.confidence) for each in found)


def _tallied(answers: Iterable[tuple[Reply, tuple[Fraction, ...] | None]]) -> list[Tally]:
    by_cell: dict[tuple[int, str], list[tuple[Fraction, ...]]] = {}
    for reply, values in answers:
        if values is not None:
            by_cell.setdefault((reply.cohort, reply.authority), []).append(values)
    return [Tally(*cell, len(values), _sums(values)) for cell, values in by_cell.items()]


def _sums(values: Sequence[tuple[Fraction, ...]]) -> tuple[Fraction, ...]:
    return tuple(sum(column, Fraction(0)) for column in zip(*values, strict=True))


def effect(cells: Sequence[Cell], checks: Sequence[Tally], rated: Sequence[Tally]) -> Effect:
    """Sum up what may be told."""
    over = [each for each in cells if each.is_over and each.places]
    seats = {(each.authority, each.cohort): each.places for each in over}
    answered, levels = _counts(checks), _counts(rated)
    every, seen = _by_authority(cells), _by_authority(_told(over, seats))
    checked, levelled = _by_authority(_told(checks, answered)), _by_authority(_told(rated, levels))
    rows = tuple(
        _row(name, every[name], seen.get(name, []), checked.get(name, []), levelled.get(name, []))
        for name in sorted(every, key=str.casefold)
    )
    total = _row("All authorities", cells, _large(over, seats), _large(checks, answered), _large(rated, levels))
    return Effect(rows, total)


def _counts(tallies: Iterable[Tally]) -> dict[tuple[str, int], int]:
    return {(each.authority, each.cohort): each.people for each in tallies}


def _by_authority(every: Iterable[Counted]) -> dict[str, list[Counted]]:
    found: dict[str, list[Counted]] = {}
    for each in every:
        found.setdefault(each.authority, []).append(each)
    return found


def _told(every: Iterable[Counted], counts: Mapping[tuple[str, int], int]) -> list[Counted]:
    """Give the cells that may be counted for their authority."""
    cohorts = tellable(counts)
    return [each for each in every if each.cohort in cohorts.get(each.authority, ())]


def _large(every: Iterable[Counted], counts: Mapping[tuple[str, int], int]) -> list[Counted]:
    """Give the cells of the cohorts with enough people."""
    people: dict[int, int] = {}
    for (_, cohort), number in counts.items():
        people[cohort] = people.get(cohort, 0) + number
    return [each for each in every if enough(people[each.cohort])]


def _row(
    name: str, cells: Sequence[Cell], over: Sequence[Cell], checks: Sequence[Tally], rated: Sequence[Tally]
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
        _figure(checks),
        _figure(rated),
    )


def _figure(tallies: Sequence[Tally]) -> Figure | None:
    people = sum(each.people for each in tallies)
    return Figure(people, tuple(value / people for value in _sums([each.sums for each in tallies]))) if people else None


def percent(share: Fraction) -> str:
    """Write a share of 0 to 1 in whole per cent, rounded down as attendance is: "79%"."""
    return f"{int(share * 100)}%"
