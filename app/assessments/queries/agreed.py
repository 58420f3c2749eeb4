"""What is agreed: scores, targets, dissent, findings, what was returned. No private score is read here."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Integer, String, and_, bindparam, case, false, literal, null, select, union_all
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessments.models import AgreedScore, AreaFinding, Dissent, Naming, ReturnedStandard, Round
from app.assessments.queries.loose import AGREED, ROUND, loose_agreed, loose_round
from app.assessments.result.value import DissentLine
from app.db import db
from app.engagements.models import Engagement


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


@dataclass(frozen=True, slots=True)
class DissentRow:
    """A dissent as its recorder sees it; `name` only once confirmed. Who is asked is told to nobody."""

    ref: str
    text: str
    naming: Naming
    name: str


@dataclass(frozen=True, slots=True)
class OneStandard:
    """A round and what is put down on one of its standards; all records are loose copies."""

    round: Round
    stored: AgreedScore | None
    ends_on: dt.date  # of the engagement: by then a target is due unless somebody says otherwise
    returned: str  # the director's comment, empty once it is agreed anew
    dissents: tuple[DissentRow, ...]


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
_key = bindparam("standard_key", type_=String)
_returned = (
    select(ReturnedStandard.comment)
    .where(
        ReturnedStandard.round_id == Round.id,
        ReturnedStandard.standard_key == _key,
        ReturnedStandard.settled_at.is_(None),
    )
    .order_by(ReturnedStandard.id.desc())
    .limit(1)
    .scalar_subquery()
)
_MORE = (
    Person.name,
    Engagement.ends_on,
    _returned,
    Dissent.ref,
    Dissent.text,
    Dissent.naming,
    Dissent.person_name,
)
_WITH_ONE_AGREED = (
    select(*ROUND, *AGREED, *_MORE)
    .join(Engagement, Engagement.id == Round.engagement_id)
    .outerjoin(AgreedScore, and_(AgreedScore.round_id == Round.id, AgreedScore.standard_key == _key))
    .outerjoin(Person, Person.id == AgreedScore.recorded_by_id)
    .outerjoin(Dissent, and_(Dissent.round_id == Round.id, Dissent.standard_key == _key))
    .where(Round.ref == bindparam("ref"), Round.engagement_id == bindparam("engagement_id"))
    .order_by(Dissent.id)
)


def agreed_state(round_id: int) -> AgreedState:
    """Give all that is agreed so far, in one query of plain rows."""
    agreed: dict[str, Agreed] = {}
    found: dict[str, Found] = {}
    dissents: dict[str, tuple[DissentLine, ...]] = defaultdict(tuple)
    returned: dict[str, str] = {}
    rows = db.session.connection().execute(_STATE, {"round_id": round_id}).all()
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


def round_with_agreed_score(ref: str, standard_key: str, *, engagement_id: int) -> OneStandard | None:
    """Give the round and all that is put down on one standard, in one query, if the round is the engagement's."""
    key = {"ref": ref, "engagement_id": engagement_id, "standard_key": standard_key}
    rows = db.session.connection().execute(_WITH_ONE_AGREED, key).all()
    if not rows:
        return None
    ours, theirs = rows[0][: len(ROUND)], rows[0][len(ROUND) : -len(_MORE)]
    recorder, ends_on, returned = rows[0][-len(_MORE) :][:3]
    return OneStandard(
        round=loose_round(ours),
        stored=loose_agreed(theirs, recorder) if recorder is not None else None,
        ends_on=ends_on,
        returned=returned or "",
        dissents=tuple(_dissent(*row[-4:]) for row in rows if row[-4] is not None),
    )


def _dissent(ref: str, text: str, naming: Naming, name: str) -> DissentRow:
    return DissentRow(ref, text, naming, name if naming is Naming.NAMED else "")


def finding(round_id: int, area_key: str) -> AreaFinding | None:
    """Give one area's finding with who recorded it."""
    found: AreaFinding | None = db.session.scalar(
        select(AreaFinding)
        .where(AreaFinding.round_id == round_id, AreaFinding.area_key == area_key)
        .options(joinedload(AreaFinding.recorded_by))
    )
    return found
