"""How states of an appraisal, scales and sources are called on pages and in documents. No query."""

from app.appraising.models import AppraisalState
from app.tools.tool import ScaleType, Seed, SubjectKind

STATES: dict[AppraisalState, tuple[str, str | None]] = {
    AppraisalState.ALONE: ("Scored alone", "blue"),
    AppraisalState.AGREEING: ("Being agreed", "blue"),
    AppraisalState.FINISHED: ("Finished", "green"),
    AppraisalState.WITHDRAWN: ("Withdrawn", "grey"),
}
SCALES = {
    ScaleType.LEVELS: "A level from 1 to 5 for each criterion",
    ScaleType.MET: "Met, partly met or not met",
    ScaleType.WEIGHTED: "A score from 0 to 5, times a weight",
    ScaleType.MATRIX: "A matrix: a reasoned cell for each option",
}
KINDS = {
    SubjectKind.ONE: "one at a time",
    SubjectKind.CANDIDATES: "candidates that are ranked",
    SubjectKind.OPTIONS: "options beside each other",
}


def source_words(source: Seed) -> str:
    """Say where a criterion comes from."""
    return ", ".join(filter(None, (source.document, source.section)))
