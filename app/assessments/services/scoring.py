"""Scoring alone: saving one answer, and submitting. The audit trail hears that it happened, never what was said."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, case
from sqlalchemy.dialects import postgresql, sqlite

from app.assessments.errors import IncompleteError
from app.assessments.models import IndividualScore, Participation, RoundState
from app.assessments.queries.own import OwnScore, own_scores
from app.assessments.services.moves import demand_state, note
from app.db import db
from app.instruments.document import Instrument
from app.security import EngagementScope, Identity

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
    demand_state(participation.round, {RoundState.SCORING}, SCORING_CLOSED)
    said = {"level": answer.level, "cannot_score": answer.cannot_score, "cannot_reason": answer.cannot_reason}
    offered = {"evidence_note": answer.evidence_note, "evidence_link": answer.evidence_link}
    key = {"participation_id": participation.id, "standard_key": standard_key}
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    same_evidence = and_(*(getattr(IndividualScore, name) == value for name, value in offered.items()))
    changes = (said if answer.is_given else {}) | offered | {"saved_at": now}
    db.session.execute(
        dialect.insert(IndividualScore)
        .values(**key, **said, **offered, saved_at=now, evidence_at=now)
        .on_conflict_do_update(
            index_elements=list(key),
            set_=changes | {"evidence_at": case((same_evidence, IndividualScore.evidence_at), else_=now)},
        )
    )
    note(f"standard {standard_key} scored", participation.round, scope, actor=actor, now=now)


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
