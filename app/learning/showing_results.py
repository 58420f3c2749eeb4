"""What trainers and managers are shown of a cohort's replies: sums of five or more, or how many there are. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from app.charts.moments import MomentMeans, MomentRow
from app.learning.confidence import LEVELS, TITLES, Summed
from app.learning.small_groups import batches, enough


@dataclass(frozen=True, slots=True)
class Checks:
    """Right answers of the same people before and after, the first check of each kind; means of eight."""

    people: int
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class DayShown:
    """Feedback on a day: how often each level was chosen, in the order of LEVELS, and what was written."""

    replies: int
    shown: int
    counts: Mapping[str, tuple[int, ...]]
    helped: tuple[str, ...]
    change: tuple[str, ...]

    @property
    def waiting(self) -> int:
        """Replies that wait until five can be shown together."""
        return self.replies - self.shown


def chart_of(title: str, group: str, summed: Summed) -> MomentMeans:
    """Draw up confidence as a chart."""
    rows = tuple(MomentRow(each.title, each.figures) for each in summed.aspects)
    return MomentMeans(title, group, tuple(TITLES.values()), rows, summed.people)


def checks_of(pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Checks | None:
    """Give the mean share of right answers, as of eight, over people with both; None if they are too few."""
    if not enough(len(pairs)):
        return None
    before, after = (_mean_of_eight(side) for side in zip(*pairs, strict=True))
    return Checks(len(pairs), before, after)


def _mean_of_eight(side: Sequence[tuple[int, int]]) -> Fraction:
    """Add up whole numbers for each length of check: fractions one by one would cost more than the page."""
    right_of = Counter[int]()
    for right, of in side:
        right_of[of] += 8 * right
    return sum((Fraction(right, of) for of, right in right_of.items()), Fraction(0)) / len(side)


def day_shown(replies: Sequence[tuple[Mapping[str, int], str, str]], questions: Iterable[str]) -> DayShown:
    """Show whole batches of replies, each (ratings, helped, change) in the order of arrival."""
    shown = batches(replies)
    counts = {key: _counts([ratings.get(key) for ratings, _, _ in shown]) for key in questions}
    return DayShown(
        len(replies),
        len(shown),
        counts if shown else {},
        unordered(text for _, text, _ in shown),
        unordered(text for _, _, text in shown),
    )


def _counts(levels: Collection[int | None]) -> tuple[int, ...]:
    counted = Counter(levels)
    return tuple(counted[level] for level in LEVELS)


def unordered(texts: Iterable[str]) -> tuple[str, ...]:
    """Give texts in an order that says nothing of who wrote them or when; empty ones are left out."""
    return tuple(sorted((text for text in texts if text), key=lambda text: sha256(text.encode()).hexdigest()))
