"""What is agreed: scores, targets, dissent, findings, what was returned. No private score is read here."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Integer, and_, bindparam, case, false, literal, null, select, union_all
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessments.models import AgreedScore, AreaFinding, Dissent, Naming, ReturnedStandard, Round
from app.assessments.queries.loose import AGREED, ROUND, loose_agreed, loose_round
from app.assessments.result.value import DissentLine
from app.db import db


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed on a standard; `level` and `target` None: not assessed."""

    level: int | None
    target: int | None
    reason: str
    target_by: dt.date | None = None
    priority: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What is described of an area."""

    challenges: str
    capacity: str


@dataclass(frozen=True, slots=True)
class AgreedState:
    """All that the workshop has put down so far: by standard, and `found` by area."""

    agreed: dict[str, Agreed]
    found: dict[str, Found]
    dissents: dict[str, tuple[DissentLine, ...]]
    returned: dict[str, str]  # the director's open comment


_of_the_round = bindparam("round_id", type_=Integer)
_STATE: CompoundSelect[str, str, int | None, int | None, str, str, dt.date | None, bool] = union_all(
    select(
        literal("agreed").label("what"),
        AgreedScore.standard_key.label("key"),
        AgreedScore.level,
        AgreedScore.target,
        AgreedScore.reason.label("text"),
        literal("").label("more"),
        AgreedScore.target_by,
        AgreedScore.priority,
    ).where(AgreedScore.round_id == _of_the_round),
    select(
        literal("found"),
        AreaFinding.area_key,
        null(),
        null(),
        AreaFinding.challenges,
        AreaFinding.capacity,
        null(),
        false(),
    ).where(AreaFinding.round_id == _of_the_round),
    select(
        literal("dissent"),
        Dissent.standard_key,
        Dissent.id,
        null(),
        Dissent.text,
        case((Dissent.naming == Naming.NAMED, Dissent.person_name), else_=""),
        null(),
        false(),
    ).where(Dissent.round_id == _of_the_round),
    select(
        literal("returned"),
        ReturnedStandard.standard_key,
        null(),
        null(),
        ReturnedStandard.comment,
        literal(""),
        null(),
        false(),
    ).where(ReturnedStandard.round_id == _of_the_round, ReturnedStandard.settled_at.is_(None)),
).order_by("what", "key", "level")
_WITH_ONE_AGREED = (
    select(*ROUND, *AGREED, Person.name)
    .outerjoin(
        AgreedScore, and_(AgreedScore.round_id == Round.id, AgreedScore.standard_key == bindparam("standard_key"))
    )
    .outerjoin(Person, Person.id == AgreedScore.recorded_by_id)
    .where(Round.ref == bindparam("ref"), Round.engagement_id == bindparam("engagement_id"))
)


def agreed_state(round_id: int) -> AgreedState:
    """Give all that is agreed so far, in one query of plain rows."""
    agreed: dict[str, Agreed] = {}
    found: dict[str, Found] = {}
    dissents: dict[str, tuple[DissentLine, ...]] = defaultdict(tuple)
    returned: dict[str, str] = {}
    rows = db.session.connection().execute(_STATE, {"round_id": round_id})
    for what, key, level, target, text, more, target_by, priority in rows:
        if what == "agreed":
            agreed[key] = Agreed(level, target, text, target_by, priority)
        elif what == "found":
            found[key] = Found(text, more)
        elif what == "dissent":
            dissents[key] += (DissentLine(text, more),)
        else:
            returned[key] = text
    return AgreedState(agreed, found, dict(dissents), returned)


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
