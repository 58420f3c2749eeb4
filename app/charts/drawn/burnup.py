"""Lays days and pounds out one panel under the other: months along, sums upwards, the band of estimate and cap."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from itertools import pairwise

from app.charts.burnup import Amount, BurnUp, days_text, pounds_text
from app.charts.drawn.page import BLUE, LEFT, PALE, SMALL, WIDTH, circle, heading, paragraph
from app.charts.sheet import INK, PAPER, QUIET, RULE, Align, Point, Sheet

SCALE = 52.0  # width of the figures on the left
HEIGHT = 150.0
STEPS = (1, 2, 5)
LINES = 5  # of the grid, at most
NAMES = 62.0  # what the names of estimate and cap take; they move to the other side where today's line would cross them
FROM_LEFT: Align = "left"
RIGHT: Align = "right"


@dataclass(frozen=True, slots=True)
class _Panel:
    """One unit on its scale: `of` reads it off an amount, `top` is its highest figure."""

    words: str
    of: Callable[[Amount], Fraction]
    write: Callable[[Fraction], str]
    say: Callable[[Amount], str]
    step: int
    top: int
    y: float  # where its frame begins

    def at(self, amount: Amount) -> float:
        """The y of an amount."""
        return self.y + HEIGHT * float(1 - max(self.of(amount), Fraction(0)) / self.top)


def burn_up(sheet: Sheet, chart: BurnUp) -> float:
    """Draw both panels; give the y below."""
    y = _key(sheet, heading(sheet, chart.title, chart.partner))
    for words, of, write, say in (
        ("Days", _days, str, lambda amount: days_text(amount.quarters)),
        ("Pounds before VAT", _pounds, lambda figure: f"£{int(figure):,}", lambda amount: pounds_text(amount.value)),
    ):
        y = paragraph(sheet, y + 12, words, bold=True) + 18
        step, top = _scale(max(of(each) for each in (chart.cap, chart.estimate, chart.forecast, chart.used)))
        y = _panel(sheet, chart, _Panel(words, of, write, say, step, top, y))
    return y + 4


def _key(sheet: Sheet, y: float) -> float:
    middle = y + 8
    sheet.line((LEFT, middle), (LEFT + 26, middle), colour=BLUE, width=3)
    sheet.text(LEFT + 32, middle + 4.5, "Used", size=SMALL)
    sheet.line((LEFT + 78, middle), (LEFT + 104, middle), colour=INK, width=1.2, dashed=True)
    sheet.text(LEFT + 110, middle + 4.5, "and booked", size=SMALL)
    sheet.line((LEFT + 190, middle), (LEFT + 216, middle), colour=INK, width=2.2, dashed=True)
    circle(sheet, (LEFT + 216, middle), 4, fill=PAPER, edge=INK, width=1.6)
    sheet.text(LEFT + 225, middle + 4.5, "and planned", size=SMALL)
    return y + 18


def _panel(sheet: Sheet, chart: BurnUp, panel: _Panel) -> float:
    _band(sheet, chart, panel)
    _grid(sheet, chart, panel)
    _today(sheet, chart, panel)
    _lines(sheet, chart, panel)
    y = panel.y + HEIGHT + 18
    said = [f"used {panel.say(chart.used)}", f"forecast {panel.say(chart.forecast)}"]
    y = paragraph(sheet, y, ", ".join(said).capitalize(), size=SMALL, bold=True)
    return paragraph(sheet, y, f"Estimate {panel.say(chart.estimate)}, cap {panel.say(chart.cap)}", size=SMALL)


def _band(sheet: Sheet, chart: BurnUp, panel: _Panel) -> None:
    """Draw the band, and name its ends on the lines themselves."""
    low, high = panel.at(chart.estimate), panel.at(chart.cap)
    sheet.box(SCALE, high, WIDTH - SCALE - LEFT, low - high, fill=PALE, edge=PALE)
    sheet.line((SCALE, low), (WIDTH - LEFT, low), colour=QUIET, width=1.2)
    sheet.line((SCALE, high), (WIDTH - LEFT, high), colour=INK, width=2)


def _grid(sheet: Sheet, chart: BurnUp, panel: _Panel) -> None:
    for figure in range(0, panel.top + 1, panel.step):
        y = panel.y + HEIGHT * float(1 - Fraction(figure, panel.top))
        sheet.line((SCALE, y), (WIDTH - LEFT, y), colour=RULE, width=0.6)
        sheet.text(SCALE - 5, y + 4, panel.write(Fraction(figure)), size=SMALL, colour=QUIET, align="right")
    covered = chart.shows_today and _x(chart, chart.today) < SCALE + NAMES
    x, align = (WIDTH - LEFT - 4, RIGHT) if covered else (SCALE + 4, FROM_LEFT)
    sheet.text(x, panel.at(chart.estimate) - 3, "Estimate", size=SMALL, align=align)
    sheet.text(x, panel.at(chart.cap) + 13, "Cap", size=SMALL, bold=True, align=align)
    for place, each in enumerate(chart.months):
        x = _x(chart, each.month)
        sheet.line((x, panel.y + HEIGHT), (x, panel.y + HEIGHT + 4), colour=QUIET, width=0.8)
        if place % 3 == 0:
            named = f"{each.month:%b %Y}" if place == 0 or each.month.month <= 3 else f"{each.month:%b}"
            last = place == len(chart.months) - 1  # has no room to its right
            x, align = (WIDTH - LEFT, RIGHT) if last else (x + 1, FROM_LEFT)
            sheet.text(x, panel.y + HEIGHT + 15, named, size=SMALL, colour=QUIET, align=align)


def _today(sheet: Sheet, chart: BurnUp, panel: _Panel) -> None:
    if chart.shows_today:
        x = _x(chart, chart.today)
        sheet.line((x, panel.y - 2), (x, panel.y + HEIGHT), width=2.4)
        sheet.text(min(max(x, SCALE + 14), WIDTH - 20), panel.y - 5, "Today", size=SMALL, align="center")


def _lines(sheet: Sheet, chart: BurnUp, panel: _Panel) -> None:
    """Used up to today, solid; from there what is booked and what is planned, dashed."""
    used: list[tuple[dt.date, Amount]] = [(chart.months[0].month, Amount())] if chart.months else []
    booked, forecast = list(used), list(used)
    for each, sums in zip(chart.months, chart.sums, strict=True):
        if each.after <= chart.today:
            used.append((each.after, sums.used))
            booked, forecast = [used[-1]], [used[-1]]
            continue
        if each.month <= chart.today:
            used.append((chart.today, sums.used))
            booked, forecast = [used[-1]], [used[-1]]
        booked.append((each.after, sums.booked))
        forecast.append((each.after, sums.forecast))
    if len(forecast) > 1:
        _line(sheet, chart, panel, booked, width=1.2)
        end = _line(sheet, chart, panel, forecast, width=2.2)
        circle(sheet, end, 4, fill=PAPER, edge=INK, width=1.6)
    if len(used) > 1:
        _line(sheet, chart, panel, used, width=3, colour=BLUE, dashed=False)


def _line(
    sheet: Sheet,
    chart: BurnUp,
    panel: _Panel,
    sums: Sequence[tuple[dt.date, Amount]],
    *,
    width: float,
    colour: str = INK,
    dashed: bool = True,
) -> Point:
    """Draw through the sums and give where it ends."""
    points = [(_x(chart, day), panel.at(amount)) for day, amount in sums]
    for start, end in pairwise(points):
        sheet.line(start, end, colour=colour, width=width, dashed=dashed)
    return points[-1]


def _x(chart: BurnUp, day: dt.date) -> float:
    first, after = chart.months[0].month, chart.months[-1].after
    return SCALE + (WIDTH - LEFT - 5 - SCALE) * (day - first).days / (after - first).days


def _scale(highest: Fraction) -> tuple[int, int]:
    """Give the round step of the grid and the top of the scale, so that the highest figure lies below it."""
    ten = 1
    while True:
        for step in (each * ten for each in STEPS):
            lines = (Decimal(highest.numerator) / highest.denominator / step).to_integral_value(ROUND_CEILING)
            if lines <= LINES:
                return step, max(int(lines), 1) * step
        ten *= 10


def _days(amount: Amount) -> Fraction:
    return Fraction(amount.quarters, 4)


def _pounds(amount: Amount) -> Fraction:
    return Fraction(amount.value)
