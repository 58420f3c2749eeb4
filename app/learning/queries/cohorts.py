"""One cohort as its page shows it: facts, dates, registers, trainers, delegates. Lists of cohorts: listings.py."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, bindparam, case, exists, func, select

from app.accounts.models import Authority, Membership, Person
from app.db import db
from app.learning.models import (
    Attendance,
    Cohort,
    CohortDay,
    CohortTrainer,
    Enrolment,
    EnrolmentState,
    TrainingVersion,
    VersionState,
)
from app.security import Role


@dataclass(frozen=True, slots=True)
class CohortRecord:
    """What everybody in it may know. `registered` are the half-days of which the register is taken."""

    seats: int
    taken: int
    venue: str
    link: str
    joining: str
    told: dict[str, Any]
    changed_at: dt.datetime | None
    created_at: dt.datetime
    version: int
    dates: dict[int, dt.date]
    registered: frozenset[tuple[int, str]]

    @property
    def free(self) -> int:
        """Places that nobody has."""
        return self.seats - self.taken


@dataclass(frozen=True, slots=True)
class Trainer:
    """A trainer of the authority; `leads` if the person leads this cohort."""

    id: int
    ref: str
    name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class DelegateRow:
    """Somebody who has a place, waits for one, or had one."""

    id: int
    ref: str
    person_id: int
    name: str
    email: str
    authority_name: str
    state: EnrolmentState
    needs: str
    asked_at: dt.datetime
    has_account: bool


def _taken(half: str) -> Any:
    return (
        exists()
        .where(
            Attendance.enrolment_id == Enrolment.id,
            Enrolment.cohort_id == CohortDay.cohort_id,
            Attendance.day == CohortDay.day,
            Attendance.half == half,
        )
        .correlate(CohortDay)
    )


_cohort_id = bindparam("cohort_id", type_=Integer)
_RECORD: Select[*tuple[Any, ...]] = (
    select(
        Cohort.seats,
        Cohort.taken,
        Cohort.venue,
        Cohort.link,
        Cohort.joining,
        Cohort.told,
        Cohort.changed_at,
        Cohort.created_at,
        Cohort.version,
        CohortDay.day,
        CohortDay.on_date,
        _taken("morning"),
        _taken("afternoon"),
    )
    .join(CohortDay, CohortDay.cohort_id == Cohort.id)
    .where(Cohort.id == _cohort_id)
    .order_by(CohortDay.day)
)


def cohort_record(*, cohort_id: int) -> CohortRecord:
    """Give the facts of a cohort with its dates and registers, in one query."""
    rows = db.session.connection().execute(_RECORD, {"cohort_id": cohort_id}).all()
    dates, registered = dict[int, dt.date](), set[tuple[int, str]]()
    for *_, day, on, morning, afternoon in rows:
        dates[day] = on
        registered.update((day, half) for half, taken in (("morning", morning), ("afternoon", afternoon)) if taken)
    facts: tuple[Any, ...] = (*rows[0][:-4], dates, frozenset(registered))
    return CohortRecord(*facts)


_DATES = select(CohortDay.day, CohortDay.on_date).where(CohortDay.cohort_id == _cohort_id).order_by(CohortDay.day)


def dates_of(*, cohort_id: int) -> dict[int, dt.date]:
    """Give the date of each day."""
    rows = db.session.connection().execute(_DATES, {"cohort_id": cohort_id})
    return {row.day: row.on_date for row in rows}


_TRAINERS = (
    select(Person.name)
    .join(CohortTrainer, CohortTrainer.person_id == Person.id)
    .where(CohortTrainer.cohort_id == _cohort_id)
    .order_by(Person.name, Person.id)
)


def trainers_of(*, cohort_id: int) -> list[str]:
    """Give the names of those who lead a cohort."""
    return [name for (name,) in db.session.connection().execute(_TRAINERS, {"cohort_id": cohort_id})]


def trainers_to_choose(*, authority_id: int, cohort_id: int | None = None) -> list[Trainer]:
    """Give the trainers of an authority by name, and who leads the cohort although no longer a trainer."""
    leads = exists().where(CohortTrainer.cohort_id == cohort_id, CohortTrainer.person_id == Person.id)
    trains = exists().where(
        Membership.person_id == Person.id,
        Membership.authority_id == authority_id,
        Membership.role == Role.TRAINER,
        Membership.engagement_id.is_(None),
        Membership.ended_at.is_(None),
    )
    found = db.session.execute(
        select(Person.id, Person.ref, Person.name, leads)
        .where((trains & Person.ended_at.is_(None)) | leads)
        .order_by(Person.name, Person.id)
    )
    return [Trainer(*row) for row in found]


_waits = Enrolment.state == EnrolmentState.WAITING
_DELEGATES: Select[*tuple[Any, ...]] = (
    select(
        Enrolment.id,
        Enrolment.ref,
        Person.id,
        Person.name,
        Person.email,
        Authority.name.label("authority_name"),
        Enrolment.state,
        Enrolment.needs,
        Enrolment.asked_at,
        Person.password_hash.is_not(None),
    )
    .join(Person, Person.id == Enrolment.person_id)
    .join(Authority, Authority.id == Enrolment.authority_id)
    .where(Enrolment.cohort_id == _cohort_id)
    .order_by(
        case((Enrolment.state == EnrolmentState.ENROLLED, 0), (_waits, 1), else_=2),
        case((_waits, Enrolment.asked_at)),
        func.lower(Person.name),
        Enrolment.id,
    )
)


def delegates_of(*, cohort_id: int) -> list[DelegateRow]:
    """Give everybody who enrolled: those with a place by name, then who waits by when they asked, then who left."""
    return [DelegateRow(*row) for row in db.session.connection().execute(_DELEGATES, {"cohort_id": cohort_id})]


def delegate(enrolment_ref: str, *, cohort_id: int) -> DelegateRow | None:
    """Give one of them by reference."""
    return next((each for each in delegates_of(cohort_id=cohort_id) if each.ref == enrolment_ref), None)


def own_needs(*, enrolment_id: int) -> str:
    """Give what a delegate said of own needs."""
    return db.session.scalar(select(Enrolment.needs).where(Enrolment.id == enrolment_id)) or ""


def offered_versions() -> list[TrainingVersion]:
    """Give the newest published version of each programme, by title."""
    newest = func.row_number().over(
        partition_by=TrainingVersion.key,
        order_by=(TrainingVersion.published_at.desc(), TrainingVersion.id.desc()),
    )
    ranked = (
        select(TrainingVersion.id, newest.label("rank"))
        .where(TrainingVersion.state == VersionState.PUBLISHED)
        .subquery()
    )
    wanted = select(TrainingVersion).join(ranked, ranked.c.id == TrainingVersion.id).where(ranked.c.rank == 1)
    return list(db.session.scalars(wanted.order_by(TrainingVersion.title, TrainingVersion.id)))
