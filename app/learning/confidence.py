"""Confidence at three moments, summed over the same people, side by side and never blended. Pure; holds no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.learning.content import Titled
from app.learning.models import Moment
from app.learning.small_groups import enough

LEVELS = range(1, 6)
SCALE = {
    1: "Not at all confident",
    2: "A little confident",
    3: "Fairly confident",
    4: "Confident",
    5: "Very confident: I could help others",
}
TITLES = {Moment.BEFORE: "Before", Moment.AFTER: "After", Moment.LOOKING_BACK: "Looking back"}
Ratings = Mapping[Moment, Mapping[str, int]]
"""What one person rated: levels by the key of topic or attribute, at each moment."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """A topic or attribute with one figure for each moment, in the order of `TITLES`; None: not given."""

    key: str
    title: str
    figures: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Summed:
    """Confidence of a group: `people` are those who gave all three moments, and only they are counted."""

    people: int
    aspects: tuple[Aspect, ...]


def own(aspects: Sequence[Titled], given: Ratings) -> tuple[Aspect, ...]:
    """Put one person's own ratings side by side."""
    return tuple(
        Aspect(each.key, each.title, tuple(_level(given.get(moment), each.key) for moment in TITLES))
        for each in aspects
    )


def summed(aspects: Sequence[Titled], replies: Sequence[Ratings]) -> Summed | None:
    """Give the mean of each moment over the people who gave all of them; None if they are too few to be shown."""
    whole = [reply for reply in replies if all(moment in reply for moment in TITLES)]
    if not enough(len(whole)):
        return None
    return Summed(len(whole), tuple(Aspect(each.key, each.title, _means(each.key, whole)) for each in aspects))


def _means(key: str, replies: Sequence[Ratings]) -> tuple[Fraction | None, ...]:
    return tuple(_mean([reply[moment].get(key) for reply in replies]) for moment in TITLES)


def _level(levels: Mapping[str, int] | None, key: str) -> Fraction | None:
    level = (levels or {}).get(key)
    return None if level is None else Fraction(level)


def _mean(levels: Sequence[int | None]) -> Fraction | None:
    known = [level for level in levels if level is not None]
    return Fraction(sum(known), len(known)) if len(known) == len(levels) and known else None


def words(figure: Fraction | None) -> str:
    """Write a level or a mean with one decimal at most, half to even: "3", "3.4", "–"."""
    if figure is None:
        return "–"
    return f"{float(round(figure, 1)):g}"


def mean_words(figure: Fraction) -> str:
    """Write a mean among other means, always with one decimal: "3.0"."""
    return f"{float(round(figure, 1)):.1f}"
