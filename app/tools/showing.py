"""What the page of a tool says of it in words: scale, stages, kinds of case, subject. Its texts: tool.py."""

from dataclasses import dataclass
from decimal import Decimal

from app.tools.tool import CaseKind, Criterion, ScaleType, Stage, SubjectKind, Tool

_SCALES = {
    ScaleType.LEVELS: "Each criterion is given a level from 1 to 5.",
    ScaleType.MET: "Each criterion is answered with one of these words. Anything but the first needs a reason.",
    ScaleType.WEIGHTED: "Each criterion is scored from 0 to 5. The score counts as often as the weight says.",
    ScaleType.MATRIX: "Each option is a column and each criterion a row. A reason is written in each cell, and one "
    "option is recommended.",
}
_CASES = {
    CaseKind.NEW: "a new service",
    CaseKind.REVIEW: "the review of a service",
    CaseKind.DECOMMISSION: "the decommissioning of a service",
}
_SUBJECTS = {
    SubjectKind.ONE: "{}",
    SubjectKind.CANDIDATES: "{}: one or several, which are ranked",
    SubjectKind.OPTIONS: "{}: several, beside each other",
}


@dataclass(frozen=True, slots=True)
class InWords:
    """A tool's facts in words; `cases` is empty for a tool that is used outside cases only."""

    scale: str
    put_to: str
    stages: str
    cases: str
    amount: str  # that is asked for of each; empty: none
    alone: str  # empty: people answer together
    amounts: dict[str, Decimal]  # pounds above which a threshold applies, by criterion
    wordings: dict[str, list[tuple[str, str]]]  # by criterion: each answer and what it means there, as offered
    shows_weights: bool


def in_words(tool: Tool) -> InWords:
    """Give a tool's facts in words, stages in the order of the cycle."""
    alone = f"At least {tool.appraisers} people score alone, unseen by each other. Then they agree."
    return InWords(
        scale=_SCALES[tool.scale],
        put_to=_SUBJECTS[tool.subject].format(_begun(tool.subject_name)),
        stages=", ".join(stage.label for stage in Stage if stage in tool.stages),
        cases=_begun(", ".join(words for kind, words in _CASES.items() if kind in tool.kinds)),
        amount=_begun(tool.amount_name),
        alone=alone if tool.appraisers > 1 else "",
        amounts={each.key: Decimal(each.threshold.above_pence) / 100 for each in tool.criteria if each.threshold},
        wordings={each.key: _wordings(tool, each) for each in tool.criteria if each.levels},
        shows_weights=tool.scale is ScaleType.WEIGHTED,
    )


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _wordings(tool: Tool, criterion: Criterion) -> list[tuple[str, str]]:
    """Pair answers with the criterion's wordings, which are kept lowest first; the met scale offers its best first."""
    words = [word for key, word in tool.words.items() if key != "not_applicable"]
    best_first = tool.scale is ScaleType.MET
    return list(zip(words, reversed(criterion.levels) if best_first else criterion.levels, strict=True))
