"""Lays out earlier rounds, now and target: in each level's column every kind of mark has its own place and shape."""

from app.charts.bars import NO_TARGET, NOT_ASSESSED
from app.charts.drawn.page import (
    COLUMN,
    LEFT,
    SMALL,
    SMALL_LINE,
    beside,
    circle,
    column,
    columns,
    diamond,
    heading,
    numerals,
    paragraph,
    ring,
    square,
)
from app.charts.over_time import Compared, Journey, ThenNowTarget
from app.charts.sheet import INK, PAPER, QUIET, Sheet

LANE = 32.0
SMALLER = 4.3  # half of a mark where four stand in a column
SHAPES = (24, 3, 4, 5)  # corners of the mark of each earlier round: circle, triangle, square, pentagon


def then_now_target(sheet: Sheet, chart: ThenNowTarget) -> float:
    """Draw a strip for each standard with its marks; give the y below."""
    y = _key(sheet, heading(sheet, chart.title, chart.partner), chart)
    for area, rows in chart.areas:
        y = numerals(sheet, paragraph(sheet, y + 16, area, bold=True))
        for row in rows:
            y = _row(sheet, y, row)
    return y + 4


def _key(sheet: Sheet, y: float, chart: ThenNowTarget) -> float:
    for place, name in enumerate(chart.rounds):
        _then(sheet, LEFT + 8, y + 8, place)
        sheet.text(LEFT + 22, y + 12.5, name, size=SMALL)
        y += SMALL_LINE + 3
    square(sheet, LEFT + 8, y + 8)
    sheet.text(LEFT + 22, y + 12.5, f"{chart.now} (now)", size=SMALL)
    diamond(sheet, LEFT + 190, y + 8)
    sheet.text(LEFT + 203, y + 12.5, "Target", size=SMALL)
    return y + 18


def _row(sheet: Sheet, y: float, row: Journey) -> float:
    y = paragraph(sheet, y + 3, row.label) + 3
    columns(sheet, y, LANE)
    places = len(row.earlier) + 2
    middle = y + LANE / 2
    for place, then in enumerate(row.earlier):
        if then.level is not None:
            _then(sheet, _x(then.level, place, places), middle, place)
    if row.now is not None:
        square(sheet, _x(row.now, places - 2, places), middle, SMALLER)
    if row.target is not None:
        diamond(sheet, _x(row.target, places - 1, places), middle, SMALLER + 1.2)
    beside(sheet, y, [(words, False) for words in _words(row)])
    y += LANE
    marked = [then.compared.value for then in row.earlier if then.compared is not Compared.SAME]
    notes = [*dict.fromkeys(marked), *([NOT_ASSESSED] if row.now is None else [])]
    for note in notes:
        sheet.text(LEFT, y + SMALL + 1, note, size=SMALL, colour=QUIET)
        y += SMALL_LINE
    return y + 6


def _x(level: int, place: int, places: int) -> float:
    """The place of a kind of mark within its level's column, so that equal levels stand side by side."""
    return column(level) + (place - (places - 1) / 2) * (COLUMN - 2) / places


def _then(sheet: Sheet, x: float, y: float, place: int) -> None:
    corners = SHAPES[min(place, len(SHAPES) - 1)]
    if corners > len(SHAPES) + 1:
        circle(sheet, (x, y), SMALLER, fill=PAPER, edge=INK, width=1.6)
    else:
        sheet.shape(ring((x, y + 1), SMALLER + 0.9, corners), fill=PAPER, edge=INK, width=1.6)


def _words(row: Journey) -> list[str]:
    """The row in figures: "2 → 3", "target 4"."""
    levels = ["–" if then.level is None else str(then.level) for then in row.earlier]
    now = "–" if row.now is None else str(row.now)
    return [" → ".join([*levels, now]), NO_TARGET if row.target is None else f"target {row.target}"]
