"""The rows of the result's CSV and of Excel's first sheet: the same figures. Of fewer than five scores nothing."""

from app.assessments.agreement import LEVELS, Spread
from app.assessments.result.told import told, word_text
from app.assessments.result.value import Result, StandardResult
from app.charts.bars import NOT_ASSESSED
from app.charts.model import level_text

VOTE = ("scores", *(f"at level {level}" for level in LEVELS), "median", "lower quartile", "upper quartile", "spread")
HEAD = (
    "Area",
    "Number",
    "Standard",
    "Agreed level",
    "Target",
    "Target by",
    "Priority",
    "Reason",
    "Dissents",
    "Evidence",
    "4 or 5 with no evidence",
    *(f"First vote: {part}" for part in VOTE),
    *(f"Second vote: {part}" for part in VOTE),
)


def result_rows(result: Result) -> list[tuple[str, ...]]:
    """Give a row for each standard, in the order of HEAD."""
    return [
        (area.title, *_standard(standard), *_vote(told(standard).first), *_vote(told(standard).second))
        for area in result.areas
        for standard in area.standards
    ]


def _standard(standard: StandardResult) -> tuple[str, ...]:
    return (
        str(standard.number),
        standard.title,
        NOT_ASSESSED if standard.level is None else str(standard.level),
        "" if standard.target is None else str(standard.target),
        standard.target_by,
        "yes" if standard.priority else "no",
        standard.reason,
        str(len(standard.dissents)),
        str(len(standard.evidence)),
        "yes" if standard.unsupported else "no",
    )


def _vote(spread: Spread | None) -> tuple[str, ...]:
    if spread is None:
        return ("",) * len(VOTE)
    quartiles = (spread.lower_quartile, spread.upper_quartile)
    levels = map(level_text, (spread.median, *quartiles))
    return (str(spread.n), *map(str, spread.counts), *levels, word_text(spread))
