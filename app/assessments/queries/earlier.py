"""Signed results of an engagement's earlier rounds, for a look at change over time."""

from sqlalchemy import bindparam, func, select

from app.assessments.models import Round, SignedResult
from app.assessments.over_time import Earlier
from app.assessments.result import result_from
from app.db import db
from app.instruments.queries import instrument

_newest = (
    select(func.max(SignedResult.number)).where(SignedResult.round_id == Round.id).correlate(Round).scalar_subquery()
)
_EARLIER = (
    select(Round.kind, Round.instrument_digest, SignedResult.content)
    .join(SignedResult, SignedResult.round_id == Round.id)
    .where(
        Round.engagement_id == bindparam("engagement_id"),
        Round.id < bindparam("round_id"),
        SignedResult.number == _newest,
    )
    .order_by(Round.id)
)


def earlier_results(assessment_round: Round, *, engagement_id: int) -> list[Earlier]:
    """Give the newest signed version of each earlier round, oldest round first, in one query once texts are known."""
    wanted = {"engagement_id": engagement_id, "round_id": assessment_round.id}
    return [
        Earlier(kind.label, result_from(content), instrument(digest))
        for kind, digest, content in db.session.connection().execute(_EARLIER, wanted).all()
    ]
