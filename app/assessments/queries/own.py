"""A participant's own scores, found by the person who asks: nobody else's can be reached from here."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager

from app.assessments.models import IndividualScore, Participation, Round
from app.db import db


@dataclass(frozen=True, slots=True)
class OwnScore:
    """What the participant said of one standard; `level` None: not answered, or cannot score."""

    level: int | None
    cannot_score: bool
    cannot_reason: str
    evidence_note: str
    evidence_link: str


_OWN = (
    select(Participation)
    .join(Participation.round)
    .options(contains_eager(Participation.round))
    .where(
        Round.ref == bindparam("round_ref"),
        Round.engagement_id == bindparam("engagement_id"),
        Participation.person_id == bindparam("person_id"),
    )
)
_OWN_LOCKED = _OWN.with_for_update(read=True, of=Round)
_SCORES = (
    select(
        IndividualScore.standard_key,
        IndividualScore.level,
        IndividualScore.cannot_score,
        IndividualScore.cannot_reason,
        IndividualScore.evidence_note,
        IndividualScore.evidence_link,
    )
    .where(IndividualScore.participation_id == bindparam("participation_id"))
    .order_by(IndividualScore.standard_key)
)


def own_participation(
    *, person_id: int, round_ref: str, engagement_id: int, lock: bool = False
) -> Participation | None:
    """Give the person's participation with its round in `.round`, or None for anybody who was not asked to score.

    `lock` keeps the round from closing until the commit, so that no score is saved after the close (PostgreSQL).
    """
    key = {"person_id": person_id, "round_ref": round_ref, "engagement_id": engagement_id}
    found: Participation | None = db.session.scalar(_OWN_LOCKED if lock else _OWN, key)
    return found


def own_scores(participation: Participation) -> dict[str, OwnScore]:
    """Give the participant's scores by standard."""
    rows = db.session.execute(_SCORES, {"participation_id": participation.id})
    return {row[0]: OwnScore(*row[1:]) for row in rows}


def own_score(participation: Participation, standard_key: str) -> IndividualScore | None:
    """Give the participant's score of one standard."""
    return db.session.get(IndividualScore, (participation.id, standard_key))
