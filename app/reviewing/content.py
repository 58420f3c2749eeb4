"""What a review says as one frozen value: facts, what people added, actions. Page and minutes rest on it.

Pure. Whether an action is done later is no part of it: a frozen review never changes.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from app.reviewing.facts import ReviewFacts


@dataclass(frozen=True, slots=True)
class ActionText:
    """An action as it was agreed."""

    ref: str
    what: str
    owner: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who confirmed for a side, by the name of that day."""

    name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Words:
    """What people add to the facts. `impact` is a value of Impact, empty while nobody has rated it."""

    judgement: str = ""
    risks: str = ""
    impact: str = ""
    impact_comment: str = ""
    rescheduling: str = ""
    decisions: tuple[str, ...] = ()
    met_on: dt.date | None = None
    present: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Say what has to be written before either side can confirm."""
        if not self.impact:
            return ("the effect on the lead authority’s own work",)
        lacks = []
        if self.impact != "none" and not self.impact_comment:
            lacks.append("what the effect on the lead authority’s own work is")
        if self.impact == "serious" and not self.rescheduling:
            lacks.append("the decision on rescheduling, as the effect is serious")
        return tuple(lacks)


@dataclass(frozen=True, slots=True)
class ReviewContent:
    """All that a review says. `lead_confirmed` and `partner_confirmed` are both there once it is frozen."""

    number: int
    month: dt.date  # its first day
    lead: str
    partner: str
    partnership: str
    facts: ReviewFacts
    words: Words
    actions: tuple[ActionText, ...]
    lead_confirmed: Confirmed | None = None
    partner_confirmed: Confirmed | None = None

    @property
    def digest(self) -> str:
        """Address what is confirmed: equal content, equal digest, whoever has confirmed so far. 64 hex characters."""
        said = review_content(replace(self, lead_confirmed=None, partner_confirmed=None))
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


_READER = TypeAdapter(ReviewContent)


def review_content(content: ReviewContent) -> dict[str, Any]:
    """Give the content as JSON for the frozen copy."""
    frozen: dict[str, Any] = _READER.dump_python(content, mode="json")
    return frozen


def review_from(content: Mapping[str, Any]) -> ReviewContent:
    """Read a frozen copy back: the same value as was kept. Raises ValueError if it is none."""
    return _READER.validate_python(content)
