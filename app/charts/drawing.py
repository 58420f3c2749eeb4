"""Lays charts out on a sheet and gives SVG bytes. Import it only where something is drawn: it brings matplotlib.

One column, each label above its bar: 389 points wide, so that it stays legible in a 320-pixel window. Nothing is told
by colour alone: levels and counts are written, patterns and outlines differ, a target is another shape.
"""

from textwrap import wrap

from app.charts.area_levels import AreaCounts, AreaLevels
from app.charts.bars import NOT_ASSESSED, LevelBar, LevelBars
from app.charts.model import LEVELS, Chart
from app.charts.sheet import INK, PAPER, QUIET, RULE, Look, Sheet

WIDTH = 389.0  # points: 5.4 inches
LEFT = 2.0
TITLE, BODY, SMALL = 15.0, 13.0, 12.0  # sizes of text in points
LINE = 17.0  # from one line of body text to the next
FIT = {TITLE: 44, BODY: 52}  # characters that fit the width in any reader's sans serif
STEP = 62.0  # width of one level
BAR = 17.0
STACK = 30.0
BLUE, PALE = "#1d70b8", "#f3f2f1"
STACK_WIDTH = 290.0  # of the area with the most standards
LEVEL_FITS = 42.0  # a segment this wide has room for "level 3" below it
FILLS = (  # levels 1 to 5, light to dark, each with a pattern of its own
    (PAPER, Look()),
    ("#d2e2f1", Look(hatch="//", hatch_colour=BLUE)),
    ("#8eb8dc", Look()),
    ("#3c83c2", Look(hatch="\\\\", hatch_colour=PAPER)),
    ("#0f3a61", Look()),
)
EMPTY = Look(dashed=True)


def draw(chart: Chart) -> bytes:
    """Draw a chart as SVG. Equal charts give equal bytes. Raises TypeError for a kind that has no drawing."""
    sheet = Sheet(WIDTH)
    match chart:
        case LevelBars():
            end = _level_bars(sheet, chart)
        case AreaLevels():
            end = _area_levels(sheet, chart)
        case _:
            raise TypeError(f"there is no drawing for {type(chart).__name__}")
    return sheet.svg(chart.alt, end)


def _paragraph(
    sheet: Sheet, y: float, words: str, *, size: float = BODY, colour: str = INK, bold: bool = False
) -> float:
    """Write wrapped lines from y down and give the y below them."""
    for line in wrap(words, FIT[size]) or [""]:
        sheet.text(LEFT, y + size, line, size=size, colour=colour, bold=bold)
        y += LINE * size / BODY
    return y


def _heading(sheet: Sheet, title: str, partner: str) -> float:
    y = _paragraph(sheet, 2, title, size=TITLE, bold=True)
    return _paragraph(sheet, y + 1, partner, colour=QUIET) + 8


def _level_bars(sheet: Sheet, chart: LevelBars) -> float:
    y = _bars_key(sheet, _heading(sheet, chart.title, chart.partner))
    for area, bars in chart.areas:
        y = _paragraph(sheet, y + 18, area, bold=True)
        y = _scale(sheet, y)
        for bar in bars:
            y = _level_bar(sheet, y, bar)
    return y + 4


def _bars_key(sheet: Sheet, y: float) -> float:
    middle = y + 8
    sheet.box(LEFT, middle - 6, 26, 12, fill=BLUE)
    sheet.text(LEFT + 33, middle + 4.5, "Agreed level", size=SMALL)
    sheet.line((LEFT + 122, middle), (LEFT + 142, middle), width=1.5)
    _diamond(sheet, LEFT + 148, middle)
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
    y = _paragraph(sheet, y + 3, bar.label) + 3
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
    _diamond(sheet, x, middle)
    beside = LEFT + max(level, target) * STEP + 12
    sheet.text(beside, middle + 4.5, f"target {target}", size=SMALL)


def _diamond(sheet: Sheet, x: float, y: float) -> None:
    half = 7.5
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    sheet.shape(corners, fill=INK, edge=PAPER, width=1.5)


def _area_levels(sheet: Sheet, chart: AreaLevels) -> float:
    y = _levels_key(sheet, _heading(sheet, chart.title, chart.partner), chart)
    most = max((area.assessed + area.not_assessed for area in chart.areas), default=0)
    for area in chart.areas:
        y = _paragraph(sheet, y + 14, area.area, bold=True) + 3
        y = _stack(sheet, y, area, STACK_WIDTH / max(most, 1))
    return y + 6


def _levels_key(sheet: Sheet, y: float, chart: AreaLevels) -> float:
    sheet.text(LEFT, y + 12, "Level", size=SMALL)
    for level, (fill, look) in zip(LEVELS, FILLS, strict=True):
        x = LEFT + 38 + (level - 1) * 44
        sheet.box(x, y, 24, 15, fill=fill, look=look)
        sheet.text(x + 29, y + 12, str(level), size=SMALL)
    if any(area.not_assessed for area in chart.areas):
        sheet.box(LEFT + 266, y, 24, 15, fill=PAPER, edge=QUIET, look=EMPTY)
        sheet.text(LEFT + 295, y + 12, NOT_ASSESSED, size=SMALL)
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
