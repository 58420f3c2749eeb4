"""A result in depth: its charts beside the bars, and the rows of its tables. All from the frozen Result."""

from fractions import Fraction

from app.assessments.agreement import Spread
from app.assessments.result import AreaResult, Result, StandardResult
from app.charts.agencies import AgencyMedians, AgencyRow, GroupMedian
from app.charts.dots import NOT_SHOWN, DotRow, DotVote, ScoreDots
from app.charts.model import counted, level_text, percent_text, rounded_text
from app.charts.radar import LevelRadar

SPREAD_HEAD = ("Standard", "Scores", "Median", "Middle half", "Within one level", "Agreement A", "Word", "Agreed level")


def label(standard: StandardResult) -> str:
    """Name a standard as every chart and table does."""
    return f"{standard.number}. {standard.title}"


def dots_chart(result: Result, area: AreaResult) -> ScoreDots:
    """The scores of one area's standards as dots; the second vote beside the first."""
    rows = tuple(
        DotRow(label(standard), _vote(standard.spread), standard.level, _vote(standard.second_spread))
        for standard in area.standards
    )
    return ScoreDots(f"{result.title}: how the scores lie, {area.title}", rows, result.partner)


def radar_chart(result: Result) -> LevelRadar:
    """Agreed levels and targets around a circle: second, never alone."""
    bars = result.standards_chart.bars
    return LevelRadar(f"{result.title}: agreed levels and targets around a circle", bars, result.partner)


def agencies_chart(result: Result) -> AgencyMedians | None:
    """Medians by agency; None where the small-group rule leaves nothing to show."""
    found = result.breakdown
    if found is None or not found.is_shown:
        return None
    names = {standard.key: label(standard) for standard in result.standards}
    rows = tuple(
        AgencyRow(names[row.key], tuple(GroupMedian(cell.scores, Fraction(cell.median)) for cell in row.cells))
        for row in found.rows
        if row.key in names
    )
    return AgencyMedians(f"{result.title}: medians by agency", found.groups, rows, result.partner)


def votes_in_words(standard: StandardResult) -> list[str]:
    """Say in a line for each vote how its scores lay: "12 scores, median 3, mixed"; or that too few scored."""
    first, second = standard.spread, standard.second_spread
    if first is None:
        return ["Not shown: fewer than three"]
    return [_in_words(first), *([f"Second vote: {_in_words(second)}"] if second else [])]


def _in_words(spread: Spread) -> str:
    word = f", {spread.word}" if spread.word else ""
    return f"{counted(spread.n, 'score', 'scores')}, median {level_text(spread.median)}{word}"


def spread_rows(area: AreaResult) -> list[tuple[str, ...]]:
    """A row for each standard and vote of an area, in the order of SPREAD_HEAD."""
    return [row for standard in area.standards for row in _rows(standard)]


def _rows(standard: StandardResult) -> list[tuple[str, ...]]:
    agreed = "not assessed" if standard.level is None else str(standard.level)
    first, second = standard.spread, standard.second_spread
    rows = [(label(standard), *_figures(first), agreed)] if first else [(label(standard), NOT_SHOWN, *[""] * 5, agreed)]
    if second:
        rows.append((f"{label(standard)}: second vote", *_figures(second), agreed))
    return rows


def _figures(spread: Spread) -> tuple[str, ...]:
    return (
        str(spread.n),
        level_text(spread.median),
        f"{level_text(spread.lower_quartile)} to {level_text(spread.upper_quartile)}",
        percent_text(spread.within_one),
        rounded_text(spread.agreement),
        str(spread.word) if spread.word else "none",
    )


def _vote(spread: Spread | None) -> DotVote | None:
    if spread is None:
        return None
    word = str(spread.word) if spread.word else ""
    return DotVote(spread.counts, spread.median, spread.lower_quartile, spread.upper_quartile, word)
