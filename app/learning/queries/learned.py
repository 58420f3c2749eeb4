"""What delegates rated, showed and said: the delegate's own, and a cohort's replies to be summed. Held back: pages."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Integer, Select, String, cast, literal, null, select, union_all

from app.db import db
from app.learning.confidence import Ratings
from app.learning.models import (
    CheckAttempt,
    CheckKind,
    ConfidenceRating,
    DayFeedback,
    Enrolment,
    EnrolmentState,
    Moment,
    Pledge,
)
from app.learning.opening import Opening

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
    """The first check of a kind that a delegate handed in."""

    correct: int
    out_of: int
    at: dt.datetime


@dataclass
class Replies:
    """All that a cohort's delegates rated and showed, by enrolment; never shown as it is."""

    places: set[int] = field(default_factory=set)
    ratings: dict[int, dict[Moment, Mapping[str, int]]] = field(default_factory=dict)
    checks: dict[int, dict[CheckKind, Taken]] = field(default_factory=dict)

    def are_fixed(self, opening: Opening, now: dt.datetime) -> bool:
        """Say whether no rating can come or change any more, so that sums may be shown: closed, or all have given all.

        A reply of somebody who gave up the place since stays counted: to take it away would show it.
        """
        if now >= opening.rating_until:
            return True
        return bool(self.places) and all(self._has_given_all(place) for place in self.places)

    def _has_given_all(self, place: int) -> bool:
        given = self.ratings.get(place, {})
        checked = CheckKind.AFTER in self.checks.get(place, {})
        return checked and {Moment.AFTER, Moment.LOOKING_BACK} <= given.keys()

    def compared(self) -> list[Ratings]:
        """Give the ratings of each delegate."""
        return list(self.ratings.values())

    def checked_twice(self, opening: Opening) -> list[tuple[Taken, Taken]]:
        """Give the first check before and the first after of each delegate who handed in both in time."""
        return [
            (taken[CheckKind.BEFORE], taken[CheckKind.AFTER])
            for taken in self.checks.values()
            if len(taken) == len(CheckKind) and taken[CheckKind.AFTER].at < opening.rating_until
        ]


def _rated(cohort_id: int) -> Select[Any]:
    """Every place of the cohort with its ratings, one row at least for each."""
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Enrolment.state,
            Enrolment.enrolled_at,
            cast(ConfidenceRating.moment, String).label("which"),
            ConfidenceRating.levels,
            cast(null(), Integer).label("correct"),
            cast(null(), Integer).label("out_of"),
            ConfidenceRating.given_at.label("at"),
            literal(0).label("sequence"),
        )
        .outerjoin(ConfidenceRating, ConfidenceRating.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id)
    )


def _checked(cohort_id: int) -> Select[Any]:
    """Every check that was handed in, in the shape of `_rated`."""
    return (
        select(
            Enrolment.id,
            Enrolment.state,
            Enrolment.enrolled_at,
            cast(CheckAttempt.kind, String),
            cast(null(), JSON),
            CheckAttempt.correct,
            CheckAttempt.out_of,
            CheckAttempt.submitted_at,
            CheckAttempt.id,
        )
        .join(CheckAttempt, CheckAttempt.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id, CheckAttempt.submitted_at.is_not(None))
    )


def replies_of(opening: Opening, *, cohort_id: int) -> Replies:
    """Give the ratings and checks of all who had a place before the time of `after` began; one query.

    Who is moved up later may answer for the own progress, and is in no sum: the set of those who count cannot grow.
    """
    every = union_all(_rated(cohort_id), _checked(cohort_id)).subquery()
    rows = db.session.execute(select(every).order_by(every.c.sequence, every.c.enrolment_id, every.c.which))
    replies = Replies()
    for row in rows:
        if row.enrolled_at is None or row.enrolled_at >= opening.after_from:
            continue
        if row.state is EnrolmentState.ENROLLED:
            replies.places.add(row.enrolment_id)
        if row.correct is not None:
            taken = replies.checks.setdefault(row.enrolment_id, {})
            taken.setdefault(CheckKind(row.which), Taken(row.correct, row.out_of, row.at))
        elif row.which is not None:
            replies.ratings.setdefault(row.enrolment_id, {})[Moment(row.which)] = row.levels
    return replies


def feedback_in(*, cohort_id: int) -> dict[int, list[Said]]:
    """Give the feedback of each day in the order of arrival; one that was changed arrived with the change."""
    rows = db.session.execute(
        select(
            DayFeedback.day,
            DayFeedback.enrolment_id,
            DayFeedback.ratings,
            DayFeedback.helped,
            DayFeedback.change,
            DayFeedback.given_at,
        )
        .join(Enrolment, Enrolment.id == DayFeedback.enrolment_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(DayFeedback.day, DayFeedback.given_at, DayFeedback.id)
    )
    found: dict[int, list[Said]] = {}
    for row in rows:
        found.setdefault(row.day, []).append(Said(*row[1:]))
    return found
