"""Krippendorff's alpha for ordinal levels over a whole set of standards: pure arithmetic, for the appendix alone.

It stays out of headlines: where standards barely differ it is low even if everybody agrees (domain.md §7). Source:
Hayes and Krippendorff 2007, Answering the call for a standard reliability measure for coding data, Communication
Methods and Measures 1, 77-89, doi 10.1080/19312450709336664 (domain.md §7, W36). Exact (`Fraction`); rounding belongs
to whoever shows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.assessments.agreement import LEVELS, count_levels

PAIR = 2  # scores that a standard needs before anything can be compared
NOBODY = "nobody gave a level"
NO_PAIR = "no standard has two scores to compare"
FEWEST_TOLD = 5  # scores of a standard that what is told of alpha may rest on: exports show no fewer, either
TOO_FEW = "no standard has five scores"
ONE_LEVEL_EVERYWHERE = "everybody gave the same level to every standard, so there is nothing to tell standards apart by"


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha and what it is made of, 1 - observed / expected; None, and `why_not` in words, where it is undefined.

    `totals` are the scores at level 1 to 5 in standards with two or more; `distances` the squared ordinal distances of
    levels that were both used, as (lower, higher, distance); `parts` the observed disagreement of each such standard.
    `observed` and `expected` are sums over ordered pairs, as domain.md §7 works them. `value` is at most 1, maybe below
    0.
    """

    value: Fraction | None
    why_not: str
    totals: tuple[int, ...]
    distances: tuple[tuple[int, int, Fraction], ...]
    parts: tuple[Fraction, ...]
    expected: Fraction

    @property
    def observed(self) -> Fraction:
        """Observed disagreement of all standards."""
        return sum(self.parts, Fraction(0))


def alpha(units: Sequence[Sequence[int | None]]) -> Reliability:
    """Give alpha of the levels of each standard; None is a missing score. Raises LevelRangeError outside 1 to 5."""
    return alpha_of_counts([count_levels([level for level in unit if level is not None]) for unit in units])


def alpha_of_counts(units: Sequence[Sequence[int]]) -> Reliability:
    """Give alpha of each standard's counts of scores at level 1 to 5: who gave which does not matter to it.

    A standard with fewer than two scores drops out. Raises ValueError unless there are five counts of 0 or more.
    """
    if any(len(counts) != len(LEVELS) or min(counts) < 0 for counts in units):
        raise ValueError("a standard has five counts of 0 or more")
    compared = [counts for counts in units if sum(counts) >= PAIR]
    totals = tuple(sum(counts[place] for counts in compared) for place in range(len(LEVELS)))
    distances = tuple(_distances(totals))
    parts = tuple(_observed(counts, distances) for counts in compared)
    expected = _expected(totals, distances)
    why_not = "" if expected else _why_not(units, compared)
    return Reliability(
        value=1 - sum(parts, Fraction(0)) / expected if expected else None,
        why_not=why_not,
        totals=totals,
        distances=distances,
        parts=parts,
        expected=expected,
    )


def may_tell(counts: Sequence[int]) -> bool:
    """Say whether alpha may rest on a standard: from fewer than five scores, hidden elsewhere, it could be solved."""
    return sum(counts) >= FEWEST_TOLD


def told_alpha(units: Sequence[Sequence[int]]) -> Reliability:
    """Give alpha over the standards that may be told. Raises as `alpha_of_counts` does."""
    found = alpha_of_counts([counts for counts in units if may_tell(counts)])
    return replace(found, why_not=TOO_FEW) if found.why_not == NOBODY else found


def _why_not(units: Sequence[Sequence[int]], compared: Sequence[Sequence[int]]) -> str:
    if not any(map(sum, units)):
        return NOBODY
    return ONE_LEVEL_EVERYWHERE if compared else NO_PAIR


def _distances(totals: Sequence[int]) -> Iterator[tuple[int, int, Fraction]]:
    """Give the squared distance of each two levels used: scores from one to the other, half of those at both ends."""
    used = [level for level in LEVELS if totals[level - 1]]
    for place, lower in enumerate(used):
        for higher in used[place + 1 :]:
            between = sum(totals[lower - 1 : higher])
            yield lower, higher, (between - Fraction(totals[lower - 1] + totals[higher - 1], 2)) ** 2


def _observed(counts: Sequence[int], distances: Sequence[tuple[int, int, Fraction]]) -> Fraction:
    """Sum one standard's squared distances over its ordered pairs, each counted 1/(m - 1)."""
    pairs = sum((2 * counts[lower - 1] * counts[higher - 1] * far for lower, higher, far in distances), Fraction(0))
    return pairs / (sum(counts) - 1)


def _expected(totals: Sequence[int], distances: Sequence[tuple[int, int, Fraction]]) -> Fraction:
    pairs = sum((2 * totals[lower - 1] * totals[higher - 1] * far for lower, higher, far in distances), Fraction(0))
    return pairs / max(sum(totals) - 1, 1)
