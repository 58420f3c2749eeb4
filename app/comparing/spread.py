"""A snapshot as frozen classes, and what one viewer is told of it: spread and own place. Pure; never a rank.

What may be told: holding_back.py. Neither the lowest nor the highest level is told: each can be one authority's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.assessments.agreement import count_levels, median, quartiles
from app.comparing.holding_back import REGION, TYPE, Group, Item, tell, tell_counts


@dataclass(frozen=True, slots=True)
class Entry:
    """One authority's signed result. `leads` lead an engagement with it; `levels` by standard, absent: not assessed."""

    authority: int
    leads: tuple[int, ...]
    type: str
    region: str
    result: str
    illustrative: bool
    levels: Mapping[str, int]

    @property
    def item(self) -> Item:
        """Who it is, and of what type and region, without its levels."""
        return Item(self.authority, self.result, self.type, self.region)


@dataclass(frozen=True, slots=True)
class Heading:
    """One standard in the words of the text that the snapshot compares on."""

    key: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a snapshot holds: the text's digest, its standards in order, and an entry for each authority."""

    digest: str
    standards: tuple[Heading, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: `authorities` where the person holds a role; what type and region the partner is of."""

    authorities: frozenset[int]
    type: str
    region: str
    illustrative: bool

    def knows(self, entry: Entry) -> bool:
        """Say whether the levels are known already: one's own, or led by one's own authority."""
        return entry.authority in self.authorities or not self.authorities.isdisjoint(entry.leads)


class With(StrEnum):
    """With whom the partnership is compared."""

    ALL = "all"
    TYPE = "type"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Figure:
    """The levels of at least five authorities; `counts` at level 1 to 5 and `not_assessed` only where they are told."""

    median: Fraction
    low: Fraction
    high: Fraction
    counts: tuple[int, ...] = ()
    not_assessed: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A standard: one's own level (None: not assessed, or not comparable) and the figure (None: held back)."""

    standard: Heading
    own: int | None
    figure: Figure | None


def figures(snapshots: Sequence[Contents], viewer: Viewer, compared_with: With) -> tuple[Figure | None, ...]:
    """Give what one viewer is told of each standard of the newest snapshot. `snapshots` are oldest first."""
    ours = [tuple(each for each in one.entries if each.illustrative is viewer.illustrative) for one in snapshots]
    return tuple(_figure(standard.key, ours, viewer, compared_with) for standard in snapshots[-1].standards)


def compared(newest: Contents, told: Sequence[Figure | None], own: Mapping[str, int | None]) -> tuple[Row, ...]:
    """Set one's own levels beside what is told of each standard."""
    return tuple(
        Row(standard, own.get(standard.key), figure) for standard, figure in zip(newest.standards, told, strict=True)
    )


def _figure(key: str, quarters: Sequence[Sequence[Entry]], viewer: Viewer, compared_with: With) -> Figure | None:
    unknown = [{each.item: each.levels.get(key) for each in one if not viewer.knows(each)} for one in quarters]
    told = tell(tuple(frozenset(item for item, level in one.items() if level is not None) for one in unknown))
    group = group_of(viewer, compared_with)
    newest = told[-1]
    if newest is None or (group is not None and group not in newest):
        return None
    levels = [
        each.levels[key] for each in quarters[-1] if key in each.levels and (group is None or group in each.item.groups)
    ]
    low, high = quartiles(levels)
    if group is not None or not tell_counts(unknown, told)[-1]:
        return Figure(median(levels), low, high)
    return Figure(median(levels), low, high, count_levels(levels), len(quarters[-1]) - len(levels))


def members(contents: Contents, viewer: Viewer, compared_with: With) -> tuple[Entry, ...]:
    """Give the entries that a group's figures are of, among them those that the viewer knows."""
    group = group_of(viewer, compared_with)
    return tuple(
        each
        for each in contents.entries
        if each.illustrative is viewer.illustrative and (group is None or group in each.item.groups)
    )


def group_of(viewer: Viewer, compared_with: With) -> Group | None:
    """Give the group that is compared with; None for all authorities."""
    return {With.ALL: None, With.TYPE: (TYPE, viewer.type), With.REGION: (REGION, viewer.region)}[compared_with]
