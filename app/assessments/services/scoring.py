"""Scoring alone: saving one answer, and submitting. The audit trail hears that it happened, never what was said."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import cast

from sqlalchemy import Table, and_, bindparam, case, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from app.assessments.errors import IncompleteError, WrongStateError
from app.assessments.models import IndividualScore, Participation, Round, RoundState
from app.assessments.queries.own import OwnScore, own_scores
from app.assessments.services.moves import demand_state, note
from app.db import db
from app.instruments.document import Instrument
from app.security import EngagementScope, Identity

_SCORE = cast("Table", IndividualScore.__table__)
SCORING_CLOSED = "Scoring has closed. What you submitted is kept as it was."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a participant says of a standard: a level 1 to 5, why it cannot be scored, or neither yet; and evidence."""

    level: int | None
    cannot_score: bool
    cannot_reason: str
    evidence_note: str
    evidence_link: str

    @property
    def is_given(self) -> bool:
        """Say whether there is a level, or a reason why there is none."""
        return self.level is not None or self.cannot_score


def save_answer(
    answer: Answer,
    standard_key: str,
    participation: Participation,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Save one answer over what was there, in one statement. Raises WrongStateError once scoring has closed.

    An answer without a level changes the evidence only: a page opened before the answer was given cannot wipe it out.
    """
    saved = db.session.scalar(
        _upsert(db.engine.dialect.name, answer.is_given),
        {"participation_id": participation.id, "standard_key": standard_key, "moment": now, **asdict(answer)}
        | {"round_id": participation.round_id},
    )
    if saved is None:
        raise WrongStateError(SCORING_CLOSED)
    note(f"standard {standard_key} scored", participation.round, scope, actor=actor, now=now)


@cache
def _upsert(dialect: str, is_given: bool) -> ReturningInsert[int]:
    """Write an answer only while its round is in scoring, whose state it holds still: none is saved after the close.

    Prepared once for each database, so that the lock is held for the writing alone.
    """
    given = ("level", "cannot_score", "cannot_reason")
    offered = ("evidence_note", "evidence_link")
    columns = _SCORE.c
    names = ("participation_id", "standard_key", *given, *offered)
    in_scoring = select(
        *(bindparam(name, type_=columns[name].type) for name in names),
        bindparam("moment", type_=columns.saved_at.type),
        bindparam("moment", type_=columns.evidence_at.type),
    ).where(Round.id == bindparam("round_id"), Round.state == RoundState.SCORING)
    module = postgresql if dialect == "postgresql" else sqlite
    insert = module.insert(_SCORE).from_select(
        [*names, "saved_at", "evidence_at"], in_scoring.with_for_update(read=True, of=Round)
    )
    same = and_(*(columns[name] == insert.excluded[name] for name in offered))
    changes = {name: insert.excluded[name] for name in ((*given, *offered) if is_given else offered)}
    changes["saved_at"] = insert.excluded.saved_at
    changes["evidence_at"] = case((same, columns.evidence_at), else_=insert.excluded.evidence_at)
    upsert = insert.on_conflict_do_update(index_elements=["participation_id", "standard_key"], set_=changes)
    return cast("ReturningInsert[int]", upsert.returning(columns.participation_id))


def unanswered(instrument: Instrument, scores: Mapping[str, OwnScore]) -> tuple[str, ...]:
    """Give the keys of standards with neither a level nor a reason, in the instrument's order."""
    return tuple(
        standard.key
        for standard in instrument.standards
        if (score := scores.get(standard.key)) is None or (score.level is None and not score.cannot_score)
    )


def submit(
    participation: Participation, instrument: Instrument, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Submit; answers can still be changed until scoring closes. Raises IncompleteError, naming what is unanswered."""
    demand_state(participation.round, {RoundState.SCORING}, SCORING_CLOSED)
    missing = unanswered(instrument, own_scores(participation))
    if missing:
        raise IncompleteError("Score every standard, or say why you cannot, before you submit.", missing)
    if participation.submitted_at is None:
        participation.submitted_at = now
        note("scores submitted", participation.round, scope, actor=actor, now=now)
