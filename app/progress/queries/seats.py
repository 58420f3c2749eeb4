"""Who of the partner sat in which half-day of training, and days of support by goal: dated rows of an engagement."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)

from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.engagements.models import Engagement
from app.learning.models import Attendance, Cohort, CohortDay, Enrolment, EnrolmentState, TrainingVersion
from app.learning.queries.thread import touching


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


_engagement_id = bindparam("engagement_id", type_=Integer)
_its_own = and_(  # found from the few of an authority, not from all cohorts of another
    Enrolment.authority_id
    == select(Engagement.partner_authority_id).where(Engagement.id == _engagement_id).scalar_subquery(),
    Enrolment.state == EnrolmentState.ENROLLED,
)
_mine = (
    select(Enrolment.cohort_id, Enrolment.authority_id, func.count().label("places"))
    .where(_its_own)
    .group_by(Enrolment.cohort_id, Enrolment.authority_id)
    .cte("mine")
)
_there = (
    select(
        Enrolment.cohort_id,
        Attendance.day,
        Attendance.half,
        func.sum(case((Attendance.minutes > 0, 1), else_=0)).label("number"),
    )
    .join(Attendance, Attendance.enrolment_id == Enrolment.id)
    .where(_its_own, Enrolment.cohort_id.in_(select(_mine.c.cohort_id)))
    .group_by(Enrolment.cohort_id, Attendance.day, Attendance.half)
    .subquery("there")
)
_PLACES = (
    select(
        literal("seats").label("what"),
        Cohort.ref.label("ref"),
        Cohort.title.label("title"),
        TrainingVersion.digest.label("text"),
        func.coalesce(_there.c.half, "").label("half"),
        CohortDay.day.label("day"),
        CohortDay.on_date.label("on_date"),
        _mine.c.places.label("number"),
        _there.c.number.label("there"),
    )
    .select_from(_mine)
    .join(Cohort, Cohort.id == _mine.c.cohort_id)
    .join(Engagement, touching(_mine.c.authority_id))
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(CohortDay, CohortDay.cohort_id == Cohort.id)
    .outerjoin(_there, (_there.c.cohort_id == Cohort.id) & (_there.c.day == CohortDay.day))
)
_ENTRIES = select(
    literal("entry").label("what"),
    SupportEntry.ref.label("ref"),
    literal("").label("title"),
    SupportEntry.goal_ref.label("text"),
    cast(SupportEntry.state, String).label("half"),
    literal(0, Integer).label("day"),
    SupportEntry.on_date.label("on_date"),
    SupportEntry.quarters.label("number"),
    literal(0, Integer).label("there"),
).where(SupportEntry.engagement_id == _engagement_id, SupportEntry.goal_ref != "")


def _in_order(*parts: Select[*tuple[Any, ...]]) -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(*parts).order_by("on_date", "what", "title", "ref", "half")


_SEATS = _in_order(_PLACES)
_SEATS_AND_ENTRIES = _in_order(_PLACES, _ENTRIES)


def dated_of(*, engagement_id: int, entries: bool) -> Dated:
    """Give seats, and entries where they are asked for, in one query."""
    asked = _SEATS_AND_ENTRIES if entries else _SEATS
    rows = db.session.connection().execute(asked, {"engagement_id": engagement_id}).all()
    days, there = dict[Seats, None](), list[Seats]()
    for what, _, title, text, half, day, on, number, came in rows:
        if what == "seats":
            days[Seats(title, text, day, "", on, number)] = None
            if half:
                there.append(Seats(title, text, day, half, on, int(came)))
    return Dated(
        (*days, *there),
        tuple(
            Entry(ref, text, EntryState(half), on, number)
            for what, ref, _, text, half, _, on, number, _ in rows
            if what == "entry"
        ),
    )
