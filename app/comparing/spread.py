"""A snapshot as frozen classes, and what one viewer is told of it: spread and own place. Pure; never a rank.

What may be told: holding_back.py. Neither the lowest nor the highest level is told: each can be one authority's.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, takewhile

from app.assessments.agreement import count_levels, median, quartiles
from app.comparing.holding_back import REGION, TYPE, Group, Item, Quarters, tell_counts, tell_each


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


def on_newest_text(
    snapshots: Sequence[Contents], keys_of: Callable[[str, str], Mapping[str, str]]
) -> tuple[Contents, ...]:
    """Give them by the newest one's keys, oldest first, so that what went on under another key is not told apart.

    `keys_of` gives, for two texts' digests, the key in the second one of each of the first one's that compares.
    """
    digest = snapshots[-1].digest
    return tuple(one if one.digest == digest else _rekeyed(one, keys_of(one.digest, digest)) for one in snapshots)


def _rekeyed(one: Contents, keys: Mapping[str, str]) -> Contents:
    entries = (
        replace(each, levels={keys[key]: level for key, level in each.levels.items() if key in keys})
        for each in one.entries
    )
    return replace(one, entries=tuple(entries))


def figures(snapshots: Sequence[Contents], viewer: Viewer, compared_with: With) -> tuple[Figure | None, ...]:
    """Give what one viewer is told of each standard of the newest snapshot. `snapshots`: oldest first, by its keys."""
    ours = [tuple(each for each in one.entries if each.illustrative is viewer.illustrative) for one in snapshots]
    return tuple(_figure(standard.key, ours, viewer, compared_with) for standard in snapshots[-1].standards)


def compared(newest: Contents, told: Sequence[Figure | None], own: Mapping[str, int | None]) -> tuple[Row, ...]:
    """Set one's own levels beside what is told of each standard."""
    return tuple(
        Row(standard, own.get(standard.key), figure) for standard, figure in zip(newest.standards, told, strict=True)
    )


def _figure(key: str, quarters: Sequence[Sequence[Entry]], viewer: Viewer, compared_with: With) -> Figure | None:
    known = _known(quarters, viewer)
    told = tell_each(tuple(_unknown(key, quarters[: place + 1], each) for place, each in enumerate(known)))
    unknown = [{each.item: each.levels.get(key) for each in one if each.authority not in known[-1]} for one in quarters]
    group = group_of(viewer, compared_with)
    newest = told[-1]
    if newest is None or (group is not None and group not in newest):
        return None
    levels = [
        each.levels[key] for each in quarters[-1] if key in each.levels and (group is None or group in each.item.groups)
    ]
    low, high = quartiles(levels)
    if group is not None or _learned(quarters, known) or not tell_counts(unknown, told)[-1]:
        return Figure(median(levels), low, high)
    return Figure(median(levels), low, high, count_levels(levels), len(quarters[-1]) - len(levels))


def _known(quarters: Sequence[Sequence[Entry]], viewer: Viewer) -> list[frozenset[int]]:
    """Give the authorities that the viewer knew by each quarter: what is known once, is known of earlier ones, too."""
    return list(accumulate((frozenset(e.authority for e in one if viewer.knows(e)) for one in quarters), operator.or_))


def _learned(quarters: Sequence[Sequence[Entry]], known: Sequence[frozenset[int]]) -> bool:
    """Say whether the viewer came to know anybody after a quarter that the authority was in."""
    return any(each.authority in known[-1] - now for one, now in zip(quarters, known, strict=True) for each in one)


def _unknown(key: str, quarters: Sequence[Sequence[Entry]], known: frozenset[int]) -> Quarters:
    """Give, by quarter, those with a level that the viewer does not know."""
    return tuple(
        frozenset(each.item for each in one if key in each.levels and each.authority not in known) for one in quarters
    )


def stands_since(snapshots: Sequence[Contents], viewer: Viewer) -> int:
    """Give the place of the first snapshot that had just what the newest one has for the viewer."""
    ours = ({each.item for each in one.entries if each.illustrative is viewer.illustrative} for one in snapshots[::-1])
    newest = next(ours)
    return len(snapshots) - 1 - sum(1 for _ in takewhile(newest.__eq__, ours))


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
