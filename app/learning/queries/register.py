"""Reading the register: one half-day, attendance of all. Certificates: certificates.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, String, and_, bindparam, func, select, type_coerce
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


_cohort_id = bindparam("cohort_id", type_=Integer)
_with_a_place = (Enrolment.cohort_id == _cohort_id, Enrolment.state == EnrolmentState.ENROLLED)
_marker = aliased(Person)
_HALF_DAY: Select[*tuple[Any, ...]] = (
    select(
        Enrolment.id,
        Enrolment.ref,
        Person.name,
        Authority.name.label("authority"),
        Attendance.mark,
        func.coalesce(Attendance.minutes, 0),
        func.coalesce(_marker.name, ""),
        Attendance.marked_at,
    )
    .join(Person, Person.id == Enrolment.person_id)
    .join(Authority, Authority.id == Enrolment.authority_id)
    .outerjoin(
        Attendance,
        and_(
            Attendance.enrolment_id == Enrolment.id,
            Attendance.day == bindparam("day"),
            Attendance.half == bindparam("half"),
        ),
    )
    .outerjoin(_marker, _marker.id == Attendance.marked_by_id)
    .where(*_with_a_place)
    .order_by(Person.name, Enrolment.id)
)


def half_day_rows(half: HalfDay, *, cohort_id: int) -> list[RegisterRow]:
    """Give the delegates with a place by name, each with what is registered of this half-day."""
    wanted = {"cohort_id": cohort_id, "day": half.day, "half": half.half}
    return [RegisterRow(*row) for row in db.session.connection().execute(_HALF_DAY, wanted)]


_EVERY: Select[*tuple[Any, ...]] = (
    select(
        Enrolment.id,
        Enrolment.ref,
        Person.name,
        Authority.name.label("authority"),
        Attendance.day,
        Attendance.half,
        type_coerce(Attendance.mark, String),
        Attendance.minutes,
    )
    .join(Person, Person.id == Enrolment.person_id)
    .join(Authority, Authority.id == Enrolment.authority_id)
    .outerjoin(Attendance, Attendance.enrolment_id == Enrolment.id)
    .where(*_with_a_place)
    .order_by(Person.name, Enrolment.id, Attendance.day)
)
_ONE = _EVERY.where(Enrolment.id == bindparam("enrolment_id"))


def attendance_of_all(
    half_days: Sequence[HalfDay], *, cohort_id: int, enrolment_id: int | None = None
) -> list[DelegateAttendance]:
    """Give every delegate with a place by name, or the one of `enrolment_id`, with all that is registered."""
    wanted = {"cohort_id": cohort_id} | ({} if enrolment_id is None else {"enrolment_id": enrolment_id})
    people: dict[int, tuple[str, str, str]] = {}
    rows: dict[int, list[Registered]] = {}
    found = db.session.connection().execute(_EVERY if enrolment_id is None else _ONE, wanted)
    for key, ref, name, authority, day, half, mark, minutes in found:
        if key not in people:
            people[key], rows[key] = (ref, name, authority), []
        if mark is not None:
            rows[key].append(Registered(day, half, mark, minutes))
    return [DelegateAttendance(key, *who, attended(half_days, rows[key])) for key, who in people.items()]
