"""The rows of the result's CSV; of fewer than five scores it tells nothing (rules.md, Round)."""

from app.assessments.result.value import FEWEST_IN_EXPORTS, Result

HEAD = ("Area", "Number", "Standard", "Agreed level", "Target", "Reason", "Median of scores", "Spread")


def result_rows(result: Result) -> list[tuple[str, ...]]:
    """Give a row for each standard, in the order of HEAD."""
    return [
        (
            area.title,
            str(standard.number),
            standard.title,
            "not assessed" if standard.level is None else str(standard.level),
            "" if standard.target is None else str(standard.target),
            standard.reason,
            standard.median if sum(standard.counts) >= FEWEST_IN_EXPORTS else "",
            standard.word if sum(standard.counts) >= FEWEST_IN_EXPORTS else "",
        )
        for area in result.areas
        for standard in area.standards
    ]
