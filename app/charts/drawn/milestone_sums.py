"""Lays milestones out month by month: sums upwards, the baseline, what is done, and the forecast."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from app.charts.drawn.page import BLUE, LEFT, SMALL, WIDTH, circle, heading, paragraph
from app.charts.milestone_sums import MilestoneSums
from app.charts.sheet import INK, PAPER, QUIET, RULE, Align, Point, Sheet

SCALE = 30.0  # width of the figures on the left
HEIGHT = 150.0
LINES = 5  # of the grid, at most
FROM_LEFT: Align = "left"
RIGHT: Align = "right"
Sums = list[tuple[dt.date, int]]


def milestone_sums(sheet: Sheet, chart: MilestoneSums) -> float:
    """Draw the sums; give the y below."""
    top = _key(sheet, heading(sheet, chart.title, chart.partner)) + 22
    _grid(sheet, chart, top)
    if chart.shows_today:
        x = _x(chart, chart.today)
        sheet.line((x, top - 2), (x, top + HEIGHT), width=2.4)
        sheet.text(min(max(x, SCALE + 14), WIDTH - 20), top - 5, "Today", size=SMALL, align="center")
    baseline, done, forecast = _lines(chart)
    _line(sheet, chart, top, baseline, width=2, colour=QUIET)
    if len(forecast) > 1:
        end = _line(sheet, chart, top, forecast, width=2.2, dashed=True)
        circle(sheet, end, 4, fill=PAPER, edge=INK, width=1.6)
    if len(done) > 1:
        _line(sheet, chart, top, done, width=3.4, colour=BLUE)
    said = f"{chart.done} done of {chart.all}; {chart.due} due by today; {chart.late} late"
    return paragraph(sheet, top + HEIGHT + 20, said, size=SMALL, bold=True) + 4


def _key(sheet: Sheet, y: float) -> float:
    middle = y + 8
    for x, words, colour, width, dashed in (
        (LEFT, "Baseline", QUIET, 2.0, False),
        (LEFT + 112, "Done", BLUE, 3.4, False),
        (LEFT + 200, "and forecast", INK, 2.2, True),
    ):
        sheet.line((x, middle), (x + 26, middle), colour=colour, width=width, dashed=dashed)
        sheet.text(x + 32, middle + 4.5, words, size=SMALL)
    return y + 18


def _lines(chart: MilestoneSums) -> tuple[Sums, Sums, Sums]:
    """The points of baseline, done up to today, and forecast from there."""
    start: Sums = [(chart.months[0].month, 0)] if chart.months else []
    baseline, done, forecast = list(start), list(start), list(start)
    for each, sums in zip(chart.months, chart.sums, strict=True):
        baseline.append((each.after, sums.baseline))
        if each.month <= chart.today:
            done.append((min(each.after, chart.today), sums.done))
            forecast = [done[-1]]
        if each.after > chart.today:
            forecast.append((each.after, sums.forecast))
    return baseline, done, forecast


def _grid(sheet: Sheet, chart: MilestoneSums, top: float) -> None:
    step = -(-max(chart.all, 1) // LINES)
    for figure in range(0, max(chart.all, 1) + 1, step):
        y = _y(chart, top, figure)
        sheet.line((SCALE, y), (WIDTH - LEFT, y), colour=RULE, width=0.6)
        sheet.text(SCALE - 5, y + 4, str(figure), size=SMALL, colour=QUIET, align="right")
    for place, each in enumerate(chart.months):
        x = _x(chart, each.month)
        sheet.line((x, top + HEIGHT), (x, top + HEIGHT + 4), colour=QUIET, width=0.8)
        if place % 3 == 0:
            named = f"{each.month:%b %Y}" if place == 0 or each.month.month <= 3 else f"{each.month:%b}"
            last = place == len(chart.months) - 1  # has no room to its right
            x, align = (WIDTH - LEFT, RIGHT) if last else (x + 1, FROM_LEFT)
            sheet.text(x, top + HEIGHT + 15, named, size=SMALL, colour=QUIET, align=align)


def _line(
    sheet: Sheet,
    chart: MilestoneSums,
    top: float,
    sums: Sequence[tuple[dt.date, int]],
    *,
    width: float,
    colour: str = INK,
    dashed: bool = False,
) -> Point:
    """Draw through the sums and give where it ends."""
    points = [(_x(chart, day), _y(chart, top, number)) for day, number in sums]
    for start, end in pairwise(points):
        sheet.line(start, end, colour=colour, width=width, dashed=dashed)
    return points[-1] if points else (SCALE, top + HEIGHT)


def _x(chart: MilestoneSums, day: dt.date) -> float:
    first, after = chart.months[0].month, chart.months[-1].after
    return SCALE + (WIDTH - LEFT - 5 - SCALE) * (day - first).days / (after - first).days


def _y(chart: MilestoneSums, top: float, number: int) -> float:
    step = -(-max(chart.all, 1) // LINES)
    highest = -(-max(chart.all, 1) // step) * step
    return top + HEIGHT * (1 - number / highest)
