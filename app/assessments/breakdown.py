"""Scores by agency under the small-group rule: pure arithmetic. Not which scores count: whoever calls it decides that.

The rule (rules.md, Round; Privacy): five at least in every cell and in every remainder and difference, else hidden.
Groups are fixed for the whole round, so that two standards never differ by who is in a group. Within a standard every
group of people falls into those who gave a level and those who could not; a row is shown only where each of these parts
is empty or five or more, so that no subtraction, from totals shown elsewhere or from lists of people, leaves fewer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.assessments.agreement import median
from app.charts.model import level_text

LEAST = 5  # people in a cell, a remainder or a difference
LEAST_GROUPS = 2
POOL = "Other agencies"
NOTHING_SHOWN = (
    "Not shown: a breakdown needs two groups, and five people or more who submitted in each, with the agencies that "
    "have fewer taken together."
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What one participant who submitted answered. `levels` by standard's key, 1 to 5; None or no entry: no level."""

    agency: str
    levels: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """One group's scores of one standard: how many, five or more, and their median as text ("3", "3.5")."""

    scores: int
    median: str


@dataclass(frozen=True, slots=True)
class Row:
    """One standard; a cell for each group in their order, or none at all where the row is hidden."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Scores by agency. `sizes` are people who submitted, by group. Without groups, `why_not` says so in words."""

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    rows: tuple[Row, ...]
    why_not: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show: groups, and a standard whose row is not hidden."""
        return any(row.cells for row in self.rows)


def breakdown(people: Sequence[Answers], keys: Sequence[str]) -> Breakdown:
    """Break the answers to the standards of `keys` down by agency, in their order; groups by name, the pool last.

    Raises LevelRangeError if a level is outside 1 to 5.
    """
    groups = _groups(people)
    if len(groups) < LEAST_GROUPS or any(len(members) < LEAST for members in groups.values()):
        return Breakdown(groups=(), sizes=(), rows=(), why_not=NOTHING_SHOWN)
    return Breakdown(
        groups=tuple(groups),
        sizes=tuple(len(members) for members in groups.values()),
        rows=tuple(Row(key, _cells(key, groups.values())) for key in keys),
    )


def _groups(people: Sequence[Answers]) -> dict[str, list[Answers]]:
    """Gather people by agency, however it is spelled; agencies below five, and any called so, are the pool."""
    agencies: dict[str, list[Answers]] = defaultdict(list)
    for person in people:
        agencies[_same(person.agency)].append(person)
    pool: list[Answers] = []
    groups: dict[str, list[Answers]] = {}
    for folded, members in sorted(agencies.items()):
        if len(members) < LEAST or folded == _same(POOL):
            pool += members
        else:
            groups[_spelling(members)] = members
    return {**groups, POOL: pool} if pool else groups


def _same(agency: str) -> str:
    return " ".join(agency.split()).casefold()


def _spelling(members: Sequence[Answers]) -> str:
    """The spelling that most of them use; of several, the first by alphabet."""
    spellings = Counter(" ".join(person.agency.split()) for person in members)
    return min(spellings, key=lambda name: (-spellings[name], name))


def _cells(key: str, groups: Iterable[Sequence[Answers]]) -> tuple[Cell, ...]:
    cells = []
    for members in groups:
        levels = [level for person in members if (level := person.levels.get(key)) is not None]
        without = len(members) - len(levels)
        if len(levels) < LEAST or 0 < without < LEAST:
            return ()
        cells.append(Cell(len(levels), level_text(median(levels))))
    return tuple(cells)
