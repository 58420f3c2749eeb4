"""Lays out agreed levels and targets as bars."""

from app.charts.bars import NOT_ASSESSED, LevelBar, LevelBars
from app.charts.drawn.page import BLUE, BODY, LEFT, PALE, SMALL, diamond, heading, paragraph
from app.charts.model import LEVELS
from app.charts.sheet import PAPER, QUIET, RULE, Look, Sheet

STEP = 53.0  # width of one level
BAR = 17.0
EMPTY = Look(dashed=True)


def level_bars(sheet: Sheet, chart: LevelBars) -> float:
    """Draw agreed levels as bars and targets as diamonds; give the y below."""
    y = _bars_key(sheet, heading(sheet, chart.title, chart.partner))
    for area, bars in chart.areas:
        y = paragraph(sheet, y + 18, area, bold=True)
        y = _scale(sheet, y)
        for bar in bars:
            y = _level_bar(sheet, y, bar)
    return y + 4


def _bars_key(sheet: Sheet, y: float) -> float:
    middle = y + 8
    sheet.box(LEFT, middle - 6, 26, 12, fill=BLUE)
    sheet.text(LEFT + 33, middle + 4.5, "Agreed level", size=SMALL)
    sheet.line((LEFT + 122, middle), (LEFT + 142, middle), width=1.5)
    diamond(sheet, LEFT + 148, middle)
    sheet.text(LEFT + 160, middle + 4.5, "Target", size=SMALL)
    return y + 16


def _scale(sheet: Sheet, y: float) -> float:
    for level in LEVELS:
        sheet.text(LEFT + level * STEP, y + SMALL, str(level), size=SMALL, colour=QUIET, align="center")
    sheet.line((LEFT, y + 17), (LEFT + 5 * STEP, y + 17), colour=RULE)
    for level in LEVELS:
        sheet.line((LEFT + level * STEP, y + 14), (LEFT + level * STEP, y + 20), colour=QUIET)
    return y + 22


def _level_bar(sheet: Sheet, y: float, bar: LevelBar) -> float:
    """Draw one standard, its label above its bar, and give the y below it."""
    y = paragraph(sheet, y + 3, bar.label) + 3
    level, middle = bar.level or 0, y + BAR / 2
    sheet.box(LEFT, y, 5 * STEP, BAR, fill=PALE, edge=RULE)
    for mark in LEVELS[:-1]:
        sheet.line((LEFT + mark * STEP, y), (LEFT + mark * STEP, y + BAR), colour=RULE)
    if bar.level is None:
        sheet.box(LEFT, y, 5 * STEP, BAR, fill=PAPER, edge=QUIET, look=EMPTY)
        sheet.text(LEFT + 8, middle + 4.5, NOT_ASSESSED, size=SMALL)
    else:
        sheet.box(LEFT, y, level * STEP, BAR, fill=BLUE)
        sheet.text(
            LEFT + level * STEP - 12, middle + 4.7, str(level), size=BODY, colour=PAPER, bold=True, align="right"
        )
    if bar.target is not None:
        _target(sheet, level, bar.target, middle, reached_from=bar.level)
    return y + BAR + 6


def _target(sheet: Sheet, level: int, target: int, middle: float, *, reached_from: int | None) -> None:
    x = LEFT + target * STEP
    if reached_from is not None and target > level:
        sheet.line((LEFT + level * STEP, middle), (x, middle), width=1.5)
    diamond(sheet, x, middle)
    beside = LEFT + max(level, target) * STEP + 11
    sheet.text(beside, middle + 4.5, f"target {target}", size=SMALL)
