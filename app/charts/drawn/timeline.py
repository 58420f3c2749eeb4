"""Lays a plan out over the months: a row for each milestone, or, where they are many, lanes within each goal's band."""

import datetime as dt
from dataclasses import dataclass
from textwrap import wrap

from app.charts.drawn.months import (
    HALF,
    SMALL,
    Months,
    band,
    baseline,
    cut,
    done,
    forecast,
    grid,
    has_rows,
    head,
    months_of,
    today,
    width,
    width_of,
)
from app.charts.drawn.page import PALE
from app.charts.model import listed
from app.charts.sheet import INK, PAPER, QUIET, Align, Sheet
from app.charts.timeline import LATE, NO_DATE, Due, DueGoal, Timeline

ROW, GOAL_ROW = 12.6, 14.0
ROW_LABELS, LANE_LABELS = 262.0, 178.0  # where the months begin
ROW_TEXT = 55  # characters of a milestone's words before them
NAMES = 24.0  # height of the months' names
FOOT = 13.0  # where today's date stands
LANE, BETWEEN = 10.8, 3.0
SMALLER = 8.5
LANE_TEXTS = (28, 22, 16, 0)  # characters of a milestone's words in a lane: fewer where that is needed to fit the sheet
TALLEST = 510.0  # of all goals, so that the sheet is no taller than a page lies
GAP = HALF + 4


def timeline(sheet: Sheet, chart: Timeline) -> float:
    """Draw the plan; give the y below."""
    top = head(sheet, chart)
    if not chart.milestones:
        sheet.text(2, top + 12, "There are no milestones yet.", size=SMALL + 1)
        return top + 24
    return (_rows if has_rows(chart) else _lanes)(sheet, chart, top)


def _rows(sheet: Sheet, chart: Timeline, top: float) -> float:
    months, start = months_of(chart, ROW_LABELS), top + NAMES
    bottom = start + GOAL_ROW * len(chart.goals) + ROW * len(chart.milestones)
    grid(sheet, months, top, bottom)
    today(sheet, months, chart, start, bottom + FOOT - 2)
    y = start
    for goal in chart.goals:
        band(sheet, y, width(chart), GOAL_ROW)
        y += GOAL_ROW + ROW * len(goal.milestones)
    y = start
    for goal in chart.goals:
        sheet.text(4, y + 10.2, cut(goal.label, 128), size=SMALL + 0.5, bold=True)
        y += GOAL_ROW
        for each in goal.milestones:
            sheet.text(10, y + 9.3, _row_label(each), size=SMALL)
            _mark(sheet, months, each, y + ROW / 2)
            _beside(sheet, months, each, y + ROW / 2, _said(each, approved=chart.approved))
            y += ROW
    return bottom + FOOT + 4


def _lanes(sheet: Sheet, chart: Timeline, top: float) -> float:
    months, start = months_of(chart, LANE_LABELS), top + NAMES
    bands, room = _bands(months, chart)
    bottom, y = start + sum(band.height for band in bands), start
    for place, each in enumerate(bands):
        if place % 2 == 0:
            band(sheet, y, width(chart), each.height)
        y += each.height
    grid(sheet, months, top, bottom)
    today(sheet, months, chart, start, bottom + FOOT - 2)
    y = start
    for place, each in enumerate(bands):
        _band(sheet, months, y, each, room, PAPER if place % 2 else PALE)
        y += each.height
    return bottom + FOOT + 4


@dataclass(frozen=True, slots=True)
class _Band:
    """A goal's lines of words, and its milestones in lanes."""

    title: list[str]
    lanes: list[list[Due]]

    @property
    def height(self) -> float:
        return max(len(self.lanes), len(self.title)) * LANE + BETWEEN


def _bands(months: Months, chart: Timeline) -> tuple[list[_Band], int]:
    """Put every goal's milestones into lanes, with as many characters of their words as keep them on one sheet."""
    for room in LANE_TEXTS:
        bands = [
            _Band(wrap(goal.label, 36, max_lines=3, placeholder="…") or [""], _packed(months, goal, room))
            for goal in chart.goals
        ]
        if sum(each.height for each in bands) <= TALLEST:
            break
    return bands, room


def _band(sheet: Sheet, months: Months, y: float, goal: _Band, room: int, ground: str) -> None:
    for line, words in enumerate(goal.title):
        sheet.text(4, y + 10.5 + line * LANE, words, size=SMALLER, bold=True)
    for lane, members in enumerate(goal.lanes):
        middle = y + BETWEEN / 2 + (lane + 0.5) * LANE
        for each in members:
            _mark(sheet, months, each, middle)
            _beside(sheet, months, each, middle, _short(each, room), size=SMALLER, on=ground)


def _packed(months: Months, goal: DueGoal, room: int) -> list[list[Due]]:
    """Put milestones into as few lanes as keep them and their words apart, in the order of their dates."""
    lanes, ends = list[list[Due]](), list[float]()
    placed = [(*_extent(months, each, room), each) for each in goal.milestones]
    for low, high, each in sorted(placed, key=lambda found: found[0]):
        lane = next((at for at, end in enumerate(ends) if end <= low), len(lanes))
        if lane == len(lanes):
            lanes.append([])
            ends.append(0)
        lanes[lane].append(each)
        ends[lane] = high + 3
    return lanes


def _extent(months: Months, each: Due, room: int) -> tuple[float, float]:
    low, high = _ends(months, each)
    words = width_of(_short(each, room), SMALLER) + GAP
    side = _side(months, low, high, words)
    return (low - words if side < 0 else low - HALF), (high + words if side > 0 else high + HALF)


def _ends(months: Months, each: Due) -> tuple[float, float]:
    """Where its first and its last mark stand; without a date, the beginning."""
    at = [months.noon(day) for day in (each.planned, each.at) if day]
    return (min(at), max(at)) if at else (months.left, months.left)


def _side(months: Months, low: float, high: float, wide: float) -> int:
    """On which side of the marks words have room: 1 right, -1 left, 0 between them, as there is room nowhere else."""
    if high + wide <= months.end:
        return 1
    return -1 if low - wide >= months.left else 0


def _mark(sheet: Sheet, months: Months, each: Due, y: float) -> None:
    low, high = _ends(months, each)
    if high > low:
        sheet.line((low, y), (high, y), width=1.4, dashed=True)
    if each.planned:
        baseline(sheet, months.noon(each.planned), y)
    if each.done:
        done(sheet, months.noon(each.done), y, within=not each.is_moved)
    elif each.forecast:
        forecast(sheet, months.noon(each.forecast), y, within=not each.is_moved)


def _beside(
    sheet: Sheet, months: Months, each: Due, y: float, words: str, *, size: float = SMALL, on: str = PAPER
) -> None:
    """Write words beside the marks, on a ground that keeps lines out of them."""
    low, high = _ends(months, each)
    bold, colour = each.word == LATE, INK if each.at else QUIET
    wide = width_of(words, size)
    side = _side(months, low, high, wide + GAP)
    left = high + GAP if side > 0 else low - GAP - wide if side < 0 else (low + high - wide) / 2
    sheet.box(left, y - size / 2, wide, size, fill=on, edge=on)
    at: dict[int, tuple[float, Align]] = {1: (left, "left"), -1: (left + wide, "right"), 0: (left + wide / 2, "center")}
    x, align = at[side]
    sheet.text(x, y + size * 0.35, words, size=size, bold=bold, colour=colour, align=align)


def _row_label(each: Due) -> str:
    """Its words as far as there is room, and whole what it waits for."""
    after = f" (after {listed(each.waits_for, most=2)})" if each.waits_for else ""
    words = f"{each.number} {each.what}".rstrip("." if after else "")
    return cut(words, max(ROW_TEXT - len(after), 20)) + after


def _said(each: Due, *, approved: bool) -> str:
    """What stands beside the marks of a row: the dates by name, and what should worry."""
    if each.at is None:
        return NO_DATE
    day = _day(each.at)
    said = f"done {day}" if each.done else f"forecast {day}" if each.is_moved else day
    if approved and each.is_moved and each.planned:
        said += f", baseline {_day(each.planned)}"
    return f"{said}, {each.word.lower()}" if each.word in {LATE, "At risk"} else said


def _short(each: Due, room: int) -> str:
    """What stands beside the marks in a lane: its number, its words as far as there is room, and what should worry."""
    worry = f", {each.word.lower()}" if each.word in {LATE, "At risk"} else "" if each.at else f", {NO_DATE}"
    words = cut(f"{each.number} {each.what}", room).rstrip(".") if room else each.number
    return words + worry


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b}"
