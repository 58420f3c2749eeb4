"""What delegates rated, showed and said: the delegate's own, and a cohort's replies to be summed. Held back: pages."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    JSON,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from app.db import UtcDateTime, db
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


_cohort_id = bindparam("cohort_id", type_=Integer)
_counts = (Enrolment.cohort_id == _cohort_id, Enrolment.enrolled_at < bindparam("after_from"))
_REPLIES: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        Enrolment.id.label("enrolment_id"),
        (Enrolment.state == EnrolmentState.ENROLLED).label("has_place"),
        type_coerce(ConfidenceRating.moment, String).label("which"),
        ConfidenceRating.levels,
        cast(null(), Integer).label("correct"),
        cast(null(), Integer).label("out_of"),
        cast(null(), UtcDateTime).label("at"),
        literal(0).label("sequence"),
    )
    .outerjoin(ConfidenceRating, ConfidenceRating.enrolment_id == Enrolment.id)
    .where(*_counts),
    select(
        Enrolment.id,
        Enrolment.state == EnrolmentState.ENROLLED,
        type_coerce(CheckAttempt.kind, String),
        cast(null(), JSON),
        CheckAttempt.correct,
        CheckAttempt.out_of,
        CheckAttempt.submitted_at,
        CheckAttempt.id,
    )
    .join(CheckAttempt, CheckAttempt.enrolment_id == Enrolment.id)
    .where(*_counts, CheckAttempt.submitted_at.is_not(None)),
).order_by("sequence", "enrolment_id", "which")
"""Every place of the cohort with its ratings, one row at least for each; then every check that was handed in."""
_MOMENTS, _KINDS = {each.value: each for each in Moment}, {each.value: each for each in CheckKind}


def replies_of(opening: Opening, *, cohort_id: int) -> Replies:
    """Give the ratings and checks of all who had a place before the time of `after` began; one query.

    Who is moved up later may answer for the own progress, and is in no sum: the set of those who count cannot grow.
    """
    wanted = {"cohort_id": cohort_id, "after_from": opening.after_from}
    replies = Replies()
    for key, has_place, which, levels, correct, out_of, at, _ in db.session.execute(_REPLIES, wanted):
        if has_place:
            replies.places.add(key)
        if correct is not None:
            replies.checks.setdefault(key, {}).setdefault(_KINDS[which], Taken(correct, out_of, at))
        elif which is not None:
            replies.ratings.setdefault(key, {})[_MOMENTS[which]] = levels
    return replies


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
_NAMELESS = _FEEDBACK.with_only_columns(
    DayFeedback.day, DayFeedback.ratings, DayFeedback.helped, DayFeedback.change, maintain_column_froms=True
)


def feedback_in(*, cohort_id: int) -> dict[int, list[Said]]:
    """Give the feedback of each day in the order of arrival; one that was changed arrived with the change."""
    found: dict[int, list[Said]] = {}
    for day, *said in db.session.execute(_FEEDBACK, {"cohort_id": cohort_id}):
        found.setdefault(day, []).append(Said(*said))
    return found


def nameless_feedback_in(*, cohort_id: int) -> dict[int, list[tuple[Mapping[str, int], str, str]]]:
    """Give what is said of each day in the order of arrival: ratings, what helped, what to change; not by whom."""
    found: dict[int, list[tuple[Mapping[str, int], str, str]]] = {}
    for day, ratings, helped, change in db.session.connection().execute(_NAMELESS, {"cohort_id": cohort_id}):
        found.setdefault(day, []).append((ratings, helped, change))
    return found
