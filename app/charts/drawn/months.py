"""The months of a wide sheet: where a day stands, grid, today's line, marks and their key. A plan on it: timeline."""

import datetime as dt
from dataclasses import dataclass

from app.charts.drawn.page import BLUE, PALE, circle
from app.charts.sheet import INK, PAPER, QUIET, RULE, Sheet
from app.charts.timeline import Timeline

WIDE, WIDER = 720.0, 900.0  # points; an A4 page lies 785 wide between its margins, so text keeps its size on paper
MOST_ROWS = 38  # goals and milestones; where there are more, the sheet is wider and they share lanes
MARGIN = 6.0
HEAD = 13.0
SMALL = 9.0
HALF = 4.6  # half of a mark
NARROWEST = 26.0  # points that a month's name takes


@dataclass(frozen=True, slots=True)
class Months:
    """The scale from x `left` to `end`: `first` begins its first month, `after` the month after its last."""

    first: dt.date
    after: dt.date
    left: float
    end: float

    @property
    def starts(self) -> tuple[dt.date, ...]:
        """The first day of each month."""
        found, day = [], self.first
        while day < self.after:
            found.append(day)
            day = next_month(day)
        return tuple(found)

    def x(self, day: dt.date) -> float:
        """Where a day begins."""
        return self.left + (self.end - self.left) * (day - self.first).days / (self.after - self.first).days

    def noon(self, day: dt.date) -> float:
        """The middle of a day, where its mark stands."""
        return (self.x(day) + self.x(day + dt.timedelta(1))) / 2


def has_rows(chart: Timeline) -> bool:
    """Say whether each milestone can have a row of its own."""
    return len(chart.milestones) + len(chart.goals) <= MOST_ROWS


def width(chart: Timeline) -> float:
    """How wide the sheet is, in points."""
    return WIDE if has_rows(chart) else WIDER


def months_of(chart: Timeline, left: float) -> Months:
    """Give the whole months in which the chart lies."""
    first, last = chart.span
    return Months(first.replace(day=1), next_month(last), left, width(chart) - MARGIN)


def next_month(day: dt.date) -> dt.date:
    """The first day of the month after."""
    return (day.replace(day=1) + dt.timedelta(32)).replace(day=1)


def head(sheet: Sheet, chart: Timeline) -> float:
    """Write what the picture is and whose, and the key of marks; give the y below."""
    sheet.text(2, 15, chart.title, size=HEAD, bold=True)
    sheet.text(2, 30, chart.partner, size=SMALL + 1, colour=QUIET)
    x, y = width(chart) - (255 if chart.approved else 120), 12.0
    keyed = (
        [("Baseline", baseline), ("Forecast", forecast), ("Done", done)] if chart.approved else [("Planned", baseline)]
    )
    for words, mark in keyed:
        mark(sheet, x, y)
        sheet.text(x + 9, y + 3.2, words, size=SMALL)
        x += 66
    if chart.shows_today:
        sheet.line((x, y - 6), (x, y + 6), width=2.4)
        sheet.text(x + 6, y + 3.2, "Today", size=SMALL)
    return 38.0


def grid(sheet: Sheet, months: Months, top: float, bottom: float) -> None:
    """Draw a line at each month's beginning, from `top`, where the names stand, to `bottom`."""
    step = max(1, round(NARROWEST / ((months.end - months.left) / len(months.starts)) + 0.49))
    for place, day in enumerate(months.starts):
        x = months.x(day)
        if place % step == 0:
            sheet.line((x, top), (x, bottom), colour=RULE, width=0.7)
            named = f"{day:%b} {day.year}" if place == 0 or day.month <= step else f"{day:%b}"
            sheet.text(x + 2.5, top + 9, named if step > 1 else f"{day:%b}", size=SMALL, colour=QUIET)
            if step == 1 and (place == 0 or day.month == 1):
                sheet.text(x + 2.5, top + 20, str(day.year), size=SMALL, colour=QUIET)
    sheet.line((months.end, top), (months.end, bottom), colour=RULE, width=0.7)


def today(sheet: Sheet, months: Months, chart: Timeline, top: float, bottom: float) -> None:
    """Draw today's line, and its day at its foot."""
    if not chart.shows_today:
        return
    x = months.noon(chart.today)
    sheet.line((x, top), (x, bottom), width=2.4)
    words = f"Today, {chart.today.day} {chart.today:%B} {chart.today.year}"
    right = x + 6 + width_of(words) < months.end
    sheet.text(x + 5 if right else x - 5, bottom, words, size=SMALL, bold=True, align="left" if right else "right")


def width_of(words: str, size: float = SMALL) -> float:
    """About how wide a line of text is in any reader's sans serif."""
    return len(words) * size * 0.53


def cut(words: str, room: int) -> str:
    """Put words on one line of `room` characters at most: between two words where that loses little."""
    line = " ".join(words.split())
    if len(line) <= room:
        return line
    kept = line[: room - 1]
    whole = kept.rpartition(" ")[0]
    return f"{(whole if len(whole) > room / 2 else kept).rstrip()}…"


def baseline(sheet: Sheet, x: float, y: float) -> None:
    """The date in the baseline, or as planned: an open diamond."""
    half = HALF + 1.3
    sheet.shape(((x, y - half), (x + half, y), (x, y + half), (x - half, y)), fill=PAPER, edge=INK, width=1.4)


def forecast(sheet: Sheet, x: float, y: float, *, within: bool = False) -> None:
    """The forecast: a filled circle, smaller within a diamond."""
    circle(sheet, (x, y), HALF - (2.2 if within else 0.9), fill=BLUE, edge=BLUE)


def done(sheet: Sheet, x: float, y: float, *, within: bool = False) -> None:
    """The day on which it was done: a filled square, smaller within a diamond."""
    half = HALF - (2.3 if within else 0.7)
    sheet.box(x - half, y - half, 2 * half, 2 * half, fill=INK, edge=INK)


def band(sheet: Sheet, y: float, wide: float, height: float) -> None:
    """A pale band from edge to edge."""
    sheet.box(0, y, wide, height, fill=PALE, edge=PALE)
