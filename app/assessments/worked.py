"""How each figure is made, as a worked sum with its own numbers: pure, in words for the appendix. It computes nothing
itself: figures come from `agreement` and `reliability`, so that a sum and its figure cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.assessments.agreement import (
    HIGH_EXTREME,
    LEVELS,
    LOW_EXTREME,
    ONE_LEVEL,
    WORD_FROM,
    Layer,
    Word,
    layers,
    median,
    spread,
)
from app.assessments.reliability import PAIR, TOO_FEW, alpha_of_counts
from app.charts.model import counted, level_text, listed, percent_text, rounded_text

HALF, QUARTER, THREE_QUARTERS = Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Working:
    """One figure: its name, the steps to it in order, and what comes out, as every page writes it."""

    name: str
    steps: tuple[str, ...]
    result: str


def of_scores(counts: Sequence[int]) -> tuple[Working, ...]:
    """Work the figures of one standard from its counts of scores at level 1 to 5. Raises as `agreement.spread` does."""
    ordered = [level for level, count in zip(LEVELS, counts, strict=True) for _ in range(count)]
    found = spread(ordered)
    within = sum(count for level, count in zip(LEVELS, counts, strict=True) if abs(level - found.median) <= ONE_LEVEL)
    return (
        Working("Scores", (_counts_text(counts),), counted(found.n, "score", "scores")),
        Working("Median", _rank(ordered, HALF, found.median), level_text(found.median)),
        Working("Lower quartile", _rank(ordered, QUARTER, found.lower_quartile), level_text(found.lower_quartile)),
        Working(
            "Upper quartile", _rank(ordered, THREE_QUARTERS, found.upper_quartile), level_text(found.upper_quartile)
        ),
        Working(
            "Share within one level of the median",
            (f"{within} of {found.n} scores are at most 1 from the median {level_text(found.median)}",),
            percent_text(found.within_one),
        ),
        Working("Agreement (van der Eijk’s A)", _agreement(counts), rounded_text(found.agreement)),
        Working("Word", _word(counts, found.agreement, found.within_one), str(found.word) if found.word else "none"),
    )


def of_area(levels: Sequence[int]) -> tuple[Working, ...]:
    """Work the figures of one area from the agreed levels of its assessed standards; nothing to work without any."""
    if not levels:
        return ()
    ordered = sorted(levels)
    counts = [ordered.count(level) for level in LEVELS]
    middle = median(ordered)
    return (
        Working("Standards at each level", (_counts_text(counts),), counted(len(ordered), "standard", "standards")),
        Working("Median", _rank(ordered, HALF, middle), level_text(middle)),
    )


def of_alpha(standards: Sequence[tuple[str, Sequence[int]]]) -> Working:
    """Work Krippendorff's alpha from the name and the counts of each standard that may be told (`may_tell`)."""
    shown = [(name, counts) for name, counts in standards if sum(counts) >= PAIR]
    found = alpha_of_counts([counts for _, counts in shown])
    if found.value is None:
        return Working("Krippendorff’s alpha", (), f"undefined: {found.why_not if shown else TOO_FEW}")
    parts = [f"{name} {rounded_text(part)}" for (name, _), part in zip(shown, found.parts, strict=True)]
    distances = ", ".join(f"{low} to {high}: {rounded_text(far)}" for low, high, far in found.distances)
    observed, expected = rounded_text(found.observed), rounded_text(found.expected)
    steps = (
        f"Over all standards there are {_counts_text(found.totals)}",
        f"Squared distance of two levels, (scores from one to the other − half of those at both ends)²: {distances}",
        (
            "Observed disagreement, for each standard the squared distances of all ordered pairs of its scores ÷ "
            f"(its scores − 1): {', '.join(parts)}; together {observed}"
        ),
        (
            "Expected disagreement, the squared distances of all ordered pairs of all scores ÷ (all scores − 1): "
            f"{expected}"
        ),
        f"1 − {observed} ÷ {expected}",
    )
    return Working("Krippendorff’s alpha", steps, rounded_text(found.value))


def _counts_text(counts: Sequence[int]) -> str:
    return listed([f"{count} at level {level}" for level, count in zip(LEVELS, counts, strict=True) if count])


def _rank(ordered: Sequence[int], p: Fraction, result: Fraction) -> tuple[str, ...]:
    """The rank rule: rank 1 + (n − 1)p in ascending order, and between two ranks in proportion."""
    n = len(ordered)
    rank = 1 + (n - 1) * p
    below = int(rank)
    what = f"Rank 1 + ({n} − 1) × {level_text(p)} = {level_text(rank)}"
    lower = ordered[below - 1]
    if rank == below:
        return what, f"The {_nth(below)} in ascending order is {lower}"
    higher, part = ordered[below], level_text(rank - below)
    return (
        what,
        f"The {_nth(below)} in ascending order is {lower}, the {_nth(below + 1)} is {higher}",
        f"{lower} + {part} × ({higher} − {lower}) = {level_text(result)}",
    )


def _nth(place: int) -> str:
    ending = "th" if place % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def _agreement(counts: Sequence[int]) -> tuple[str, ...]:
    peeled = layers(counts)
    of = sum(counts)
    shares = [f"{layer.cases}/{of} × {_signed(layer.agreement)}" for layer in peeled]
    return (*(_layer(place, layer, of) for place, layer in enumerate(peeled, 1)), f"A = {' + '.join(shares)}")


def _layer(place: int, layer: Layer, of: int) -> str:
    pattern = "".join("1" if filled else "0" for filled in layer.pattern)
    k, filled = len(layer.pattern), sum(layer.pattern)
    head = f"Layer {place}: pattern {pattern}, {layer.cases} of {of} scores"
    if layer.unimodality is None:
        why = "one level only" if filled == 1 else "every level alike"
        return f"{head}; {why}, so its A is {rounded_text(layer.agreement)}"
    tu, tdu = layer.unimodal, layer.bimodal
    u = f"({k - 2} × {tu} − {k - 1} × {tdu}) ÷ ({k - 2} × ({tu} + {tdu})) = {rounded_text(layer.unimodality)}"
    return (
        f"{head}; triples 110 or 011: {tu}, triples 101: {tdu}; U = {u}; its A is "
        f"{_signed(layer.unimodality)} × (1 − {filled - 1}/{k - 1}) = {rounded_text(layer.agreement)}"
    )


def _signed(figure: Fraction) -> str:
    return f"({rounded_text(figure)})" if figure < 0 else rounded_text(figure)


def _word(counts: Sequence[int], agreement: Fraction, within_one: Fraction) -> tuple[str, ...]:
    n = sum(counts)
    if n < WORD_FROM:
        return (f"{counted(n, 'score', 'scores')}: fewer than four have no word",)
    low, high = (sum(counts[level - 1] for level in extreme) for extreme in (LOW_EXTREME, HIGH_EXTREME))
    third = rounded_text(Fraction(n, 3))
    thirds = 3 * min(low, high) >= n
    split = thirds or agreement < 0
    ends = "both ends have" if thirds else "not both ends have"
    tested = (
        f"Split? {low} at levels 1 and 2, {high} at levels 4 and 5; a third of {n} is {third}, so {ends} a third or "
        f"more. A is {rounded_text(agreement)}, {'below' if agreement < 0 else 'not below'} 0. "
        f"{_answer(split, Word.SPLIT)}"
    )
    if split:
        return (tested,)
    everyone = within_one == 1
    return (
        tested,
        f"Close? {percent_text(within_one)} within one level of the median. {_answer(everyone, Word.CLOSE)}"
        + ("" if everyone else " What is neither split nor close is mixed."),
    )


def _answer(holds: bool, word: Word) -> str:
    return f"{'So it is' if holds else 'So it is not'} {word}."
