"""What is played so far in a rehearsal: one frozen document, kept as JSON. How it moves on: steps.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from app.assessments.errors import RoundError
from app.assessments.models import Naming
from app.assessments.rehearsing.sample import Levels, sample_scores
from app.instruments.document import Instrument


class UnreadablePlayError(RoundError):
    """What was kept of a rehearsal cannot be read any more."""


class Stage(StrEnum):
    """Where the rehearsal stands; the words are those of a round's states."""

    WORKSHOP = "workshop"
    WITH_DIRECTOR = "with_director"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something was done, and by whom."""

    at: dt.datetime
    who: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something for the minutes: `what` is "sent", "returned" or "signed"; `key` names the standard if one."""

    what: str
    stamp: Stamp
    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is agreed on a standard; `version` counts its savings from 1."""

    level: int | None
    target: int | None
    target_by: dt.date | None
    priority: bool
    reason: str
    version: int
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Described:
    """What is described of an area."""

    challenges: str
    capacity: str
    version: int
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class PlayedDissent:
    """A dissent; `asked` is the sample person who may put a name to it, empty for nobody."""

    ref: str
    text: str
    naming: Naming
    asked: str


@dataclass(frozen=True, slots=True)
class PlayedStandard:
    """One standard: who says what, alone and again (None: no second vote), and what is put down.

    `vote_open`: the sample people have voted, and it is not shown yet. `returned` is the director's open comment.
    """

    key: str
    first: Levels
    second: Levels | None = None
    vote_open: bool = False
    agreed: Recorded | None = None
    dissents: tuple[PlayedDissent, ...] = ()
    returned: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """The whole rehearsal; `shown_at` None: the scores are not shown yet."""

    standards: tuple[PlayedStandard, ...]
    areas: tuple[tuple[str, Described | None], ...]
    shown_at: dt.datetime | None = None
    stage: Stage = Stage.WORKSHOP
    events: tuple[Event, ...] = ()

    @property
    def shown(self) -> bool:
        """Say whether the scores are shown."""
        return self.shown_at is not None

    @property
    def was_returned(self) -> bool:
        """Say whether the sample director has returned the result."""
        return any(event.what == "returned" for event in self.events)

    def standard(self, key: str) -> PlayedStandard:
        """Give one standard. Raises KeyError."""
        return {each.key: each for each in self.standards}[key]

    def area(self, key: str) -> Described | None:
        """Give what is described of an area. Raises KeyError."""
        return dict(self.areas)[key]


def new_play(instrument: Instrument) -> Play:
    """Begin: everybody has scored alone, and nothing is shown yet."""
    return Play(
        standards=tuple(
            PlayedStandard(standard.key, sample_scores(place)) for place, standard in enumerate(instrument.standards)
        ),
        areas=tuple((area.key, None) for area in instrument.areas),
    )


_DOCUMENT = TypeAdapter(Play)


def play_content(play: Play) -> dict[str, Any]:
    """Give the rehearsal as JSON."""
    content: dict[str, Any] = _DOCUMENT.dump_python(play, mode="json")
    return content


def play_from(content: Mapping[str, Any]) -> Play:
    """Read what was kept: the same value. Raises UnreadablePlayError if it is none, as after an upgrade."""
    try:
        return _DOCUMENT.validate_python(content)
    except ValueError as error:
        raise UnreadablePlayError("What was kept of this rehearsal cannot be read any more. Start it again.") from error
