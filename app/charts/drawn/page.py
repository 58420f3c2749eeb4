"""The page that every picture is laid out on: width, sizes of text, colours, headings and shared marks.

One column, each label above its marks: 330 points wide, so that it stays legible in a 320-pixel window. Nothing is told
by colour alone: levels and counts are written, patterns, outlines and shapes differ.
"""

from math import cos, pi, sin
from textwrap import wrap

from app.charts.model import LEVELS
from app.charts.sheet import INK, PAPER, QUIET, RULE, Point, Sheet

WIDTH = 330.0  # points: 4.6 inches
LEFT = 2.0
TITLE, BODY, SMALL = 15.0, 13.0, 12.0  # sizes of text in points
LINE = 17.0  # from one line of body text to the next
SMALL_LINE = 15.0
FIT = {TITLE: 37, BODY: 44, SMALL: 48}  # characters that fit the width in any reader's sans serif
BLUE, PALE = "#1d70b8", "#f3f2f1"
MARK = 6.0  # half the width of a mark
COLUMN = 46.0  # width of one level where levels are columns
COLUMNS = len(LEVELS) * COLUMN


def paragraph(
    sheet: Sheet, y: float, words: str, *, size: float = BODY, colour: str = INK, bold: bool = False
) -> float:
    """Write wrapped lines from y down and give the y below them."""
    for line in wrap(words, FIT[size]) or [""]:
        sheet.text(LEFT, y + size, line, size=size, colour=colour, bold=bold)
        y += LINE * size / BODY
    return y


def heading(sheet: Sheet, title: str, partner: str) -> float:
    """Write what the picture is and whose it is, and give the y below."""
    y = paragraph(sheet, 2, title, size=TITLE, bold=True)
    return paragraph(sheet, y + 1, partner, colour=QUIET) + 8


def diamond(sheet: Sheet, x: float, y: float, half: float = 7.5) -> None:
    """A target."""
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    sheet.shape(corners, fill=INK, edge=PAPER, width=1.5)


def square(sheet: Sheet, x: float, y: float, half: float = MARK) -> None:
    """An agreed level."""
    sheet.box(x - half, y - half, 2 * half, 2 * half, fill=INK, edge=INK)


def circle(sheet: Sheet, centre: Point, radius: float, *, fill: str, edge: str, width: float = 1) -> None:
    """Draw a circle, as a polygon of so many corners that nobody sees them."""
    sheet.shape(ring(centre, radius, 24), fill=fill, edge=edge, width=width)


def ring(centre: Point, radius: float, corners: int) -> list[Point]:
    """The corners of a regular polygon, the first on top, clockwise."""
    turns = [2 * pi * place / corners for place in range(corners)]
    return [(centre[0] + radius * sin(turn), centre[1] - radius * cos(turn)) for turn in turns]


def column(level: float) -> float:
    """The x of a level's middle where levels are columns; halves lie between."""
    return LEFT + (level - 0.5) * COLUMN


def numerals(sheet: Sheet, y: float) -> float:
    """Write 1 to 5 over their columns and give the y below."""
    for level in LEVELS:
        sheet.text(column(level), y + SMALL, str(level), size=SMALL, colour=QUIET, align="center")
    return y + 17


def columns(sheet: Sheet, y: float, height: float) -> None:
    """Draw the strip in which a standard's marks stand: a pale box, a line between each two levels."""
    sheet.box(LEFT, y, COLUMNS, height, fill=PALE, edge=RULE)
    for level in LEVELS[:-1]:
        sheet.line((LEFT + level * COLUMN, y), (LEFT + level * COLUMN, y + height), colour=RULE)


def beside(sheet: Sheet, y: float, lines: list[tuple[str, bool]]) -> float:
    """Write short lines, bold or not, to the right of the columns, and give the y below them."""
    for words, bold in lines:
        sheet.text(LEFT + COLUMNS + 8, y + SMALL, words, size=SMALL, bold=bold)
        y += SMALL_LINE
    return y
