"""Lays out changes in levels: dots of engagements above a strip with the interval of their mean."""

from collections import Counter
from fractions import Fraction
from math import ceil, floor

from app.charts.changes import ChangeRow, LevelChanges, change_text
from app.charts.drawn.page import (
    BLUE,
    COLUMNS,
    LEFT,
    PALE,
    SMALL,
    SMALL_LINE,
    beside,
    heading,
    paragraph,
)
from app.charts.model import counted
from app.charts.sheet import INK, PAPER, QUIET, RULE, Point, Sheet

NOTHING = "–"
STEP = Fraction(1, 4)  # of a level: dots of changes that are no whole levels stand at the nearest
FEW = 12  # dots in one place that still are large ones
LARGE, SMALLER = 9.0, 5.0  # from dot to dot
LANE = 20.0


class _Scale:
    """Whole changes as columns: all that were found, and from -1 to 2 at least."""

    def __init__(self, chart: LevelChanges) -> None:
        found = [change for row in chart.lines for change in row.changes]
        self.lowest = min([-1, *(floor(change) for change in found)])
        self.highest = max([2, *(ceil(change) for change in found)])
        self.width = COLUMNS / (self.highest - self.lowest + 1)

    def x(self, change: Fraction) -> float:
        return LEFT + (float(change) - self.lowest + 0.5) * self.width


def level_changes(sheet: Sheet, chart: LevelChanges) -> float:
    """Draw the dots of each row above its interval; give the y below."""
    scale = _Scale(chart)
    y = _key(sheet, heading(sheet, chart.title, chart.group))
    for row in chart.lines:
        y = paragraph(sheet, y + 12, row.label, bold=True)
        y = paragraph(sheet, y, ", ".join(each for each in row.beside if each != NOTHING), size=SMALL, colour=QUIET) + 2
        y = _figures(sheet, y, row, scale) if row.mean is not None else _words(sheet, y, row)
    return y + 6


def _key(sheet: Sheet, y: float) -> float:
    sheet.dots([(LEFT + 6, y + 8)], LARGE * 0.43, fill=BLUE)
    sheet.text(LEFT + 20, y + 12.5, "Engagement, by levels moved", size=SMALL)
    y += SMALL_LINE + 4
    sheet.box(LEFT, y + 3, 30, 10, fill=PAPER, edge=QUIET)
    sheet.line((LEFT + 15, y), (LEFT + 15, y + 16), width=3.5)
    sheet.text(LEFT + 38, y + 12.5, "Mean, within its interval of nine in ten", size=SMALL)
    return y + SMALL_LINE + 4


def _words(sheet: Sheet, y: float, row: ChangeRow) -> float:
    return paragraph(sheet, y, row.why_none, size=SMALL) + 4


def _figures(sheet: Sheet, y: float, row: ChangeRow, scale: _Scale) -> float:
    top, y = y, _dots(sheet, y, row, scale)
    sheet.box(LEFT, y, COLUMNS, LANE, fill=PALE, edge=RULE)
    for place in range(1, scale.highest - scale.lowest + 1):
        at = LEFT + place * scale.width
        sheet.line((at, y), (at, y + LANE), colour=RULE)
    middle = y + LANE / 2
    if row.low is not None and row.high is not None and row.mean is not None:
        left, right = scale.x(row.low), scale.x(row.high)
        spare = max(0.0, 12 - (right - left)) / 2  # an interval of one point still shows as a box
        sheet.box(left - spare, middle - 5, right - left + 2 * spare, 10, fill=PAPER, edge=QUIET)
        at = scale.x(row.mean)
        sheet.line((at, middle - 8), (at, middle + 8), colour=INK, width=3.5)
    y += LANE
    for whole in range(scale.lowest, scale.highest + 1):
        words = f"{whole:+d}" if whole else "0"
        sheet.text(scale.x(Fraction(whole)), y + SMALL + 1, words, size=SMALL, colour=QUIET, align="center")
    lines = [
        (f"mean {change_text(row.mean)}", True),
        (row.interval, False),
        (counted(row.engagements, "dot", "dots"), False),
    ]
    return max(y + 17, beside(sheet, top, lines))


def _dots(sheet: Sheet, y: float, row: ChangeRow, scale: _Scale) -> float:
    """Stack the dots upwards, in as many columns as their place has room for; give the y of the strip below them."""
    whole = all(change.denominator == 1 for change in row.changes)
    places = Counter(change if whole else round(change / STEP) * STEP for change in row.changes)
    most = max(places.values())
    pitch = LARGE if most <= FEW else SMALLER
    room = scale.width - 4 if whole else scale.width * float(STEP)
    abreast = max(1, min(int(room / pitch), ceil(most / 3)))
    base = y + max(ceil(most / abreast) * pitch, 3 * SMALL_LINE - LANE) + 2
    centres: list[Point] = []
    for change, count in sorted(places.items()):
        for place in range(count):
            line, at = divmod(place, abreast)
            in_line = min(abreast, count - line * abreast)
            x = scale.x(change) + (at - (in_line - 1) / 2) * pitch
            centres.append((x, base - (line + 0.5) * pitch - 1))
    sheet.dots(centres, pitch * 0.43, fill=BLUE)
    return base
