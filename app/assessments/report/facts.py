"""What a report says besides the result: whose it is, whether it is signed, and how its pictures are drawn."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.assessments.agreement import Spread
from app.assessments.result import AreaResult, Result, StandardResult
from app.assessments.result.told import told
from app.charts.bars import LevelBars
from app.charts.dots import DotRow, DotVote, ScoreDots
from app.charts.model import Chart
from app.charts.over_time import ThenNowTarget
from app.instruments.document import Instrument

ROWS_OF_A_PICTURE = 4  # votes in one picture of dots: more would not fit a page below the words on its area


@dataclass(frozen=True, slots=True)
class Meeting:
    """The workshop as its minutes recorded it; texts may be empty."""

    held_on: dt.date
    place: str
    present: tuple[str, ...]
    apologies: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Whose result it is and how far it is signed: `version` 0 is not signed. `day` is the day it speaks of."""

    partner: str
    partnership: str
    lead: str
    illustrative: bool
    day: dt.date
    instrument: Instrument
    version: int = 0
    signed_name: str = ""
    reason: str = ""  # why the version before this one was reopened
    over_time: ThenNowTarget | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Pictures:
    """How charts become SVG: `upright` as on pages, `flat` for half a sheet of paper."""

    upright: Callable[[Chart], bytes]
    flat: Callable[[LevelBars], bytes]


def name_of(standard: StandardResult) -> str:
    """A standard as headings name it: "2. Strategies, plans and priorities"."""
    return f"{standard.number}. {standard.title}"


def dots_of(area: AreaResult, result: Result) -> tuple[ScoreDots, ...]:
    """The scores of an area's standards as far as they may be told, in pictures that fit a page each."""
    pictures: list[list[DotRow]] = []
    votes = ROWS_OF_A_PICTURE
    for row in [_dot_row(standard) for standard in area.standards]:
        if not row.votes:
            continue
        if votes + len(row.votes) > ROWS_OF_A_PICTURE:
            pictures.append([])
            votes = 0
        pictures[-1].append(row)
        votes += len(row.votes)
    return tuple(ScoreDots(f"{area.title}: individual scores", tuple(rows), result.partner) for rows in pictures)


def _dot_row(standard: StandardResult) -> DotRow:
    votes = told(standard)
    return DotRow(name_of(standard), _vote(votes.first), standard.level, _vote(votes.second))


def _vote(spread: Spread | None) -> DotVote | None:
    if spread is None:
        return None
    word = str(spread.word) if spread.word else ""
    return DotVote(spread.counts, spread.median, spread.lower_quartile, spread.upper_quartile, word)
