"""Who of the partner sat in which half-day of training, and days of support by goal: dated rows of an engagement."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, String, and_, case, cast, func, literal, select, union_all

from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.engagements.models import Engagement
from app.learning.models import Attendance, Cohort, CohortDay, Enrolment, EnrolmentState, TrainingVersion
from app.learning.queries.thread import of_the_partner

_HELD = Enrolment.state == EnrolmentState.ENROLLED


@dataclass(frozen=True, slots=True)
class Seats:
    """Places of a cohort's day (`half` empty), or how many were there in a half that is registered."""

    cohort: str
    digest: str
    day: int
    half: str
    on: dt.date
    delegates: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of support days that serves a goal; negative quarters in a reversal. A booking is still to come."""

    ref: str
    goal_ref: str
    state: EntryState
    on: dt.date
    quarters: int


@dataclass(frozen=True, slots=True)
class Dated:
    """Seats and entries by date."""

    seats: tuple[Seats, ...] = ()
    entries: tuple[Entry, ...] = ()


def dated_of(*, engagement_id: int, seats: bool, entries: bool) -> Dated:
    """Give what is asked for in one query, or none where nothing is."""
    parts: list[Select[*tuple[Any, ...]]] = []
    if seats:
        parts += [_places(engagement_id), _there(engagement_id)]
    if entries:
        parts.append(_entries(engagement_id))
    if not parts:
        return Dated()
    every = union_all(*parts).subquery("every")
    columns = (every.c.on_date, every.c.what, every.c.title, every.c.half, every.c.ref)
    rows = db.session.execute(select(every).order_by(*columns)).all()
    return Dated(
        tuple(
            Seats(row.title, row.text, row.day, row.half, row.on_date, int(row.number))
            for row in rows
            if row.what == "seats"
        ),
        tuple(
            Entry(row.ref, row.text, EntryState(row.half), row.on_date, int(row.number))
            for row in rows
            if row.what == "entry"
        ),
    )


def _places(engagement_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal("seats").label("what"),
            Cohort.ref.label("ref"),
            Cohort.title.label("title"),
            TrainingVersion.digest.label("text"),
            literal("").label("half"),
            CohortDay.day.label("day"),
            CohortDay.on_date.label("on_date"),
            func.count(Enrolment.id).label("number"),
        )
        .select_from(Enrolment)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
        .join(CohortDay, CohortDay.cohort_id == Cohort.id)
        .join(Engagement, of_the_partner)
        .where(_HELD)
        .group_by(Cohort.id, Cohort.ref, Cohort.title, TrainingVersion.digest, CohortDay.day, CohortDay.on_date)
        .params(engagement_id=engagement_id)
    )


def _there(engagement_id: int) -> Select[*tuple[Any, ...]]:
    of_the_day = and_(CohortDay.cohort_id == Cohort.id, CohortDay.day == Attendance.day)
    return (
        select(
            literal("seats").label("what"),
            Cohort.ref.label("ref"),
            Cohort.title.label("title"),
            TrainingVersion.digest.label("text"),
            Attendance.half.label("half"),
            CohortDay.day.label("day"),
            CohortDay.on_date.label("on_date"),
            func.sum(case((Attendance.minutes > 0, 1), else_=0)).label("number"),
        )
        .select_from(Enrolment)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
        .join(Attendance, Attendance.enrolment_id == Enrolment.id)
        .join(CohortDay, of_the_day)
        .join(Engagement, of_the_partner)
        .where(_HELD)
        .group_by(
            Cohort.id, Cohort.ref, Cohort.title, TrainingVersion.digest, Attendance.half, CohortDay.day,
            CohortDay.on_date,
        )
        .params(engagement_id=engagement_id)
    )  # fmt: skip


def _entries(engagement_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        literal("entry").label("what"),
        SupportEntry.ref.label("ref"),
        literal("").label("title"),
        SupportEntry.goal_ref.label("text"),
        cast(SupportEntry.state, String).label("half"),
        literal(0, Integer).label("day"),
        SupportEntry.on_date.label("on_date"),
        SupportEntry.quarters.label("number"),
    ).where(SupportEntry.engagement_id == engagement_id, SupportEntry.goal_ref != "")
