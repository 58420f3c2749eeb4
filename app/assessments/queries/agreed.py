"""What is agreed: scores, targets and findings. No private score is read here."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import joinedload

from app.assessments.models import AgreedScore, AreaFinding, Round, RoundState
from app.db import db

_WANTED = and_(Round.ref == bindparam("ref"), Round.engagement_id == bindparam("engagement_id"))
_OF_STANDARD = AgreedScore.standard_key == bindparam("standard_key")
_WITH_AGREED = (
    select(Round, AgreedScore)
    .outerjoin(AgreedScore, AgreedScore.round_id == Round.id)
    .where(_WANTED)
    .order_by(AgreedScore.id)
)
_WITH_ONE_AGREED = (
    select(Round, AgreedScore)
    .outerjoin(AgreedScore, and_(AgreedScore.round_id == Round.id, _OF_STANDARD))
    .where(_WANTED)
    .options(joinedload(AgreedScore.recorded_by))
)


_WITH_UNSIGNED = (
    select(Round, AgreedScore)
    .outerjoin(AgreedScore, and_(AgreedScore.round_id == Round.id, Round.state != RoundState.SIGNED))
    .where(_WANTED)
    .order_by(AgreedScore.id)
)


def agreed_scores(round_id: int) -> dict[str, AgreedScore]:
    """Give the agreed scores by standard."""
    scores = db.session.scalars(select(AgreedScore).where(AgreedScore.round_id == round_id).order_by(AgreedScore.id))
    return {score.standard_key: score for score in scores}


def agreed_score(round_id: int, standard_key: str) -> AgreedScore | None:
    """Give one agreed score with who recorded it."""
    found: AgreedScore | None = db.session.scalar(
        select(AgreedScore)
        .where(AgreedScore.round_id == round_id, AgreedScore.standard_key == standard_key)
        .options(joinedload(AgreedScore.recorded_by))
    )
    return found


def round_with_agreed(ref: str, *, engagement_id: int) -> tuple[Round, dict[str, AgreedScore]] | None:
    """Give the round with its agreed scores by standard, in one query, if it belongs to the engagement."""
    rows = db.session.execute(_WITH_AGREED, {"ref": ref, "engagement_id": engagement_id}).all()
    return (rows[0][0], {score.standard_key: score for _, score in rows if score}) if rows else None


def round_with_unsigned(ref: str, *, engagement_id: int) -> tuple[Round, dict[str, AgreedScore]] | None:
    """As `round_with_agreed`, but none of a signed round: what holds of that is its signed copy."""
    rows = db.session.execute(_WITH_UNSIGNED, {"ref": ref, "engagement_id": engagement_id}).all()
    return (rows[0][0], {score.standard_key: score for _, score in rows if score}) if rows else None


def round_with_agreed_score(
    ref: str, standard_key: str, *, engagement_id: int
) -> tuple[Round, AgreedScore | None] | None:
    """Give the round with one agreed score and who recorded it, in one query, if it belongs to the engagement."""
    key = {"ref": ref, "engagement_id": engagement_id, "standard_key": standard_key}
    row = db.session.execute(_WITH_ONE_AGREED, key).one_or_none()
    return (row[0], row[1]) if row else None


def findings(round_id: int) -> dict[str, AreaFinding]:
    """Give the findings by area."""
    return {finding.area_key: finding for finding in _findings(round_id)}


def finding(round_id: int, area_key: str) -> AreaFinding | None:
    """Give one area's finding with who recorded it."""
    found: AreaFinding | None = db.session.scalar(
        select(AreaFinding)
        .where(AreaFinding.round_id == round_id, AreaFinding.area_key == area_key)
        .options(joinedload(AreaFinding.recorded_by))
    )
    return found


def _findings(round_id: int) -> Sequence[AreaFinding]:
    return db.session.scalars(
        select(AreaFinding).where(AreaFinding.round_id == round_id).order_by(AreaFinding.id)
    ).all()
