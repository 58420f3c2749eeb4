"""What one delegate has done of what a cohort asks, for the cohort's page; and the place on the waiting list."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, bindparam, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from app.db import db
from app.learning.models import (
    Certificate,
    CheckAttempt,
    ConfidenceRating,
    DayFeedback,
    Enrolment,
    EnrolmentState,
    FollowUp,
    Pledge,
    Witness,
)


@dataclass(frozen=True, slots=True)
class StepsDone:
    """Moments rated, kinds of check handed in, days with feedback, and which of the other things there are."""

    rated: frozenset[str]
    checked: frozenset[str]
    said: frozenset[int]
    pledged: bool
    asked: bool  # three months on, and not answered yet
    certified: bool


def _mine(table: Any) -> Any:
    return table.enrolment_id == bindparam("enrolment_id")


_DONE: Any = union_all(
    select(literal("rated").label("what"), cast(ConfidenceRating.moment, String).label("key")).where(
        _mine(ConfidenceRating)
    ),
    select(literal("checked"), cast(CheckAttempt.kind, String)).where(
        _mine(CheckAttempt), CheckAttempt.submitted_at.is_not(None)
    ),
    select(literal("said"), cast(DayFeedback.day, String)).where(_mine(DayFeedback)),
    select(literal("pledged"), cast(Pledge.position, String)).where(_mine(Pledge)),
    select(literal("asked"), cast(FollowUp.witness, String)).where(
        _mine(FollowUp), FollowUp.witness == Witness.DELEGATE, FollowUp.answered_at.is_(None)
    ),
    select(literal("certified"), cast(Certificate.number, String)).where(
        _mine(Certificate), Certificate.withdrawn_at.is_(None)
    ),
).order_by("what", "key")


def steps_done(*, enrolment_id: int) -> StepsDone:
    """Give what a delegate has done, in one query."""
    found: dict[str, set[str]] = {}
    for what, key in db.session.execute(_DONE, {"enrolment_id": enrolment_id}):
        found.setdefault(what, set()).add(key)
    return StepsDone(
        rated=frozenset(found.get("rated", ())),
        checked=frozenset(found.get("checked", ())),
        said=frozenset(int(day) for day in found.get("said", ())),
        pledged="pledged" in found,
        asked="asked" in found,
        certified="certified" in found,
    )


def place_in_line(*, enrolment_id: int) -> int:
    """Give how many wait up to this one, itself counted."""
    own = aliased(Enrolment)
    earlier = or_(
        Enrolment.asked_at < own.asked_at,
        (Enrolment.asked_at == own.asked_at) & (Enrolment.id <= own.id),
    )
    wanted = (
        select(func.count(Enrolment.id))
        .join(own, own.cohort_id == Enrolment.cohort_id)
        .where(own.id == enrolment_id, Enrolment.state == EnrolmentState.WAITING, earlier)
    )
    return db.session.scalar(wanted) or 0
