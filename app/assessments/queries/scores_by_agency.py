"""A narrow door to private scores: read by agency, given away only as the breakdown that the small-group rule allows.

Only scores given alone by those who submitted, and nothing before the consultant shows them. Second votes are never
broken down: fewer people cast them, and two breakdowns of one standard could be told apart.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from app.assessments.breakdown import Answers, Breakdown, breakdown
from app.assessments.models import IndividualScore, Participation, Round
from app.db import db

_SUBMITTED = (
    select(Participation.id, Participation.agency, IndividualScore.standard_key, IndividualScore.level)
    .outerjoin(IndividualScore, IndividualScore.participation_id == Participation.id)
    .where(Participation.round_id == bindparam("round_id"), Participation.submitted_at.is_not(None))
    .order_by(Participation.id, IndividualScore.standard_key)
)


def scores_by_agency(assessment_round: Round, keys: Sequence[str]) -> Breakdown | None:
    """Break the standards of `keys` down by agency, in one query; None before the scores are shown."""
    if assessment_round.scores_shown_at is None:
        return None
    agencies: dict[int, str] = {}
    levels: dict[int, dict[str, int | None]] = {}
    rows = db.session.connection().execute(_SUBMITTED, {"round_id": assessment_round.id})
    for person, agency, key, level in rows:
        agencies[person] = agency
        levels.setdefault(person, {})[key] = level
    return breakdown([Answers(agency, levels[person]) for person, agency in agencies.items()], keys)
