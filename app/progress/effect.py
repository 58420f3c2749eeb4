"""Effect of support: days and training beside score change, over all engagements of a lead authority. Pure; no records.

A figure needs five engagements with two results that compare. The interval is a bootstrap: engagements are drawn again
with repeats, 1,000 times with a fixed seed, and the middle nine in ten of the means are kept (Efron, Tibshirani 1993).
It tells how sure the mean is if these engagements stand for others; it cannot tell what caused a change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from random import Random

from app.charts.changes import ChangeRow, LevelChanges

LEAST = 5  # engagements
SAMPLES, TAIL, SEED = 1000, 50, 2011  # TAIL: samples left out at each end
SERVED, NOT_SERVED = "Standards that days or training served", "Standards that neither served"
TITLE = "How far agreed levels moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One standard in one engagement between its first and its newest signed result.

    `levels` gained, negative for lost; `quarters` of approved days that served it, and `minutes` of delegates in the
    sessions that serve it, both between the two results.
    """

    engagement: int
    standard: str  # key in the newest text
    levels: int
    quarters: int = 0
    minutes: int = 0

    @property
    def is_served(self) -> bool:
        """Say whether any day or session served it."""
        return self.quarters > 0 or self.minutes > 0


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean and the interval of nine in ten."""

    mean: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Measured:
    """A line: its changes, one for each engagement, and their mean; None below LEAST of them."""

    quarters: int
    minutes: int
    changes: tuple[Fraction, ...]
    mean: Mean | None


def measured(changes: Iterable[Change]) -> Measured:
    """Sum up; an engagement's standards are averaged first, so that each engagement counts once."""
    found = list(changes)
    by_engagement: dict[int, list[int]] = {}
    for each in found:
        by_engagement.setdefault(each.engagement, []).append(each.levels)
    means = tuple(sorted(Fraction(sum(levels), len(levels)) for levels in by_engagement.values()))
    return Measured(
        sum(each.quarters for each in found),
        sum(each.minutes for each in found),
        means,
        bootstrap(means) if len(means) >= LEAST else None,
    )


@lru_cache(maxsize=256)
def bootstrap(values: tuple[Fraction, ...]) -> Mean:
    """Give mean and interval of one value or more; equal values, equal interval."""
    scale = lcm(*(value.denominator for value in values))
    whole, number = [int(value * scale) for value in values], len(values)
    draw = Random(SEED)  # the same samples for the same figures: no secret is drawn
    sums = sorted(sum(draw.choices(whole, k=number)) for _ in range(SAMPLES))
    low, high = (Fraction(each, scale * number) for each in (sums[TAIL], sums[-TAIL - 1]))
    return Mean(Fraction(sum(whole), scale * number), low, high)


def chart_of(group: str, standards: Sequence[tuple[str, str]], changes: Sequence[Change]) -> LevelChanges:
    """Draw up both groups, then each of `standards` as (key, label) in their order."""
    groups = tuple(
        _group(label, [each for each in changes if each.is_served is served])
        for label, served in ((SERVED, True), (NOT_SERVED, False))
    )
    rows = tuple(_row(label, [each for each in changes if each.standard == key]) for key, label in standards)
    return LevelChanges(TITLE, group, ("Support days", "Training"), groups, rows)


def _group(label: str, changes: Sequence[Change]) -> ChangeRow:
    """Training is not summed over standards: a session that serves two would count twice."""
    return _line(label, measured(changes), "–")


def _row(label: str, changes: Sequence[Change]) -> ChangeRow:
    found = measured(changes)
    return _line(label, found, training_text(found.minutes))


def _line(label: str, found: Measured, training: str) -> ChangeRow:
    beside, number = (days_text(found.quarters), training), len(found.changes)
    if found.mean is None:
        return ChangeRow(label, beside, number)
    return ChangeRow(label, beside, number, found.changes, found.mean.mean, found.mean.low, found.mean.high)


def days_text(quarters: int) -> str:
    """Write support days: "12.5 days"."""
    days = Fraction(quarters, 4)
    shown = f"{float(days):,.2f}".rstrip("0").rstrip(".")
    return f"{shown} {'day' if days == 1 else 'days'}"


def training_text(minutes: int) -> str:
    """Write the training of all delegates together, in whole hours, half to even: "31 delegate-hours"."""
    hours = round(Fraction(minutes, 60))
    return f"{hours:,} delegate-hour{'' if hours == 1 else 's'}"
