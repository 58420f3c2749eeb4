"""The minutes of a workshop, written from what was recorded: facts in, a frozen value of plain texts out. No query.

The value is the same on the page and in the report: texts, whole numbers and truth values only, so it keeps as JSON.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.assessments.agreement import Spread
from app.assessments.dots import sentence
from app.assessments.queries.agreed import Agreed, AgreedState
from app.assessments.queries.minutes import Step
from app.assessments.queries.votes import NO_BALLOTS, Ballots
from app.db.clock import LONDON
from app.engagements.telling import day_in_words
from app.instruments.document import Instrument, Standard

NOT_SHOWN = "Fewer than three people scored it, so no score is shown."
NOBODY = "Nobody could score it."


@dataclass(frozen=True, slots=True)
class StandardMinute:
    """What was said of one standard; empty texts where there is nothing to say."""

    number: int
    title: str
    at: str  # when it was agreed last
    first: str
    second: str
    agreed: str
    target: str
    target_by: str
    priority: bool
    reason: str
    dissents: tuple[str, ...]
    evidence: int


@dataclass(frozen=True, slots=True)
class AreaMinute:
    """What was found in one area."""

    title: str
    challenges: str
    capacity: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """The whole minutes: standards in the order in which they were agreed, the others by title in `open`."""

    heading: str
    partnership: str
    held_on: str
    place: str
    present: tuple[str, ...]
    apologies: tuple[str, ...]
    notes: str
    standards: tuple[StandardMinute, ...]
    open: tuple[str, ...]
    areas: tuple[AreaMinute, ...]
    events: tuple[tuple[str, str], ...]  # when, and what


@dataclass(frozen=True, slots=True)
class Held:
    """The meeting as it was recorded; `present` and `apologies` hold one person a line."""

    held_on: dt.date
    place: str
    present: str
    apologies: str
    notes: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that minutes are written from."""

    heading: str
    partnership: str
    instrument: Instrument
    state: AgreedState
    ballots: Mapping[str, Ballots]
    evidence: Mapping[str, int]
    steps: Sequence[Step]
    meeting: Held | None
    shown_at: dt.datetime | None


def minutes(facts: Facts) -> Minutes:
    """Write the minutes."""
    put_down = facts.state.agreed.keys()  # read before the steps: what is agreed in between waits for the next look
    agreed_at = {step.key: step.at for step in facts.steps if step.what == "agreed" and step.key in put_down}
    standards = {standard.key: standard for standard in facts.instrument.standards}
    discussed = sorted(agreed_at.keys() & standards.keys(), key=lambda key: (agreed_at[key], standards[key].number))
    met = facts.meeting
    return Minutes(
        heading=facts.heading,
        partnership=facts.partnership,
        held_on=day_in_words(met.held_on) if met else "",
        place=met.place if met else "",
        present=_lines(met.present) if met else (),
        apologies=_lines(met.apologies) if met else (),
        notes=met.notes if met else "",
        standards=tuple(_standard(standards[key], facts, agreed_at[key]) for key in discussed),
        open=tuple(f"{each.number}. {each.title}" for key, each in standards.items() if key not in agreed_at),
        areas=tuple(
            AreaMinute(area.title, found.challenges, found.capacity)
            for area in facts.instrument.areas
            if (found := facts.state.found.get(area.key))
        ),
        events=_events(facts, standards),
    )


def _standard(standard: Standard, facts: Facts, at: dt.datetime) -> StandardMinute:
    agreed, ballots = facts.state.agreed[standard.key], facts.ballots.get(standard.key, NO_BALLOTS)
    return StandardMinute(
        number=standard.number,
        title=standard.title,
        at=_moment(at),
        first=_said(ballots.first.spread, NOT_SHOWN if ballots.first.hidden else NOBODY),
        second=_said(ballots.second.spread, ""),
        agreed="Not assessed" if agreed.level is None else f"Level {agreed.level}",
        target="" if agreed.target is None else f"Level {agreed.target}",
        target_by=_target_by(agreed),
        priority=agreed.priority,
        reason=agreed.reason,
        dissents=tuple(
            f"{each.text} ({each.name})" if each.name else f"{each.text} (without a name)"
            for each in facts.state.dissents.get(standard.key, ())
        ),
        evidence=facts.evidence.get(standard.key, 0),
    )


def _said(spread: Spread | None, otherwise: str) -> str:
    return sentence(spread.counts) if spread else otherwise


def _target_by(agreed: Agreed) -> str:
    return day_in_words(agreed.target_by) if agreed.target_by else ""


def _events(facts: Facts, standards: Mapping[str, Standard]) -> tuple[tuple[str, str], ...]:
    events = [(facts.shown_at, "The scores were shown, without names.")] if facts.shown_at else []
    for step in facts.steps:
        if step.what == "sent":
            events.append((step.at, f"{step.who} sent the result to the director."))
        elif step.what == "returned" and step.key in standards:
            events.append((step.at, f"{step.who} returned “{standards[step.key].title}”: {step.text}"))
        elif step.what == "signed":
            events.append((step.at, f"{step.who} signed the result."))
    return tuple((_moment(at), text) for at, text in sorted(events))


def _moment(at: dt.datetime) -> str:
    here = at.astimezone(LONDON)
    return f"{day_in_words(here.date())} at {here:%H:%M}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
