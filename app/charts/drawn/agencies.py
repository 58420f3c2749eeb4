"""Lays out the medians of groups as lettered circles, a strip for each standard; equal ones stand below each other."""

from collections import defaultdict
from fractions import Fraction

from app.charts.agencies import HIDDEN, AgencyMedians, AgencyRow
from app.charts.drawn.page import LEFT, SMALL, SMALL_LINE, circle, column, columns, heading, numerals, paragraph
from app.charts.sheet import INK, PAPER, QUIET, Sheet

RADIUS = 9.0
PITCH = 20.0  # from one circle to the one below
LETTER = 12.0


def agency_medians(sheet: Sheet, chart: AgencyMedians) -> float:
    """Draw a strip for each standard with a lettered circle for each group; give the y below."""
    y = heading(sheet, chart.title, chart.partner)
    for letter, name in zip(chart.letters, chart.groups, strict=True):
        _mark(sheet, LEFT + RADIUS + 1, y + RADIUS + 1, letter)
        sheet.text(LEFT + 2 * RADIUS + 9, y + RADIUS + 5.5, name, size=SMALL)
        y += PITCH + 2
    y = numerals(sheet, y + 8)
    for row in chart.rows:
        y = _row(sheet, paragraph(sheet, y + 3, row.label) + 3, row, chart.letters)
    return y + 4


def _row(sheet: Sheet, y: float, row: AgencyRow, letters: tuple[str, ...]) -> float:
    if not row.medians:
        sheet.text(LEFT, y + SMALL - 2, HIDDEN, size=SMALL, colour=QUIET)
        return y + SMALL_LINE + 4
    at: dict[Fraction, list[str]] = defaultdict(list)
    for letter, group in zip(letters, row.medians, strict=True):
        at[group.median].append(letter)
    height = max(map(len, at.values())) * PITCH + 4
    columns(sheet, y, height)
    for median, marks in at.items():
        for place, letter in enumerate(marks):
            _mark(sheet, column(float(median)), y + 2 + (place + 0.5) * PITCH, letter)
    return y + height + 6


def _mark(sheet: Sheet, x: float, y: float, letter: str) -> None:
    circle(sheet, (x, y), RADIUS, fill=PAPER, edge=INK, width=1.6)
    sheet.text(x, y + 4.4, letter, size=LETTER, bold=True, align="center")
