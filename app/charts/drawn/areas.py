"""Lays out areas as bars of their standards, level by level."""

from app.charts.area_levels import AreaCounts, AreaLevels
from app.charts.bars import NOT_ASSESSED
from app.charts.drawn.page import BLUE, BODY, LEFT, LINE, SMALL, heading, paragraph
from app.charts.model import LEVELS
from app.charts.sheet import INK, PAPER, QUIET, Look, Sheet

STACK = 30.0
STACK_WIDTH = 236.0  # of the area with the most standards
LEVEL_FITS = 42.0  # a segment this wide has room for "level 3" below it
FILLS = (  # levels 1 to 5, light to dark, each with a pattern of its own
    (PAPER, Look()),
    ("#d2e2f1", Look(hatch="//", hatch_colour=BLUE)),
    ("#8eb8dc", Look()),
    ("#3c83c2", Look(hatch="\\\\", hatch_colour=PAPER)),
    ("#0f3a61", Look()),
)
EMPTY = Look(dashed=True)


def area_levels(sheet: Sheet, chart: AreaLevels) -> float:
    """Draw each area as a bar of its standards by level; give the y below."""
    y = _levels_key(sheet, heading(sheet, chart.title, chart.partner), chart)
    most = max((area.assessed + area.not_assessed for area in chart.areas), default=0)
    for area in chart.areas:
        y = paragraph(sheet, y + 14, area.area, bold=True) + 3
        y = _stack(sheet, y, area, STACK_WIDTH / max(most, 1))
    return y + 6


def _levels_key(sheet: Sheet, y: float, chart: AreaLevels) -> float:
    sheet.text(LEFT, y + 12, "Level", size=SMALL)
    for level, (fill, look) in zip(LEVELS, FILLS, strict=True):
        x = LEFT + 38 + (level - 1) * 44
        sheet.box(x, y, 24, 15, fill=fill, look=look)
        sheet.text(x + 29, y + 12, str(level), size=SMALL)
    if any(area.not_assessed for area in chart.areas):
        y += 21
        sheet.box(LEFT + 38, y, 24, 15, fill=PAPER, edge=QUIET, look=EMPTY)
        sheet.text(LEFT + 67, y + 12, NOT_ASSESSED, size=SMALL)
    return y + 18


def _stack(sheet: Sheet, y: float, area: AreaCounts, unit: float) -> float:
    """Draw one area's bar, the same width for each standard, its median beside it, and give the y below it."""
    x = LEFT
    for level, count, (fill, look) in zip(LEVELS, area.counts, FILLS, strict=True):
        if count * unit >= LEVEL_FITS:
            sheet.text(x + count * unit / 2, y + STACK + 13, f"level {level}", size=SMALL, colour=QUIET, align="center")
        x = _segment(sheet, x, y, count, width=count * unit, fill=fill, look=look)
    x = _segment(sheet, x, y, area.not_assessed, width=area.not_assessed * unit, fill=PAPER, look=EMPTY)
    sheet.text(x + 8, y + STACK / 2 + 4.7, area.median_text, size=BODY, bold=True)
    return y + STACK + LINE


def _segment(sheet: Sheet, x: float, y: float, count: int, *, width: float, fill: str, look: Look) -> float:
    if not count:
        return x
    sheet.box(x, y, width, STACK, fill=fill, edge=QUIET if look.dashed else INK, look=look)
    words, middle = str(count), x + width / 2
    half = min(5.5 + 3.5 * len(words), width / 2 - 1)
    sheet.box(middle - half, y + 6, 2 * half, STACK - 12, fill=PAPER, edge=PAPER)
    sheet.text(middle, y + STACK / 2 + 4.7, words, size=BODY, bold=True, align="center")
    return x + width
