"""Lays half-days of training out one under the other: an outline for places, filled as far as people were there."""

from app.charts.drawn.page import BLUE, LEFT, PALE, SMALL, WIDTH, heading, paragraph
from app.charts.half_days import HalfDaysTaken, HalfDayTaken
from app.charts.sheet import INK, Look, Sheet

LONGEST = 190.0  # the bar of as many places as any half-day has
BAR = 13.0
AHEAD = Look(dashed=True)


def half_days_taken(sheet: Sheet, chart: HalfDaysTaken) -> float:
    """Draw a bar for each half-day, cohort by cohort; give the y below."""
    y = heading(sheet, chart.title, chart.partner)
    most = max((row.places for row in chart.rows), default=1) or 1
    for group, rows in chart.groups:
        y = paragraph(sheet, y + 6, group, bold=True) + 2
        for row in rows:
            y = _row(sheet, y, row, LONGEST / most)
    return y + 4


def _row(sheet: Sheet, y: float, row: HalfDayTaken, each: float) -> float:
    y = paragraph(sheet, y, row.label, size=SMALL) + 2
    long = max(row.places * each, 2)
    if row.there is None:
        sheet.box(LEFT, y, long, BAR, fill=PALE, look=AHEAD)
    else:
        sheet.box(LEFT, y, long, BAR, fill=PALE)
        if row.there:
            sheet.box(LEFT, y, min(row.there * each, long), BAR, fill=BLUE)
    sheet.text(min(LEFT + long + 6, WIDTH - 130), y + 11, row.text, size=SMALL, colour=INK, bold=row.there is not None)
    return y + BAR + 7
