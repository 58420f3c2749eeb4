"""Lays out an own level beside the middle half of others: a strip for each standard, a band, its median, a square."""

from fractions import Fraction

from app.charts.drawn.page import (
    BLUE,
    LEFT,
    SMALL,
    SMALL_LINE,
    beside,
    column,
    columns,
    heading,
    numerals,
    paragraph,
    square,
)
from app.charts.sheet import INK, PAPER, Look, Sheet
from app.charts.spread import HELD_BACK, LevelSpread, SpreadRow, band_text

HEIGHT = 30.0
NARROW = 6.0  # width of a band whose quartiles are one level
BAND = "#d2e2f1"


def level_spread(sheet: Sheet, chart: LevelSpread) -> float:
    """Draw a strip for each standard; give the y below."""
    y = _key(sheet, heading(sheet, chart.title, chart.others), chart.partner)
    y = numerals(sheet, y + 6)
    for row in chart.rows:
        y = _row(sheet, paragraph(sheet, y + 3, row.label) + 3, row)
    return y + 4


def _key(sheet: Sheet, y: float, partner: str) -> float:
    _band(sheet, LEFT, LEFT + 16, y + 2, 12)
    sheet.text(LEFT + 22, y + 12.5, "Middle half", size=SMALL)
    sheet.line((LEFT + 130, y + 1), (LEFT + 130, y + 15), width=3)
    sheet.text(LEFT + 138, y + 12.5, "Median", size=SMALL)
    y += SMALL_LINE + 3
    square(sheet, LEFT + 8, y + 8)
    sheet.text(LEFT + 22, y + 12.5, partner, size=SMALL)
    return y + SMALL_LINE + 3


def _row(sheet: Sheet, y: float, row: SpreadRow) -> float:
    columns(sheet, y, HEIGHT)
    if row.band is not None:
        low, middle, high = (_x(level) for level in row.band)
        spare = max(NARROW - (high - low), 0) / 2
        _band(sheet, low - spare, high + spare, y + 4, HEIGHT - 8)
        sheet.line((middle, y + 1), (middle, y + HEIGHT - 1), colour=INK, width=3)
    if row.own is not None:
        _own(sheet, _x(Fraction(row.own)), y + HEIGHT / 2)
    beside(sheet, y, [(words, False) for words in _words(row)])
    return y + HEIGHT + 6


def _own(sheet: Sheet, x: float, y: float) -> None:
    """A square with a white edge, so that it stands out from a median under it."""
    sheet.box(x - 8, y - 8, 16, 16, fill=PAPER, edge=PAPER)
    square(sheet, x, y)


def _band(sheet: Sheet, left: float, right: float, y: float, height: float) -> None:
    sheet.box(left, y, right - left, height, fill=BAND, edge=BLUE, look=Look(line=1.5))


def _x(level: Fraction) -> float:
    return column(float(level))


def _words(row: SpreadRow) -> list[str]:
    """The row in figures: "own 2", "2.5 to 3.5"."""
    own = "own –" if row.own is None else f"own {row.own}"
    return [own, HELD_BACK.lower() if row.band is None else band_text(row.band)]
