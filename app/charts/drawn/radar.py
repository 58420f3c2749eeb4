"""Lays out levels and targets around a circle; the lines differ by style and marks, a gap is left where none is."""

from collections.abc import Callable
from itertools import pairwise

from app.charts.drawn.page import BLUE, LEFT, SMALL, SMALL_LINE, WIDTH, diamond, heading, paragraph, ring, square
from app.charts.model import LEVELS
from app.charts.radar import FEWEST, LevelRadar
from app.charts.sheet import INK, PAPER, QUIET, RULE, Point, Sheet

RADIUS = 128.0
RIM = 16.0  # from the outer ring to a spoke's number


def level_radar(sheet: Sheet, chart: LevelRadar) -> float:
    """Draw two lines around a circle, and name the spokes below; give the y below."""
    y = _key(sheet, heading(sheet, chart.title, chart.partner)) + 8
    spokes = len(chart.bars)
    if spokes >= FEWEST:
        centre = (WIDTH / 2, y + RIM + RADIUS)
        _web(sheet, centre, [number for number, _ in chart.spokes])
        _line(sheet, _points(centre, [bar.level for bar in chart.bars]), square, colour=BLUE, width=2.5)
        _line(sheet, _points(centre, [bar.target for bar in chart.bars]), _small_diamond, dashed=True)
        _numerals(sheet, centre)
        y = centre[1] + RADIUS + RIM + 10
    for (number, title), bar in zip(chart.spokes, chart.bars, strict=True):
        at = f"level {bar.level}" if bar.level else "not assessed"
        aim = f", target {bar.target}" if bar.target else ""
        y = paragraph(sheet, y + 1, f"{number}. {title}: {at}{aim}", size=SMALL)
    return y + 4


def _key(sheet: Sheet, y: float) -> float:
    middle = y + 8
    sheet.line((LEFT, middle), (LEFT + 32, middle), colour=BLUE, width=2.5)
    square(sheet, LEFT + 16, middle, 4.5)
    sheet.text(LEFT + 39, middle + 4.5, "Agreed level", size=SMALL)
    sheet.line((LEFT + 132, middle), (LEFT + 164, middle), width=1.8, dashed=True)
    _small_diamond(sheet, LEFT + 148, middle)
    sheet.text(LEFT + 171, middle + 4.5, "Target", size=SMALL)
    return y + SMALL_LINE + 2


def _web(sheet: Sheet, centre: Point, numbers: list[str]) -> None:
    spokes = len(numbers)
    for level in reversed(LEVELS):
        sheet.shape(ring(centre, RADIUS * level / LEVELS[-1], spokes), fill=PAPER, edge=RULE)
    for number, (x, y) in zip(numbers, ring(centre, RADIUS + RIM, spokes), strict=True):
        sheet.text(x, y + 4.5, number, size=SMALL, bold=True, align="center")
    for end in ring(centre, RADIUS, spokes):
        sheet.line(centre, end, colour=RULE)


def _numerals(sheet: Sheet, centre: Point) -> None:
    """Write the levels beside the first spoke, over the lines."""
    for level in LEVELS:
        x, y = centre[0] + 11, centre[1] - RADIUS * level / LEVELS[-1] + 15
        sheet.box(x - 4.5, y - 10, 9, 11, fill=PAPER, edge=PAPER)
        sheet.text(x, y, str(level), size=SMALL, colour=QUIET, align="center")


def _points(centre: Point, levels: list[int | None]) -> list[Point | None]:
    """Where each spoke's level lies; None where there is none."""
    return [
        None if level is None else ring(centre, RADIUS * level / LEVELS[-1], len(levels))[place]
        for place, level in enumerate(levels)
    ]


def _line(
    sheet: Sheet,
    points: list[Point | None],
    mark: Callable[[Sheet, float, float], None],
    *,
    colour: str = INK,
    width: float = 1.8,
    dashed: bool = False,
) -> None:
    for start, end in pairwise([*points, points[0]]):
        if start and end:
            sheet.line(start, end, colour=colour, width=width, dashed=dashed)
    for point in points:
        if point:
            mark(sheet, *point)


def _small_diamond(sheet: Sheet, x: float, y: float) -> None:
    diamond(sheet, x, y, 5.5)
