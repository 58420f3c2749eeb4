"""Reading the register: one half-day, attendance of all. Certificates: certificates.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Person
from app.db import db
from app.learning.attendance import Attended, Registered, attended
from app.learning.content import HalfDay
from app.learning.models import Attendance, Enrolment, EnrolmentState, Mark


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A delegate in a half-day; `mark` is None while nothing is registered."""

    enrolment_id: int
    ref: str
    name: str
    authority: str
    mark: Mark | None
    minutes: int
    marked_by: str
    marked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DelegateAttendance:
    """A delegate with the attendance in all half-days."""

    enrolment_id: int
    ref: str
    name: str
    authority: str
    attended: Attended


def half_day_rows(half: HalfDay, *, cohort_id: int) -> list[RegisterRow]:
    """Give the delegates with a place by name, each with what is registered of this half-day."""
    marker = aliased(Person)
    found = db.session.execute(
        select(
            Enrolment.id,
            Enrolment.ref,
            Person.name,
            Authority.name,
            Attendance.mark,
            func.coalesce(Attendance.minutes, 0),
            func.coalesce(marker.name, ""),
            Attendance.marked_at,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .join(Authority, Authority.id == Enrolment.authority_id)
        .outerjoin(
            Attendance,
            and_(Attendance.enrolment_id == Enrolment.id, Attendance.day == half.day, Attendance.half == half.half),
        )
        .outerjoin(marker, marker.id == Attendance.marked_by_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.name, Enrolment.id)
    )
    return [RegisterRow(*row) for row in found]


def attendance_of_all(
    half_days: Sequence[HalfDay], *, cohort_id: int, enrolment_id: int | None = None
) -> list[DelegateAttendance]:
    """Give every delegate with a place by name, or the one of `enrolment_id`, with all that is registered."""
    asked = (
        select(
            Enrolment.id,
            Enrolment.ref,
            Person.name,
            Authority.name.label("authority"),
            Attendance.day,
            Attendance.half,
            Attendance.mark,
            Attendance.minutes,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .join(Authority, Authority.id == Enrolment.authority_id)
        .outerjoin(Attendance, Attendance.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.name, Enrolment.id, Attendance.day)
    )
    if enrolment_id is not None:
        asked = asked.where(Enrolment.id == enrolment_id)
    people: dict[int, tuple[str, str, str]] = {}
    rows: dict[int, list[Registered]] = {}
    for row in db.session.execute(asked):
        people[row.id] = (row.ref, row.name, row.authority)
        of_it = rows.setdefault(row.id, [])
        if row.mark is not None:
            of_it.append(Registered(row.day, row.half, row.mark.value, row.minutes))
    return [DelegateAttendance(key, *who, attended(half_days, rows[key])) for key, who in people.items()]
