"""What the workshop's screens show, as frozen values, and where they lead: fed by a real round or by a rehearsal.

No query here; what may be seen of scores is decided where the ballots come from (queries/votes.py).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.assessments.agenda import AgendaItem, agenda
from app.assessments.agreement import LEVELS, median, needs_reason
from app.assessments.dots import spread_of
from app.assessments.models import AgreedScore
from app.assessments.queries.agreed import Agreed, AgreedState, DissentRow
from app.assessments.queries.unnamed import UnnamedScores
from app.assessments.queries.votes import NO_BALLOTS, Ballots, Vote
from app.assessments.unfinished import unreasoned
from app.charts.model import level_text
from app.instruments.document import Instrument, Standard

Order = Literal["agenda", "instrument"]
FEW = "Fewer than three people scored it"
NONE = "Nobody could score it"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the screens of one workshop lead. `base` is the address of its list, below which all others lie."""

    base: str
    round_url: str  # ends in a slash
    crumbs: tuple[tuple[str, str], ...]
    order: Order = "agenda"
    illustrative: bool = False
    rehearsal: bool = False
    started: bool = True  # scoring has closed
    rehearse_url: str = ""  # where this is rehearsed before it; empty where it is not

    @property
    def list_url(self) -> str:
        """The list in the order that is being followed."""
        return self.base + self.query

    @property
    def query(self) -> str:
        """What keeps the order from page to page."""
        return "?order=instrument" if self.order == "instrument" else ""

    @property
    def other_order_url(self) -> str:
        """The list in the other order."""
        return self.base + ("" if self.order == "instrument" else "?order=instrument")

    def standard_url(self, key: str) -> str:
        """One standard."""
        return f"{self.base}/standards/{key}{self.query}"

    def standard_live_url(self, key: str, seen: int) -> str:
        """What changed meanwhile on one standard, since the version that was seen."""
        return f"{self.base}/standards/{key}/live{self.query or '?'}{'&' if self.query else ''}seen={seen}"

    def scores_url(self, key: str) -> str:
        """The dots of one standard, anew."""
        return f"{self.base}/standards/{key}/scores"

    def dissent_url(self, key: str) -> str:
        """Recording a dissent on one standard."""
        return f"{self.base}/standards/{key}/dissent{self.query}"

    def remove_dissent_url(self, ref: str) -> str:
        """Taking a dissent back."""
        return f"{self.base}/dissents/{ref}/remove{self.query}"

    def area_url(self, key: str) -> str:
        """One area's challenges and capacity for improvement."""
        return f"{self.base}/areas/{key}{self.query}"

    def file_url(self, ref: str) -> str:
        """The file of an item of evidence."""
        return f"{self.round_url}evidence/{ref}/file"

    def list_live_url(self, seen: str) -> str:
        """What changed meanwhile on the list."""
        return f"{self.base}/live?seen={seen}" + ("&order=instrument" if self.order == "instrument" else "")

    @property
    def minutes_url(self) -> str:
        """The minutes, which write themselves."""
        return f"{self.base}/minutes"

    @property
    def show_url(self) -> str:
        """Showing the scores."""
        return f"{self.base}/show"

    @property
    def send_url(self) -> str:
        """Sending the result to the director."""
        return f"{self.base}/send"

    @property
    def result_url(self) -> str:
        """The result."""
        return f"{self.round_url}result"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One standard in the list. `counts` are of the newest scores that show, empty where `unseen` says why not."""

    key: str
    number: int
    title: str
    counts: tuple[int, ...]
    unseen: str
    median: str
    word: str
    agreed: str  # empty: not agreed yet
    priority: bool
    returned: str  # the director's comment
    dissents: int
    vote: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area in the list."""

    key: str
    title: str
    described: bool


@dataclass(frozen=True, slots=True)
class ListBoard:
    """The list of a workshop whose scores are shown."""

    rows: tuple[BoardRow, ...]
    areas: tuple[AreaRow, ...]
    agreed: int
    left: str  # in plain words; empty when nothing is left
    editable: bool


def list_board(
    instrument: Instrument, state: AgreedState, ballots: Mapping[str, Ballots], *, order: Order, editable: bool
) -> ListBoard:
    """Put the list together, most divided first or in the instrument's order."""
    keys = agenda_of(instrument, ballots) if order == "agenda" else tuple(each.key for each in instrument.standards)
    by_key = {each.key: each for each in instrument.standards}
    return ListBoard(
        rows=tuple(_row(by_key[key], ballots.get(key, NO_BALLOTS), state) for key in keys),
        areas=tuple(AreaRow(area.key, area.title, area.key in state.found) for area in instrument.areas),
        agreed=len(state.agreed),
        left=_left(
            len(by_key) - len(state.agreed),
            len(instrument.areas) - len(state.found),
            len(state.returned),
            len(unreasoned(instrument, state.agreed, ballots)),
        ),
        editable=editable,
    )


def agenda_of(instrument: Instrument, ballots: Mapping[str, Ballots]) -> tuple[str, ...]:
    """Give the standards' keys, most divided first, by the scores given alone: a second vote moves nothing."""
    firsts = ((each, ballots.get(each.key, NO_BALLOTS).first.spread) for each in instrument.standards)
    return _agenda(tuple((each.key, each.number, of.counts if of else ()) for each, of in firsts))


@lru_cache(maxsize=512)
def _agenda(standards: tuple[tuple[str, int, tuple[int, ...]], ...]) -> tuple[str, ...]:
    """Order once what every look at the list asks again: exact fractions take their time."""
    return agenda(AgendaItem(key, number, spread_of(counts) if counts else None) for key, number, counts in standards)


def _row(standard: Standard, ballots: Ballots, state: AgreedState) -> BoardRow:
    newest, agreed = ballots.deciding, state.agreed.get(standard.key)
    spread = newest.spread
    return BoardRow(
        key=standard.key,
        number=standard.number,
        title=standard.title,
        counts=spread.counts if spread else (),
        unseen="" if spread else (FEW if newest.hidden else NONE),
        median=level_text(spread.median) if spread else "",
        word=str(spread.word) if spread and spread.word else "",
        agreed=agreed_words(agreed) if agreed else "",
        priority=bool(agreed and agreed.priority),
        returned=state.returned.get(standard.key, ""),
        dissents=len(state.dissents.get(standard.key, ())),
        vote=vote_words(ballots.vote),
    )


def agreed_words(agreed: Agreed | AgreedScore) -> str:
    """Say what is agreed: "Level 3, target 4"."""
    return "Not assessed" if agreed.level is None else f"Level {agreed.level}, target {agreed.target}"


def vote_words(vote: Vote | None) -> str:
    """Say how a second vote stands; of an open one only how many have voted."""
    if vote is None:
        return ""
    return f"Second vote: {vote.voted} of {vote.asked} voted" if vote.open else "Second vote closed"


def _left(standards: int, areas: int, returned: int, reasons: int) -> str:
    parts = [
        f"{standards} {'standard' if standards == 1 else 'standards'} to agree" if standards else "",
        f"{returned} returned by the director to agree again" if returned else "",
        f"{reasons} to give a reason for" if reasons else "",
        f"{areas} {'area' if areas == 1 else 'areas'} to describe" if areas else "",
    ]
    said = [part for part in parts if part]
    return said[0] if len(said) < 2 and said else ", ".join(said[:-1]) + f" and {said[-1]}" if said else ""


@dataclass(frozen=True, slots=True)
class StandardBoard:
    """One standard on the screen: its place in the order that is followed, its scores, and what is put down."""

    standard: Standard
    total: int
    place: int  # from 1
    previous: Standard | None
    following: Standard | None
    shown: bool
    ballots: Ballots
    stored: AgreedScore | None
    ends_on: dt.date
    returned: str
    dissents: tuple[DissentRow, ...]
    editable: bool

    @property
    def seen_version(self) -> int:
        """The version of the agreed score that this page shows, 0 for none."""
        return self.stored.version if self.stored else 0


def neighbours(instrument: Instrument, keys: tuple[str, ...], key: str) -> tuple[int, Standard | None, Standard | None]:
    """Give the standard's place in the order, from 1, and the standards before and after it."""
    at = keys.index(key)
    before = instrument.standard(keys[at - 1]) if at else None
    after = instrument.standard(keys[at + 1]) if at + 1 < len(keys) else None
    return at + 1, before, after


def reason_hint(deciding: UnnamedScores) -> str:
    """Say beside the field when a reason is needed, and why; of scores that do not show it tells nothing."""
    if not deciding.hidden and not deciding.levels:
        return "Needed: nobody could score it."
    return _reason_hint(deciding.levels)


@lru_cache(maxsize=2048)
def _reason_hint(levels: tuple[int, ...]) -> str:
    if not levels:
        return "Needed where the standard is not assessed."
    free = [str(level) for level in LEVELS if not needs_reason(level, levels)]
    if not free:
        return "Needed: the scores are split."
    middle = level_text(median(levels))
    return f"Needed unless the agreed level is {' or '.join(free)}, less than one from the median of {middle}."
