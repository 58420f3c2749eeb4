"""What waits for trainers who lead a cohort, as rows of "your work": registers, certificates, drafts. See work.py."""

from typing import Any

from sqlalchemy import Date, Integer, String, and_, bindparam, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.learning.certificate import CHECK_LIMIT
from app.learning.content import AFTERNOON, MORNING
from app.learning.models import (
    Attendance,
    Certificate,
    CheckAttempt,
    CheckKind,
    Cohort,
    CohortDay,
    CohortState,
    CohortTrainer,
    Enrolment,
    EnrolmentState,
    TrainingVersion,
)
from app.learning.queries.thread import first_on, last_on

_person_id = bindparam("person_id", type_=Integer)
_today, _register, _follow_up = (bindparam(name, type_=Date) for name in ("today", "register", "follow_up"))
_held = Cohort.state.in_((CohortState.OPEN, CohortState.CLOSED))

_next_on = (
    select(func.min(CohortDay.on_date)).where(CohortDay.cohort_id == Cohort.id, CohortDay.on_date >= _today)
).scalar_subquery()
_seat = aliased(Enrolment)


def _marked(half: str) -> Any:
    return (
        select(func.count(Attendance.id))
        .join(_seat, _seat.id == Attendance.enrolment_id)
        .where(
            _seat.cohort_id == Cohort.id,
            _seat.state == EnrolmentState.ENROLLED,
            Attendance.day == CohortDay.day,
            Attendance.half == half,
        )
        .correlate(Cohort, CohortDay)
        .scalar_subquery()
    )


_morning, _afternoon = _marked(MORNING), _marked(AFTERNOON)
_mine = (
    CohortTrainer.person_id == _person_id,
    Cohort.authority_id.in_(bindparam("authority_ids", type_=Integer, expanding=True)),
)
_REGISTERS = (
    select(
        literal("register").label("kind"), Cohort.ref, Cohort.title, CohortDay.day, CohortDay.on_date.label("due_on"),
        TrainingVersion.digest, _morning.label("morning"), _afternoon.label("afternoon"), Cohort.taken,
    )
    .join(CohortTrainer, CohortTrainer.cohort_id == Cohort.id)
    .join(CohortDay, CohortDay.cohort_id == Cohort.id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .where(
        *_mine, _held, CohortDay.on_date <= _today, CohortDay.on_date >= _register,
        or_(_morning < Cohort.taken, _afternoon < Cohort.taken),
    )
)  # fmt: skip
_DRAFTS = (
    select(
        literal("open"), Cohort.ref, Cohort.title, literal(0), first_on, literal("", String), literal(0), literal(0),
        literal(0),
    )
    .join(CohortTrainer, CohortTrainer.cohort_id == Cohort.id)
    .where(*_mine, Cohort.state == CohortState.DRAFT)
)  # fmt: skip
_COMING = (
    select(
        literal("coming"), Cohort.ref, Cohort.title, literal(0), _next_on, literal("", String), literal(0), literal(0),
        literal(0),
    )
    .join(CohortTrainer, CohortTrainer.cohort_id == Cohort.id)
    .where(*_mine, _held, _next_on.is_not(None))
)  # fmt: skip

_passed = exists().where(
    CheckAttempt.enrolment_id == _seat.id,
    CheckAttempt.kind == CheckKind.AFTER,
    CheckAttempt.submitted_at.is_not(None),
    CheckAttempt.correct * 100 >= CHECK_LIMIT * CheckAttempt.out_of,
)
_minutes = select(func.sum(Attendance.minutes)).where(Attendance.enrolment_id == _seat.id).scalar_subquery()


def _longest(half: str) -> Any:
    """The most minutes of anybody who is marked in this half of the last day."""
    there = exists().where(
        Attendance.enrolment_id == _seat.id, Attendance.day == CohortDay.day, Attendance.half == half
    )
    return func.coalesce(func.max(case((there, _minutes))), 0)


_CERTIFICATES = (
    select(
        literal("certify"), Cohort.ref, Cohort.title, literal(0), CohortDay.on_date, TrainingVersion.digest,
        _longest(MORNING), _longest(AFTERNOON), literal(0),
    )
    .join(CohortTrainer, CohortTrainer.cohort_id == Cohort.id)
    .join(CohortDay, and_(CohortDay.cohort_id == Cohort.id, CohortDay.on_date == last_on))
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(_seat, and_(_seat.cohort_id == Cohort.id, _seat.state == EnrolmentState.ENROLLED))
    .where(
        *_mine, _held, CohortDay.on_date < _today, CohortDay.on_date > _follow_up, _passed,
        ~exists().where(Certificate.enrolment_id == _seat.id),
    )
    .group_by(Cohort.id, Cohort.ref, Cohort.title, CohortDay.on_date, TrainingVersion.digest)
)  # fmt: skip
TRAINERS = (_REGISTERS, _CERTIFICATES, _DRAFTS, _COMING)
