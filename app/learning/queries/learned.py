"""What delegates rated, showed and said: the delegate's own. A cohort's replies to be summed: answered.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    bindparam,
    select,
)

from app.db import db
from app.learning.models import (
    CheckAttempt,
    CheckKind,
    ConfidenceRating,
    DayFeedback,
    Enrolment,
    Moment,
    Pledge,
)

ANEW = {"populate_existing": True}
"""A page that loaded a record before the lock was had must not judge what another window saved by the old one."""


def ratings_of(*, enrolment_id: int) -> dict[Moment, ConfidenceRating]:
    """Give the delegate's own ratings by moment."""
    wanted = select(ConfidenceRating).where(ConfidenceRating.enrolment_id == enrolment_id)
    found = db.session.scalars(wanted.order_by(ConfidenceRating.id).execution_options(**ANEW))
    return {each.moment: each for each in found}


def attempts_of(*, enrolment_id: int) -> list[CheckAttempt]:
    """Give the delegate's own attempts, the oldest first."""
    return list(
        db.session.scalars(
            select(CheckAttempt).where(CheckAttempt.enrolment_id == enrolment_id).order_by(CheckAttempt.id)
        )
    )


def attempt_by_ref(ref: str, *, enrolment_id: int) -> CheckAttempt | None:
    """Give one of the delegate's own attempts."""
    return db.session.scalar(
        select(CheckAttempt).where(CheckAttempt.ref == ref, CheckAttempt.enrolment_id == enrolment_id)
    )


def feedback_of(*, enrolment_id: int) -> dict[int, DayFeedback]:
    """Give the delegate's own feedback by day."""
    wanted = select(DayFeedback).where(DayFeedback.enrolment_id == enrolment_id).order_by(DayFeedback.day)
    found = db.session.scalars(wanted.execution_options(**ANEW))
    return {each.day: each for each in found}


def pledges_of(*, enrolment_id: int) -> list[Pledge]:
    """Give the delegate's pledges in order."""
    wanted = select(Pledge).where(Pledge.enrolment_id == enrolment_id).order_by(Pledge.position)
    return list(db.session.scalars(wanted.execution_options(**ANEW)))


def pledged_by(*, enrolment_id: int) -> tuple[Enrolment, list[Pledge]]:
    """Give the delegate's place with the pledges in order; one query."""
    rows = db.session.execute(
        select(Enrolment, Pledge)
        .outerjoin(Pledge, Pledge.enrolment_id == Enrolment.id)
        .where(Enrolment.id == enrolment_id)
        .order_by(Pledge.position)
    ).all()
    return rows[0][0], [pledge for _, pledge in rows if pledge is not None]


def enrolment_of(*, enrolment_id: int, lock: bool = False) -> Enrolment:
    """Give the delegate's place, locked where something of it is to change."""
    wanted = select(Enrolment).where(Enrolment.id == enrolment_id)
    return db.session.scalars(wanted.with_for_update().execution_options(**ANEW) if lock else wanted).one()


@dataclass(frozen=True, slots=True)
class Said:
    """One feedback on a day; whose it is serves only to tell the asker whether the own one can still change."""

    enrolment_id: int
    ratings: Mapping[str, int]
    helped: str
    change: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A check that a delegate handed in; in sums the first of its kind."""

    correct: int
    out_of: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Rated:
    """An own rating as it is read."""

    levels: Mapping[str, int]
    given_at: dt.datetime


_enrolment_id = bindparam("enrolment_id", type_=Integer)
_RATED = (
    select(ConfidenceRating.moment, ConfidenceRating.levels, ConfidenceRating.given_at)
    .where(ConfidenceRating.enrolment_id == _enrolment_id)
    .order_by(ConfidenceRating.id)
)
_TAKEN: Select[*tuple[Any, ...]] = (
    select(CheckAttempt.kind, CheckAttempt.correct, CheckAttempt.out_of, CheckAttempt.submitted_at)
    .where(CheckAttempt.enrolment_id == _enrolment_id, CheckAttempt.submitted_at.is_not(None))
    .order_by(CheckAttempt.id)
)


def rated_by(*, enrolment_id: int) -> dict[Moment, Rated]:
    """Give the delegate's own ratings by moment, to be read only."""
    rows = db.session.connection().execute(_RATED, {"enrolment_id": enrolment_id})
    return {moment: Rated(levels, at) for moment, levels, at in rows}


def checks_taken(*, enrolment_id: int) -> dict[CheckKind, list[Taken]]:
    """Give what the delegate handed in of each kind of check, the oldest first."""
    found: dict[CheckKind, list[Taken]] = {kind: [] for kind in CheckKind}
    for kind, correct, out_of, at in db.session.connection().execute(_TAKEN, {"enrolment_id": enrolment_id}):
        found[kind].append(Taken(correct, out_of, at))
    return found


_cohort_id = bindparam("cohort_id", type_=Integer)
_FEEDBACK: Select[*tuple[Any, ...]] = (
    select(
        DayFeedback.day,
        DayFeedback.enrolment_id,
        DayFeedback.ratings,
        DayFeedback.helped,
        DayFeedback.change,
        DayFeedback.given_at,
    )
    .join(Enrolment, Enrolment.id == DayFeedback.enrolment_id)
    .where(Enrolment.cohort_id == _cohort_id)
    .order_by(DayFeedback.day, DayFeedback.given_at, DayFeedback.id)
)


def feedback_in(*, cohort_id: int) -> dict[int, list[Said]]:
    """Give the feedback of each day in the order of arrival; one that was changed arrived with the change."""
    found: dict[int, list[Said]] = {}
    for day, *said in db.session.execute(_FEEDBACK, {"cohort_id": cohort_id}):
        found.setdefault(day, []).append(Said(*said))
    return found
