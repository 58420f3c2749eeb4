"""What waits for a person in training, for "your work", in one query; the rows of trainers: work_trainers.py."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    bindparam,
    cast,
    exists,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)

from app.db import db
from app.learning.attendance import LIMIT
from app.learning.certificate import CHECK_LIMIT
from app.learning.content import HALVES
from app.learning.models import (
    CheckAttempt,
    CheckKind,
    Cohort,
    CohortDay,
    CohortState,
    ConfidenceRating,
    DayFeedback,
    Enrolment,
    EnrolmentState,
    FollowUp,
    Moment,
    Pledge,
    TrainingVersion,
    Witness,
)
from app.learning.opening import FOLLOW_UP_DAYS, RATING_DAYS
from app.learning.queries.programmes import programme
from app.learning.queries.thread import first_on, last_on
from app.learning.queries.work_trainers import TRAINERS
from app.security import Identity, Role
from app.web.filters import day
from app.web.tasks import Task

FEEDBACK_DAYS, REGISTER_DAYS = 21, 60  # how long they are asked for here; the pages are open for longer or for good
MOST = 50
_person_id = bindparam("person_id", type_=Integer)
_today, _rating, _feedback, _follow_up = (
    bindparam(name, type_=Date) for name in ("today", "rating", "feedback", "follow_up")
)
_held = Cohort.state.in_((CohortState.OPEN, CohortState.CLOSED))
_own = (
    select(
        Enrolment.id,
        Enrolment.cohort_id,
        Cohort.ref,
        Cohort.title,
        TrainingVersion.digest,
        first_on.label("first_on"),
        last_on.label("last_on"),
    )
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .where(Enrolment.person_id == _person_id, Enrolment.state == EnrolmentState.ENROLLED, _held)
    .cte("own")
)


def _row(kind: str, due_on: Any, number: Any, *where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """A step of a delegate: its kind, the cohort, the day that it is about, and the date by which."""
    return select(
        literal(kind).label("kind"), _own.c.ref, _own.c.title, cast(number, Integer).label("day"),
        type_coerce(due_on, Date).label("due_on"), _own.c.digest, literal(0).label("morning"),
        literal(0).label("afternoon"), literal(0).label("taken"),
    ).where(*where)  # fmt: skip


def _rated(moment: Moment) -> ColumnElement[bool]:
    return exists().where(ConfidenceRating.enrolment_id == _own.c.id, ConfidenceRating.moment == moment)


_tried = (CheckAttempt.enrolment_id == _own.c.id, CheckAttempt.submitted_at.is_not(None))
_checked = exists().where(*_tried, CheckAttempt.kind == CheckKind.BEFORE)
_passed = exists().where(
    *_tried, CheckAttempt.kind == CheckKind.AFTER, CheckAttempt.correct * 100 >= CHECK_LIMIT * CheckAttempt.out_of
)
_is_ahead, _has_ended = _own.c.first_on >= _today, _own.c.last_on <= _today
_can_rate, _recent = _own.c.last_on >= _rating, _own.c.last_on > _follow_up
_replied = exists().where(DayFeedback.enrolment_id == _own.c.id, DayFeedback.day == CohortDay.day)
_first, _last, _none = _own.c.first_on, _own.c.last_on, literal(0)
_DELEGATE = (
    _row("rate_before", _first, _none, _is_ahead, ~_rated(Moment.BEFORE)),
    _row("check_before", _first, _none, _is_ahead, ~_checked),
    _row("rate_after", _last, _none, _has_ended, _can_rate, ~_rated(Moment.AFTER)),
    _row("rate_back", _last, _none, _has_ended, _can_rate, _rated(Moment.AFTER), ~_rated(Moment.LOOKING_BACK)),
    _row("check_after", _last, _none, _has_ended, _recent, ~_passed),
    _row("pledge", _last, _none, _has_ended, _recent, ~exists().where(Pledge.enrolment_id == _own.c.id)),
    _row("feedback", CohortDay.on_date, CohortDay.day, ~_replied)
    .join(CohortDay, CohortDay.cohort_id == _own.c.cohort_id)
    .where(CohortDay.on_date < _today, CohortDay.on_date >= _feedback),
    _row("coming", func.min(CohortDay.on_date), _none)
    .join(CohortDay, CohortDay.cohort_id == _own.c.cohort_id)
    .where(CohortDay.on_date >= _today)
    .group_by(_own.c.ref, _own.c.title, _own.c.digest),
    _row("follow_up", _last, _none, FollowUp.answered_at.is_(None))
    .join(FollowUp, FollowUp.enrolment_id == _own.c.id)
    .where(FollowUp.witness == Witness.DELEGATE, FollowUp.expires_at > bindparam("moment")),
)


def _statement(*rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    every = union_all(*rows).subquery("every")
    return select(every).order_by(every.c.due_on, every.c.ref, every.c.kind, every.c.day).limit(MOST)


_STATEMENTS = {
    frozenset({Role.DELEGATE}): _statement(*_DELEGATE),
    frozenset({Role.TRAINER}): _statement(*TRAINERS),
    frozenset({Role.DELEGATE, Role.TRAINER}): _statement(*_DELEGATE, *TRAINERS),
}
"""What can wait for whom; each is prepared once."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    kind: str
    ref: str
    title: str
    day: int
    due_on: dt.date
    digest: str
    morning: int
    afternoon: int
    taken: int


def training_tasks(identity: Identity, today: dt.date) -> list[Task]:
    """Give what waits for the person, and without a colour what comes, the oldest date first; `MOST` at most.

    No query for who is neither a trainer nor, in any authority, a delegate.
    """
    seats = frozenset(role for _, role in identity.authority_roles if role in {Role.DELEGATE, Role.TRAINER})
    if not seats:
        return []
    values = {
        "person_id": identity.person_id,
        "authority_ids": identity.authorities_as(Role.TRAINER),
        "today": today,
        "rating": today - dt.timedelta(days=RATING_DAYS),
        "feedback": today - dt.timedelta(days=FEEDBACK_DAYS),
        "register": today - dt.timedelta(days=REGISTER_DAYS),
        "follow_up": today - dt.timedelta(days=FOLLOW_UP_DAYS),
        "moment": dt.datetime.combine(today, dt.time.min, dt.UTC),
    }
    rows = [_Waiting(*row) for row in db.session.connection().execute(_STATEMENTS[seats], values)]
    tasks = (_register_task(row, today) if row.kind == "register" else _task(row) for row in rows if _is_there(row))
    return [task for task in tasks if task is not None]


_RATES, _CHECKS = frozenset({"rate_before", "rate_after", "rate_back"}), frozenset({"check_before", "check_after"})


def _is_there(row: _Waiting) -> bool:
    """Say whether the programme has what the step is about: a bespoke session may name no topics, or ask nothing."""
    if row.kind in _RATES:
        return bool(programme(row.digest).aspects)
    if row.kind == "certify":
        return _is_earned(row)
    return row.kind not in _CHECKS or bool(programme(row.digest).questions)


def _is_earned(row: _Waiting) -> bool:
    """Say whether somebody who passed the check and is marked in the last half-day was there for long enough."""
    taught = programme(row.digest)
    minutes = dict(zip(HALVES, (row.morning, row.afternoon), strict=True))
    return bool(taught.questions) and minutes[taught.half_days[-1].half] * 100 >= LIMIT * taught.minutes


def _task(row: _Waiting) -> Task:
    title, endpoint, status, more = _WORDS[row.kind](row)
    colour = None if row.kind == "coming" else "blue"
    href, due_on = url_for(f"learning.{endpoint}", cohort_ref=row.ref, **more), row.due_on
    return Task(title, href, row.title, status, colour, due_on if row.kind in _UNTIL else None)


def _register_task(row: _Waiting, today: dt.date) -> Task | None:
    """Lead to the first half of the day that is not complete; the programme says which halves there are."""
    marked = dict(zip(HALVES, (row.morning, row.afternoon), strict=True))
    taught = programme(row.digest)
    half = next((each for each in HALVES if taught.half_day(row.day, each) and marked[each] < row.taken), None)
    if half is None:
        return None
    href = url_for("learning.register", cohort_ref=row.ref, day=row.day, half=half)
    status, colour = ("Late", "red") if row.due_on < today else ("Today", "blue")
    return Task(f"Take the register of day {row.day}, {half}", href, f"{day(row.due_on)}; {row.title}", status, colour)


_UNTIL = frozenset({"rate_before", "check_before"})  # whose date is a deadline
Words = tuple[str, str, str, dict[str, Any]]  # title, endpoint, status, further parts of the address
_WORDS: dict[str, Callable[[_Waiting], Words]] = {
    "rate_before": lambda row: (
        "Rate your confidence before the training", "rate", f"Until {day(row.due_on)}", {"moment": "before"}
    ),
    "check_before": lambda row: (
        "Take the knowledge check before the training", "check", f"Until {day(row.due_on)}", {}
    ),
    "rate_after": lambda _row: ("Rate your confidence after the training", "rate", "To do", {"moment": "after"}),
    "rate_back": lambda _row: (
        "Look back: rate how confident you were before", "rate", "To do", {"moment": "looking-back"}
    ),
    "check_after": lambda _row: ("Take the knowledge check", "check", "Not passed yet", {}),
    "pledge": lambda _row: ("Make your pledges for the hundred days", "pledges", "To do", {}),
    "feedback": lambda row: (f"Give feedback on day {row.day} of the training", "feedback", "To do", {"day": row.day}),
    "follow_up": lambda _row: ("Say what came of the training", "follow_up", "Waiting for you", {}),
    "coming": lambda row: ("Training: next day", "cohort", day(row.due_on), {}),
    "open": lambda _row: ("Open a cohort for enrolment", "cohort", "Draft", {}),
    "certify": lambda _row: ("Issue certificates", "certificates", "To do", {}),
}  # fmt: skip
