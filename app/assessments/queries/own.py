"""A participant's own scores, found by the person who asks: nobody else's can be reached from here."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.assessments.models import IndividualScore, Participation, Round
from app.db import db


def own_participation(
    *, person_id: int, round_ref: str, engagement_id: int, lock: bool = False
) -> Participation | None:
    """Give the person's participation with its round in `.round`, or None for anybody who was not asked to score.

    `lock` keeps the round from closing until the commit, so that no score is saved after the close (PostgreSQL).
    """
    query = (
        select(Participation)
        .join(Participation.round)
        .options(contains_eager(Participation.round))
        .where(Round.ref == round_ref, Round.engagement_id == engagement_id, Participation.person_id == person_id)
    )
    found: Participation | None = db.session.scalar(query.with_for_update(read=True, of=Round) if lock else query)
    return found


def own_scores(participation: Participation) -> dict[str, IndividualScore]:
    """Give the participant's scores by standard."""
    scores = db.session.scalars(
        select(IndividualScore)
        .where(IndividualScore.participation_id == participation.id)
        .order_by(IndividualScore.standard_key)
    )
    return {score.standard_key: score for score in scores}


def own_score(participation: Participation, standard_key: str) -> IndividualScore | None:
    """Give the participant's score of one standard."""
    return db.session.get(IndividualScore, (participation.id, standard_key))
