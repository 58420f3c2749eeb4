"""Writes rounds, answers and what is agreed: rows in bulk, the answers by one INSERT … SELECT. Keys: data.py."""

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, insert, literal, select, true, union_all

from app.assessments.models import (
    AgreedScore,
    AreaFinding,
    IndividualScore,
    Participation,
    Round,
    RoundState,
    SecondScore,
    SecondVote,
    SignedResult,
)
from app.assessments.queries.agreed import AgreedState
from app.assessments.queries.unnamed import UnnamedScores
from app.assessments.result import result_content
from app.assessments.result.making import Ground, make_result
from app.db import UtcDateTime
from app.instruments.document import Instrument, digest, parse
from app.instruments.models import InstrumentVersion
from app.publishing.models import VersionState
from tests.bench.data import PARTICIPANTS, ROUNDS, SAP, SIGNED, WORKSHOP, Size
from tests.bench.filling import MADE, Row, write

LEVELS = (2, 3, 3, 4, 2, 5, 3, 1, 4, 3, 2, 3)
REASON = "Agreed after discussion: practice differs between teams, and the plan for next year addresses it."


def write_answers(connection: Connection, size: Size) -> None:
    """Write the instrument, the rounds with all answers, and what was agreed in them."""
    text = SAP.read_text()
    instrument, hashed = parse(text, name="sap.yaml"), digest(text)
    write(connection, InstrumentVersion, [_version(text, hashed, instrument)])
    places = [(pair, place) for pair in range(size.pairs) for place in range(len(ROUNDS))]
    write(connection, Round, (_round(size, pair, place, hashed) for pair, place in places))
    write(connection, Participation, _participations(size))
    connection.execute(_answers([standard.key for standard in instrument.standards]))
    write(connection, SecondVote, (_vote(size, pair, instrument) for pair in range(size.authorities)))
    connection.execute(_second_scores())
    agreed = [(pair, place) for pair, place in places if place in {SIGNED, WORKSHOP}]
    write(connection, AgreedScore, (row for place in agreed for row in _agreed(size, *place, instrument)))
    write(connection, AreaFinding, (row for place in agreed for row in _findings(size, *place, instrument)))
    write(connection, SignedResult, (_signed(size, pair, instrument) for pair in range(size.pairs)))


def _version(text: str, hashed: str, instrument: Instrument) -> Row:
    return {
        "key": instrument.key,
        "label": instrument.version,
        "title": instrument.title,
        "digest": hashed,
        "text": text,
        "state": VersionState.PUBLISHED,
        "uploaded_at": MADE,
        "published_at": MADE,
    }


def _round(size: Size, pair: int, place: int, hashed: str) -> Row:
    half, kind, state = ROUNDS[place]
    closed = None if state is RoundState.SCORING else MADE
    return {
        "engagement_id": size.engagement(pair, half),
        "kind": kind,
        "instrument_digest": hashed,
        "state": state,
        "deadline": dt.date(2026, 12, 4),
        "created_at": MADE,
        "opened_at": MADE,
        "closed_at": closed,
        "scores_shown_at": closed,
        "version": 1,
    }


def _participations(size: Size) -> Iterator[Row]:
    for pair in range(size.authorities):
        for place, (_, _, state) in enumerate(ROUNDS):
            for number in range(PARTICIPANTS):
                yield {
                    "round_id": size.round(pair, place),
                    "person_id": size.participant(pair, number),
                    "agency": "Council" if number % 2 else "Health",
                    "added_at": MADE,
                    "submitted_at": None if state is RoundState.SCORING else MADE,
                }


def _answers(keys: list[str]) -> Any:
    each = (select(literal(number).label("number"), literal(key).label("key")) for number, key in enumerate(keys))
    standards = union_all(*each).subquery()
    level = (Participation.id * 7 + standards.c.number * 3 + Participation.id // 5) % 5 + 1
    said: dict[Any, Any] = {
        IndividualScore.participation_id: Participation.id,
        IndividualScore.standard_key: standards.c.key,
        IndividualScore.level: level,
        IndividualScore.cannot_score: literal(value=False),
        IndividualScore.cannot_reason: literal(""),
        IndividualScore.evidence_note: literal(""),
        IndividualScore.evidence_link: literal(""),
    }
    moments = [column for column in IndividualScore.__table__.c if isinstance(column.type, UtcDateTime)]
    said |= {column: literal(MADE, type_=column.type) for column in moments}
    rows = select(*said.values()).select_from(Participation).join(standards, true())
    return insert(IndividualScore).from_select([column.key for column in said], rows)


def _vote(size: Size, pair: int, instrument: Instrument) -> Row:
    """A second vote that is open in each workshop, so that its pages are measured while votes come in."""
    return {
        "round_id": size.round(pair, WORKSHOP),
        "standard_key": instrument.standards[0].key,
        "opened_at": MADE,
        "opened_by_id": size.consultant(pair),
    }


def _second_scores() -> Any:
    """Every second participant has voted."""
    said: dict[Any, Any] = {
        SecondScore.vote_id: SecondVote.id,
        SecondScore.participation_id: Participation.id,
        SecondScore.level: Participation.id % 5 + 1,
        SecondScore.cannot_score: literal(value=False),
        SecondScore.saved_at: literal(MADE, type_=SecondScore.saved_at.type),
    }
    rows = (
        select(*said.values())
        .join(Participation, Participation.round_id == SecondVote.round_id)
        .where(Participation.id % 2 == 1)
    )
    return insert(SecondScore).from_select([column.key for column in said], rows)


def _agreed(size: Size, pair: int, place: int, instrument: Instrument) -> Iterator[Row]:
    for number, standard in enumerate(instrument.standards):
        level = LEVELS[(number + pair) % len(LEVELS)]
        yield {
            "round_id": size.round(pair, place),
            "standard_key": standard.key,
            "level": level,
            "target": min(5, level + 1),
            "target_by": None,
            "priority": False,
            "reason": REASON,
            "recorded_by_id": size.consultant(pair),
            "recorded_at": MADE,
            "version": 1,
        }


def _findings(size: Size, pair: int, place: int, instrument: Instrument) -> Iterator[Row]:
    for area in instrument.areas:
        yield {
            "round_id": size.round(pair, place),
            "area_key": area.key,
            "challenges": "Two budgets for one child, and no shared view of what each pays for.",
            "capacity": "A joint post starts in May, and the data team can give one day a week.",
            "recorded_by_id": size.consultant(pair),
            "recorded_at": MADE,
            "version": 1,
        }


def _signed(size: Size, pair: int, instrument: Instrument) -> Row:
    agreed: Any = {row["standard_key"]: SimpleNamespace(**row) for row in _agreed(size, pair, SIGNED, instrument)}
    found: Any = {row["area_key"]: SimpleNamespace(**row) for row in _findings(size, pair, SIGNED, instrument)}
    given = tuple(sorted(LEVELS * 4)[:PARTICIPANTS])
    result = make_result(
        title="Baseline self-assessment",
        partner=f"Authority {size.partner(pair)}",
        partnership="Children's Trust",
        instrument=instrument,
        ground=Ground(
            agreed=AgreedState(agreed, found, {}, {}),
            unnamed={key: UnnamedScores(given, 0, (), hidden=False) for key in agreed},
            asked=PARTICIPANTS,
            submitted=PARTICIPANTS,
        ),
    )
    return {
        "round_id": size.round(pair, SIGNED),
        "number": 1,
        "content": result_content(result),
        "signed_by_id": size.lead_officer(pair) + 1,
        "signed_name": f"Director {pair}",
        "signed_at": MADE,
    }
