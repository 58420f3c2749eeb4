"""Agreement among raters on a five-level scale: pure arithmetic. No clock, no framework, no reading of scores.

Everything here works on the levels that people gave to one standard, or on the agreed levels of one area. "I cannot
score this" and unanswered are left out by the caller: they are not levels. All figures are exact (`Fraction`); rounding
belongs to whoever shows them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

LEVELS = range(1, 6)
WORD_FROM = 4  # below four scores a word would say more than the scores do (rules.md, Round)
ONE_LEVEL = 1
LOW_EXTREME = (1, 2)
HIGH_EXTREME = (4, 5)


class NoLevelsError(ValueError):
    """There is nothing to summarise: nobody gave a level."""


class LevelRangeError(ValueError):
    """A level is not one of 1, 2, 3, 4 and 5."""


class Word(StrEnum):
    """What the spread of one standard is called on the page."""

    CLOSE = "close"
    MIXED = "mixed"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Spread:
    """How the individual levels of one standard lie.

    `n` is how many levels there are, 1 or more; `counts` how many at level 1, 2, 3, 4 and 5; `median` and the quartiles
    are levels, 1 to 5; `within_one` a share, 0 to 1; `agreement` is van der Eijk's A, -1 to 1; `word` None below four.
    """

    n: int
    counts: tuple[int, ...]
    median: Fraction
    lower_quartile: Fraction
    upper_quartile: Fraction
    within_one: Fraction
    agreement: Fraction
    word: Word | None


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of van der Eijk's A: which categories it fills, its cases, and their share of all cases, 0 to 1.

    `unimodal` and `bimodal` count its triples 110 or 011, and 101; `unimodality` is U, None where the layer fills one
    category or all and needs none; `agreement` is the layer's own A.
    """

    pattern: tuple[bool, ...]
    cases: int
    weight: Fraction
    unimodal: int
    bimodal: int
    unimodality: Fraction | None
    agreement: Fraction


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """An area's standards: how many stand at level 1, 2, 3, 4 and 5, and their median. There is no mean, on purpose.

    `median` is a level, 1 to 5, in halves; None where no standard of the area has been assessed.
    """

    counts: tuple[int, ...]
    median: Fraction | None


def count_levels(levels: Sequence[int]) -> tuple[int, ...]:
    """Count how many stand at level 1, 2, 3, 4 and 5; all 0 for no levels. Raises LevelRangeError outside 1 to 5."""
    for level in levels:
        if level not in LEVELS:
            raise LevelRangeError(f"a level is 1 to 5, not {level!r}")
    return tuple(levels.count(level) for level in LEVELS)


def median(levels: Sequence[int]) -> Fraction:
    """Give the middle level, exact, 1 to 5 in halves. Raises NoLevelsError on none, LevelRangeError outside 1 to 5."""
    return _quantile(_ordered(levels), Fraction(1, 2))


def quartiles(levels: Sequence[int]) -> tuple[Fraction, Fraction]:
    """Give the lower and the upper quartile, exact, as levels 1 to 5.

    Rank 1 + (n - 1)p with linear interpolation between neighbours: Hyndman and Fan's type 7 (1996, doi
    10.1080/00031305.1996.10473566); domain.md §7 fixes it, since other rules give other answers. Raises NoLevelsError
    on no levels, LevelRangeError outside 1 to 5.
    """
    ordered = _ordered(levels)
    return _quantile(ordered, Fraction(1, 4)), _quantile(ordered, Fraction(3, 4))


def share_within_one(levels: Sequence[int]) -> Fraction:
    """Give the share, 0 to 1, of levels at most one from the median. Raises as `median` does."""
    middle, counts = median(levels), count_levels(levels)
    near = sum(count for level, count in zip(LEVELS, counts, strict=True) if abs(level - middle) <= ONE_LEVEL)
    return Fraction(near, len(levels))


def van_der_eijk_a(counts: Sequence[int]) -> Fraction:
    """Give agreement A, exact: 1 all in one category, 0 an even spread, -1 two opposite camps of equal size.

    `counts` are cases per ordered category, three categories or more. The vector is peeled into layers, each taking
    the smallest count left from every filled category; A is the mean of the layers' own A, weighted by their cases.
    Source: van der Eijk 2001, Measuring agreement in ordered rating scales, Quality and Quantity 35, 325-341, doi
    10.1023/A:1010374114305 (domain.md §7, W33). Raises NoLevelsError if all counts are 0, ValueError for fewer than
    three categories or a count below 0.
    """
    return sum((layer.weight * layer.agreement for layer in layers(counts)), Fraction(0))


def layers(counts: Sequence[int]) -> tuple[Layer, ...]:
    """Peel the counts into layers, for `van_der_eijk_a` and for whoever shows how it is made. Raises as that does."""
    if len(counts) < 3 or min(counts) < 0:
        raise ValueError("agreement needs counts of 0 or more in at least three categories")
    cases = sum(counts)
    if not cases:
        raise NoLevelsError("agreement needs at least one case")
    left, peeled = list(counts), []
    while any(left):
        pattern = tuple(count > 0 for count in left)
        height = min(count for count in left if count)
        peeled.append(_layer(pattern, height * sum(pattern), cases))
        left = [count - height * filled for count, filled in zip(left, pattern, strict=True)]
    return tuple(peeled)


def word(levels: Sequence[int]) -> Word | None:
    """Name the spread; None for fewer than four levels. Split is tested first, then close, else it is mixed.

    Split: a third or more at levels 1 and 2 and a third or more at 4 and 5 (after BMC Med Inform Decis Mak 12:93, table
    7), or A below 0. Close: everyone within one level of the median. The thresholds are ours (domain.md §7, Derived).
    Raises LevelRangeError outside 1 to 5.
    """
    counts = count_levels(levels)
    if len(levels) < WORD_FROM:
        return None
    if _both_extremes(counts) or van_der_eijk_a(counts) < 0:
        return Word.SPLIT
    return Word.CLOSE if share_within_one(levels) == 1 else Word.MIXED


def spread(levels: Sequence[int]) -> Spread:
    """Summarise the levels given to one standard. Raises NoLevelsError on none, LevelRangeError outside 1 to 5."""
    return _spread(tuple(levels))


@lru_cache(maxsize=4096)
def _spread(given: tuple[int, ...]) -> Spread:
    """Summarise once what every look at a workshop asks again: exact fractions take a tenth of a millisecond."""
    levels = _ordered(given)
    lower, upper = quartiles(levels)
    counts = count_levels(levels)
    return Spread(
        n=len(levels),
        counts=counts,
        median=median(levels),
        lower_quartile=lower,
        upper_quartile=upper,
        within_one=share_within_one(levels),
        agreement=van_der_eijk_a(counts),
        word=word(levels),
    )


def needs_reason(agreed: int | None, levels: Sequence[int]) -> bool:
    """Say whether an agreed level has to come with a reason: the spread is split, or it is one or more off the median.

    `agreed` None is "not assessed", which always needs one; so does a level agreed where nobody gave any. Raises
    LevelRangeError if any level is outside 1 to 5. Source: product.md §4, rules.md (Round).
    """
    if agreed is not None:
        count_levels((agreed,))
    if agreed is None or not levels:
        return True
    found = spread(levels)
    return found.word is Word.SPLIT or abs(agreed - found.median) >= ONE_LEVEL


def area_summary(levels: Sequence[int]) -> AreaSummary:
    """Summarise the agreed levels of one area's assessed standards. Raises LevelRangeError outside 1 to 5."""
    return AreaSummary(counts=count_levels(levels), median=median(levels) if levels else None)


def _ordered(levels: Sequence[int]) -> list[int]:
    count_levels(levels)
    if not levels:
        raise NoLevelsError("there are no levels to summarise")
    return sorted(levels)


def _quantile(ordered: Sequence[int], p: Fraction) -> Fraction:
    rank = (len(ordered) - 1) * p  # counted from 0, so one less than the rank in the formula
    below = int(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (rank - below) * (ordered[above] - ordered[below])


def _both_extremes(counts: Sequence[int]) -> bool:
    low = sum(counts[level - 1] for level in LOW_EXTREME)
    high = sum(counts[level - 1] for level in HIGH_EXTREME)
    return 3 * min(low, high) >= sum(counts)


def _layer(pattern: tuple[bool, ...], cases: int, of: int) -> Layer:
    """Give the A of one layer: unimodality of its pattern, less the more categories it fills."""
    k, filled = len(pattern), sum(pattern)
    tu, tdu = _triples(pattern)
    unimodality, own = None, Fraction(filled == 1)
    if 1 < filled < k:
        unimodality = Fraction((k - 2) * tu - (k - 1) * tdu, (k - 2) * (tu + tdu))
        own = unimodality * (1 - Fraction(filled - 1, k - 1))
    return Layer(pattern, cases, Fraction(cases, of), tu, tdu, unimodality, own)


def _triples(pattern: Sequence[bool]) -> tuple[int, int]:
    """Count ordered triples of categories that are unimodal (110 or 011) and those that are not (101)."""
    unimodal = bimodal = 0
    for place, is_filled in enumerate(pattern):
        if not is_filled:
            before, after = sum(pattern[:place]), sum(pattern[place:])
            bimodal += before * after
            unimodal += (before * (before - 1) + after * (after - 1)) // 2
    return unimodal, bimodal
