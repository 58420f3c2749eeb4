"""What is agreed: scores, targets and findings. No private score is read here."""

from dataclasses import dataclass

from sqlalchemy import CompoundSelect, and_, bindparam, literal, null, select, union_all
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessments.models import AgreedScore, AreaFinding, Round
from app.assessments.queries.loose import AGREED, ROUND, loose_agreed, loose_round
from app.db import db


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed on a standard; `level` and `target` None: not assessed."""

    level: int | None
    target: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is described of an area."""

    challenges: str
    capacity: str


_BOTH: CompoundSelect[int, str, int | None, int | None, str, str] = union_all(
    select(
        literal(1).label("is_score"),
        AgreedScore.standard_key.label("key"),
        AgreedScore.level,
        AgreedScore.target,
        AgreedScore.reason.label("text"),
        literal("").label("more"),
    ).where(AgreedScore.round_id == bindparam("round_id")),
    select(literal(0), AreaFinding.area_key, null(), null(), AreaFinding.challenges, AreaFinding.capacity).where(
        AreaFinding.round_id == bindparam("round_id")
    ),
)
_WITH_ONE_AGREED = (
    select(*ROUND, *AGREED, Person.name)
    .outerjoin(
        AgreedScore, and_(AgreedScore.round_id == Round.id, AgreedScore.standard_key == bindparam("standard_key"))
    )
    .outerjoin(Person, Person.id == AgreedScore.recorded_by_id)
    .where(Round.ref == bindparam("ref"), Round.engagement_id == bindparam("engagement_id"))
)


def agreed_and_found(round_id: int) -> tuple[dict[str, Agreed], dict[str, Found]]:
    """Give what is agreed by standard and what is described by area, in one query of plain rows."""
    agreed: dict[str, Agreed] = {}
    found: dict[str, Found] = {}
    for is_score, key, level, target, text, more in db.session.connection().execute(_BOTH, {"round_id": round_id}):
        if is_score:
            agreed[key] = Agreed(level, target, text)
        else:
            found[key] = Found(text, more)
    return agreed, found


def agreed_score(round_id: int, standard_key: str) -> AgreedScore | None:
    """Give one agreed score with who recorded it."""
    found: AgreedScore | None = db.session.scalar(
        select(AgreedScore)
        .where(AgreedScore.round_id == round_id, AgreedScore.standard_key == standard_key)
        .options(joinedload(AgreedScore.recorded_by))
    )
    return found


def round_with_agreed_score(
    ref: str, standard_key: str, *, engagement_id: int
) -> tuple[Round, AgreedScore | None] | None:
    """Give loose copies of the round and of one agreed score, in one query, if the round is the engagement's."""
    key = {"ref": ref, "engagement_id": engagement_id, "standard_key": standard_key}
    row = db.session.connection().execute(_WITH_ONE_AGREED, key).one_or_none()
    if row is None:
        return None
    values, recorder = row[len(ROUND) : -1], row[-1]
    return loose_round(row[: len(ROUND)]), loose_agreed(values, recorder) if recorder is not None else None


def finding(round_id: int, area_key: str) -> AreaFinding | None:
    """Give one area's finding with who recorded it."""
    found: AreaFinding | None = db.session.scalar(
        select(AreaFinding)
        .where(AreaFinding.round_id == round_id, AreaFinding.area_key == area_key)
        .options(joinedload(AreaFinding.recorded_by))
    )
    return found
