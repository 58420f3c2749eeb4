"""What the minutes of a workshop need besides what is agreed: the meeting itself, and when what happened."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, literal, select, union_all
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessments.models import AgreedScore, ProposedResult, ReturnedStandard, SignedResult, WorkshopRecord
from app.db import db


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened: `what` is "agreed", "sent", "returned" or "signed"; `key` names the standard if one."""

    what: str
    key: str
    at: dt.datetime
    who: str
    text: str


_of_the_round = bindparam("round_id", type_=Integer)
_STEPS = union_all(
    select(
        literal("agreed").label("what"),
        AgreedScore.standard_key.label("key"),
        AgreedScore.recorded_at.label("at"),
        Person.name,
        literal("").label("text"),
    )
    .join(Person, Person.id == AgreedScore.recorded_by_id)
    .where(AgreedScore.round_id == _of_the_round),
    select(literal("sent"), literal(""), ProposedResult.proposed_at, Person.name, literal(""))
    .join(Person, Person.id == ProposedResult.proposed_by_id)
    .where(ProposedResult.round_id == _of_the_round),
    select(
        literal("returned"),
        ReturnedStandard.standard_key,
        ReturnedStandard.returned_at,
        Person.name,
        ReturnedStandard.comment,
    )
    .join(Person, Person.id == ReturnedStandard.returned_by_id)
    .where(ReturnedStandard.round_id == _of_the_round),
    select(literal("signed"), literal(""), SignedResult.signed_at, SignedResult.signed_name, SignedResult.reason).where(
        SignedResult.round_id == _of_the_round
    ),
).order_by("at", "what", "key")


def steps_of(round_id: int) -> list[Step]:
    """Give what happened, in the order in which it did."""
    return [Step(*row) for row in db.session.connection().execute(_STEPS, {"round_id": round_id})]


def meeting_of(round_id: int) -> WorkshopRecord | None:
    """Give the meeting with who recorded it."""
    found: WorkshopRecord | None = db.session.scalar(
        select(WorkshopRecord)
        .where(WorkshopRecord.round_id == round_id)
        .options(joinedload(WorkshopRecord.recorded_by))
    )
    return found
