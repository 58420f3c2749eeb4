"""Lays out scores as dots stacked at their levels, with the middle half, the median and the agreed level below."""

from math import ceil

from app.charts.dots import NOT_SHOWN, DotRow, DotVote, ScoreDots
from app.charts.drawn.page import (
    BLUE,
    BODY,
    LEFT,
    SMALL,
    beside,
    column,
    columns,
    heading,
    numerals,
    paragraph,
    square,
)
from app.charts.model import LEVELS, level_text
from app.charts.sheet import PAPER, QUIET, Point, Sheet

DOT = 4.5  # radius
PITCH = 10.5  # from dot to dot
ABREAST = 4  # dots that stand side by side at one level
TALLEST = 6  # rows of dots before they stand side by side
BAND = 20.0  # height of its upper part
LANE = 36.0  # height of the strip that holds quartiles, median and agreed level


def score_dots(sheet: Sheet, chart: ScoreDots) -> float:
    """Draw each standard's dots above its quartiles; give the y below."""
    y = _key(sheet, heading(sheet, chart.title, chart.partner))
    for row in chart.rows:
        y = paragraph(sheet, y + 14, row.label, bold=True) + 2
        y = _votes(sheet, y, row)
    return y + 6


def _key(sheet: Sheet, y: float) -> float:
    middle = y + 8
    sheet.dots([(LEFT + 6, middle)], DOT, fill=BLUE)
    sheet.text(LEFT + 16, middle + 4.5, "Score", size=SMALL)
    sheet.box(LEFT + 84, middle - 5, 24, 10, fill=PAPER, edge=QUIET)
    sheet.text(LEFT + 115, middle + 4.5, "Middle half of the scores", size=SMALL)
    middle += 20
    sheet.line((LEFT + 6, middle - 8), (LEFT + 6, middle + 8), width=3.5)
    sheet.text(LEFT + 16, middle + 4.5, "Median", size=SMALL)
    square(sheet, LEFT + 96, middle)
    sheet.text(LEFT + 115, middle + 4.5, "Agreed level", size=SMALL)
    return y + 38


def _votes(sheet: Sheet, y: float, row: DotRow) -> float:
    if not row.votes:
        y = _lane(sheet, y, None, row.agreed)
        sheet.text(LEFT, y + SMALL, NOT_SHOWN, size=SMALL)
        beside(sheet, y - BAND, [(f"agreed {row.agreed}" if row.agreed else "not assessed", True)])
        return y + BAND
    for name, vote in row.votes:
        if len(row.votes) > 1:
            sheet.text(LEFT, y + BODY, name, size=SMALL, colour=QUIET)
            y += 18
        top = y
        last = vote is row.votes[-1][1]
        y = _dots(sheet, y, vote)
        y = numerals(sheet, _lane(sheet, y, vote, row.agreed if last else None))
        said = [(vote.word, True)] if vote.word else []
        agreed = f"agreed {row.agreed}" if row.agreed else "not assessed"
        scores = f"{vote.scores} scores"
        lines = [
            *said,
            (scores, False),
            (f"median {level_text(vote.median)}", False),
            *([(agreed, True)] if last else []),
        ]
        y = max(y, beside(sheet, top, lines)) + 2
    return y


def _dots(sheet: Sheet, y: float, vote: DotVote) -> float:
    """Stack the dots of one vote upwards and give the y of the strip below them."""
    most = max(vote.counts)
    abreast = min(ABREAST, ceil(most / TALLEST))
    tall = ceil(most / abreast)
    centres: list[Point] = []
    base = y + max(tall * PITCH, 26.0)
    for level, count in zip(LEVELS, vote.counts, strict=True):
        for place in range(count):
            line, at = divmod(place, abreast)
            in_line = min(abreast, count - line * abreast)
            x = column(level) + (at - (in_line - 1) / 2) * PITCH
            centres.append((x, base - (line + 0.5) * PITCH - 1))
    sheet.dots(centres, DOT, fill=BLUE)
    return base


def _lane(sheet: Sheet, y: float, vote: DotVote | None, agreed: int | None) -> float:
    height = LANE if agreed and vote else BAND
    columns(sheet, y, height)
    middle = y + BAND / 2
    if vote:
        left, right = column(float(vote.lower)), column(float(vote.upper))
        spare = max(0.0, 16 - (right - left)) / 2  # equal quartiles still show as a box
        sheet.box(left - spare, middle - 5, right - left + 2 * spare, 10, fill=PAPER, edge=QUIET)
        at = column(float(vote.median))
        sheet.line((at, middle - 8), (at, middle + 8), width=3.5)
    if agreed:
        square(sheet, column(agreed), y + height - 8.5, 5.5)
    return y + height
