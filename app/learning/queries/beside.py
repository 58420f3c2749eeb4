"""What of training stands beside a goal: who of the partner sat in which half-day, the newest programmes; one query."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from app.db import db
from app.engagements.models import Engagement
from app.learning.models import Attendance, Cohort, CohortDay, Enrolment, EnrolmentState, TrainingVersion
from app.learning.queries.offers import is_newest
from app.learning.queries.thread import of_the_partner
from app.learning.suggesting import Seated
from app.plans.models import Goal, Plan

_engagement_id = bindparam("engagement_id", type_=Integer)
_no_date = cast(null(), Date)
_seats = (
    select(
        literal("seats").label("what"),
        TrainingVersion.digest.label("text"),
        literal("").label("half"),
        CohortDay.day.label("day"),
        CohortDay.on_date.label("on_date"),
        func.count(Enrolment.id).label("delegates"),
    )
    .select_from(Enrolment)
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(CohortDay, CohortDay.cohort_id == Cohort.id)
    .join(Engagement, of_the_partner)
    .where(Enrolment.state == EnrolmentState.ENROLLED)
    .group_by(TrainingVersion.digest, Cohort.id, CohortDay.day, CohortDay.on_date)
)
_there = (
    select(
        literal("there"),
        TrainingVersion.digest,
        Attendance.half,
        CohortDay.day,
        CohortDay.on_date,
        func.count(Enrolment.id),
    )
    .select_from(Enrolment)
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(Attendance, and_(Attendance.enrolment_id == Enrolment.id, Attendance.minutes > 0))
    .join(CohortDay, and_(CohortDay.cohort_id == Cohort.id, CohortDay.day == Attendance.day))
    .join(Engagement, of_the_partner)
    .where(Enrolment.state == EnrolmentState.ENROLLED)
    .group_by(TrainingVersion.digest, Cohort.id, Attendance.half, CohortDay.day, CohortDay.on_date)
)
_BESIDE: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(literal("goal").label("what"), Goal.standard_key.label("text"), literal("").label("half"),
           literal(0).label("day"), _no_date.label("on_date"), literal(0).label("delegates"))
    .join(Plan, Plan.id == Goal.plan_id)
    .where(Goal.ref == bindparam("goal_ref"), Plan.engagement_id == _engagement_id),
    select(literal("programme"), TrainingVersion.digest, literal(""), literal(0), _no_date, literal(0)).where(
        is_newest
    ),
    _seats,
    _there,
).order_by("what", "on_date", "day", "half", "text")  # fmt: skip


@dataclass(frozen=True, slots=True)
class BesideGoal:
    """What stands beside a goal: its standard, digests of the newest programmes, who of the partner sat where."""

    standard_key: str
    newest: tuple[str, ...]
    seated: tuple[Seated, ...]


def beside_goal(goal_ref: str, *, engagement_id: int) -> BesideGoal | None:
    """Give it in one query; None for a goal of another engagement."""
    standard_key, newest, seated = "", list[str](), list[Seated]()
    rows = db.session.connection().execute(_BESIDE, {"goal_ref": goal_ref, "engagement_id": engagement_id})
    for what, text, half, number, on, delegates in rows:
        if what == "goal":
            standard_key = text
        elif what == "programme":
            newest.append(text)
        else:
            seated.append(Seated(text, number, on, delegates, half))
    return BesideGoal(standard_key, tuple(newest), tuple(seated)) if standard_key else None
