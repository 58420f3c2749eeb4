"""Lays out means at several moments: a strip for each topic, a shape for each moment."""

from fractions import Fraction

from app.charts.drawn.page import (
    LEFT,
    MARK,
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
    square,
)
from app.charts.moments import MomentMeans, MomentRow, mean_text
from app.charts.sheet import INK, PAPER, Sheet

LANE = 14.0  # height of one moment's lane, so that equal means do not hide each other


def moment_means(sheet: Sheet, chart: MomentMeans) -> float:
    """Draw a strip for each row with a mark for each moment; give the y below."""
    y = heading(sheet, chart.title, chart.group)
    for place, name in enumerate(chart.moments):
        _mark(sheet, LEFT + 8, y + 8, place)
        sheet.text(LEFT + 22, y + 12.5, name, size=SMALL)
        y += SMALL_LINE + 3
    y = numerals(sheet, y + 6)
    for row in chart.rows:
        y = _row(sheet, paragraph(sheet, y + 3, row.label) + 3, row)
    return y + 4


def _row(sheet: Sheet, y: float, row: MomentRow) -> float:
    height = LANE * len(row.means) + 6
    columns(sheet, y, height)
    for place, mean in enumerate(row.means):
        if mean is not None:
            _mark(sheet, _x(mean), y + 3 + (place + 0.5) * LANE, place)
    beside(sheet, y + 2, [(mean_text(mean), False) for mean in row.means])
    return y + max(height, len(row.means) * SMALL_LINE) + 6


def _x(mean: Fraction) -> float:
    return column(float(mean))


def _mark(sheet: Sheet, x: float, y: float, place: int) -> None:
    if place == 0:
        circle(sheet, (x, y), MARK - 1, fill=PAPER, edge=INK, width=1.6)
    elif place == 1:
        square(sheet, x, y, MARK - 1)
    else:
        diamond(sheet, x, y, MARK)
