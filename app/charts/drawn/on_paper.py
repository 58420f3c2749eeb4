"""Lays bars of level and target out flat, a line each, so that a whole self-assessment fits half a sheet of paper.

For documents alone: on a narrow screen its text would be too small, and there `bars` stands each label above its bar.
"""

from app.charts.bars import NOT_ASSESSED, LevelBar, LevelBars
from app.charts.drawn.page import BLUE, PALE
from app.charts.model import LEVELS
from app.charts.sheet import INK, PAPER, QUIET, RULE, Sheet

PAPER_WIDTH = 470.0  # points: as wide as the text of a page
START, STEP = 266.0, 26.0  # where the bars begin, and the width of a level
BAR, LINE = 9.0, 15.0
SIZE = 8.5
LONGEST = 54  # characters of a label that fit before the bars


def draw_on_paper(chart: LevelBars) -> bytes:
    """Draw the bars as SVG, without title: the caption beside it says what it is. Equal charts give equal bytes."""
    sheet = Sheet(PAPER_WIDTH)
    y = _key(sheet)
    for area, bars in chart.areas:
        sheet.text(0, y + 12, area, size=SIZE, bold=True)
        y += LINE + 1
        for bar in bars:
            _line(sheet, y, bar)
            y += LINE
        y += 3
    return sheet.svg(chart.alt, y)


def _key(sheet: Sheet) -> float:
    sheet.box(0, 3, 18, BAR, fill=BLUE)
    sheet.text(24, 10.5, "Agreed level", size=SIZE)
    _diamond(sheet, 101, 7.5)
    sheet.text(110, 10.5, "Target", size=SIZE)
    for level in LEVELS:
        sheet.text(START + level * STEP, 10.5, str(level), size=SIZE, colour=QUIET, align="center")
    return LINE


def _line(sheet: Sheet, y: float, bar: LevelBar) -> None:
    middle = y + 6.5
    label = bar.label if len(bar.label) <= LONGEST else f"{bar.label[: LONGEST - 1].rstrip()}…"
    sheet.text(0, middle + 3, label, size=SIZE)
    sheet.box(START, middle - BAR / 2, 5 * STEP, BAR, fill=PALE, edge=RULE)
    for level in LEVELS[:-1]:
        sheet.line((START + level * STEP, middle - BAR / 2), (START + level * STEP, middle + BAR / 2), colour=RULE)
    if bar.level:
        sheet.box(START, middle - BAR / 2, bar.level * STEP, BAR, fill=BLUE, edge=INK)
    if bar.target:
        _diamond(sheet, START + bar.target * STEP, middle)
    said = NOT_ASSESSED if bar.level is None else str(bar.level)
    if bar.level is not None and bar.target is not None and bar.target != bar.level:
        said = f"{bar.level}, target {bar.target}"
    sheet.text(START + 5 * STEP + 9, middle + 3, said, size=SIZE, bold=bar.level is not None)


def _diamond(sheet: Sheet, x: float, y: float) -> None:
    half = 4.5
    sheet.shape(((x, y - half), (x + half, y), (x, y + half), (x - half, y)), fill=INK, edge=PAPER, width=1)
