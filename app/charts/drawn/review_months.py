"""Lays the months of an engagement out in boxes, three beside each other, with a mark for how each was reviewed."""

from app.charts.drawn.page import LEFT, PALE, SMALL, WIDTH, heading
from app.charts.review_months import Reviewed, ReviewMonth, ReviewMonths
from app.charts.sheet import INK, PAPER, QUIET, Look, Sheet

ACROSS = 3
GAP = 5.0
HIGH = 50.0
HALF = 5.0
MISSING = Look(line=2)
AHEAD = Look(dashed=True)


def review_months(sheet: Sheet, chart: ReviewMonths) -> float:
    """Draw the boxes; give the y below."""
    top = heading(sheet, chart.title, chart.partner)
    wide = (WIDTH - 2 * LEFT - (ACROSS - 1) * GAP) / ACROSS
    for place, each in enumerate(chart.months):
        x = LEFT + place % ACROSS * (wide + GAP)
        _box(sheet, x, top + place // ACROSS * (HIGH + GAP), wide, each)
    return top + -(-len(chart.months) // ACROSS) * (HIGH + GAP) + 4


def _box(sheet: Sheet, x: float, y: float, wide: float, each: ReviewMonth) -> None:
    ahead = each.stands in {Reviewed.AHEAD, Reviewed.NOW}
    look = AHEAD if ahead else MISSING if each.stands is Reviewed.NONE else Look()
    sheet.box(x, y, wide, HIGH, fill=PAPER if each.stands is Reviewed.NONE or ahead else PALE, look=look)
    sheet.text(x + 6, y + 15, f"{each.month:%b %Y}", size=SMALL, bold=not ahead, colour=QUIET if ahead else INK)
    words = f"no. {each.number}" if each.number else ""
    if each.stands is Reviewed.CONFIRMED:
        sheet.box(x + wide - 18, y + 6, 2 * HALF, 2 * HALF, fill=INK)
    elif each.stands is Reviewed.OPEN:
        sheet.box(x + wide - 18, y + 6, 2 * HALF, 2 * HALF, fill=PAPER, look=MISSING)
    elif each.stands is Reviewed.NONE:
        left, top = x + wide - 18, y + 6
        sheet.line((left, top), (left + 2 * HALF, top + 2 * HALF), width=2.2)
        sheet.line((left, top + 2 * HALF), (left + 2 * HALF, top), width=2.2)
    stands = "not confirmed" if each.stands is Reviewed.OPEN else each.stands.value
    colour = QUIET if ahead else INK
    sheet.text(x + 6, y + 30, stands, size=SMALL, colour=colour)
    if words:
        sheet.text(x + 6, y + 44, words, size=SMALL, colour=colour)
