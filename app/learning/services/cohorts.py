"""Making, changing, opening, closing, cancelling a cohort. Places in it: enrolling.py; mail: telling_delegates.py."""

import datetime as dt
import json
from dataclasses import dataclass
from zlib import crc32

from sqlalchemy import delete, func, select

from app.audit.services import Facts, record
from app.db import db
from app.learning.dates import begins, ends
from app.learning.errors import ConflictError, RefusedFieldError, WrongStateError
from app.learning.models import (
    Attendance,
    Cohort,
    CohortDay,
    CohortState,
    CohortTrainer,
    Enrolment,
    TrainingVersion,
)
from app.learning.services import telling_delegates as telling
from app.learning.services.enrolling import Locked, fill, lock
from app.security import Identity

NO_PLACE_YET = "Enter a venue or a link before you open this cohort: delegates are told where to come."
BEGUN = "This cohort has begun, so it can no longer be opened. Nothing was saved."
CANCELLED = "This cohort is cancelled, so it no longer changes. Nothing was saved."
OVER = "This cohort is over, so it no longer changes. Nothing was saved."


@dataclass(frozen=True, slots=True)
class Plan:
    """The facts of a cohort: the date of each day by its number, and who leads it."""

    title: str
    seats: int
    dates: dict[int, dt.date]
    venue: str
    link: str
    joining: str
    trainers: tuple[int, ...]

    @property
    def mark(self) -> int:
        """Give a number that differs when a fact does; a place taken meanwhile is none."""
        return crc32(json.dumps(_facts(self)).encode()) % 10**9


def make(
    plan: Plan, version: TrainingVersion, *, authority_id: int, actor: Identity, now: dt.datetime, illustrative: bool
) -> Cohort:
    """Make a draft that runs on `version`, which it keeps."""
    cohort = Cohort(
        authority_id=authority_id,
        training_version_id=version.id,
        title=plan.title,
        state=CohortState.DRAFT,
        seats=plan.seats,
        taken=0,
        venue=plan.venue,
        link=plan.link,
        joining=plan.joining,
        told={},
        illustrative=illustrative,
        created_by_id=actor.person_id,
        created_at=now,
    )
    db.session.add(cohort)
    db.session.flush()
    db.session.add_all(CohortDay(cohort_id=cohort.id, day=day, on_date=on) for day, on in plan.dates.items())
    db.session.add_all(CohortTrainer(cohort_id=cohort.id, person_id=key) for key in plan.trainers)
    db.session.flush()
    became = _facts(plan) | {"training_version": version.ref, "authority_id": authority_id}
    _note("cohort made", cohort, actor=actor, now=now, became=became)
    return cohort


def change(cohort_id: int, plan: Plan, *, seen: int, actor: Identity, now: dt.datetime) -> None:
    """Change the facts; delegates are told later, once. Raises ConflictError, WrongStateError, RefusedFieldError."""
    locked = lock(cohort_id)
    cohort = locked.cohort
    demand_live(locked, now)
    if plan_of(locked).mark != seen:
        raise ConflictError
    if plan.seats < cohort.taken:
        raise RefusedFieldError("seats", f"Seats must be {cohort.taken} or more: that many people have a place")
    _demand_unregistered({day for day, on in plan.dates.items() if locked.dates[day] != on}, cohort)
    was = telling.facts_of(cohort, locked.dates)
    cohort.title, cohort.seats = plan.title, plan.seats
    cohort.venue, cohort.link, cohort.joining = plan.venue, plan.link, plan.joining
    _set_dates(cohort, plan)
    _set_trainers(cohort, plan)
    if cohort.state is not CohortState.DRAFT:
        cohort.told = cohort.told or was
        differs = telling.differences(cohort.told, telling.facts_of(cohort, plan.dates), locked.programme)
        cohort.changed_at = now if differs else None
    db.session.flush()
    _note("cohort changed", cohort, actor=actor, now=now, became=_facts(plan))
    fill(Locked(cohort, plan.dates, locked.programme), actor=actor, now=now)


def open_enrolment(cohort_id: int, *, actor: Identity, now: dt.datetime) -> None:
    """Let people enrol. Again is harmless. Raises WrongStateError."""
    locked = lock(cohort_id)
    cohort = locked.cohort
    demand_live(locked, now)
    if cohort.state is CohortState.OPEN:
        return
    if not (cohort.venue or cohort.link):
        raise WrongStateError(NO_PLACE_YET)
    if cohort.state is CohortState.DRAFT and now >= begins(locked.programme, locked.dates):
        raise WrongStateError(BEGUN)
    if cohort.state is CohortState.DRAFT:
        cohort.told = telling.facts_of(cohort, locked.dates)
    cohort.state = CohortState.OPEN
    db.session.flush()
    _note("cohort opened", cohort, actor=actor, now=now)


def close_enrolment(cohort_id: int, *, actor: Identity, now: dt.datetime) -> None:
    """Let nobody enrol any more; who waits still moves up. Again is harmless. Raises WrongStateError."""
    locked = lock(cohort_id)
    cohort = locked.cohort
    demand_live(locked, now)
    if cohort.state is CohortState.DRAFT:
        raise WrongStateError("This cohort is not open yet. Nothing was saved.")
    if cohort.state is CohortState.OPEN:
        cohort.state = CohortState.CLOSED
        db.session.flush()
        _note("cohort closed to enrolment", cohort, actor=actor, now=now)


def cancel(cohort_id: int, reason: str, *, actor: Identity, now: dt.datetime) -> None:
    """Cancel for a reason, which everybody in it is told. Again is harmless. Raises WrongStateError when it is over."""
    locked = lock(cohort_id)
    cohort = locked.cohort
    if cohort.state is CohortState.CANCELLED:
        return
    demand_live(locked, now)
    cohort.state, cohort.changed_at = CohortState.CANCELLED, None
    cohort.told = cohort.told | {"cancelled_because": reason}
    db.session.flush()
    _note("cohort cancelled", cohort, actor=actor, now=now, became={"reason": reason})
    telling.tell_cancelled(cohort, reason, now=now)


def tell_now(cohort_id: int, *, actor: Identity, now: dt.datetime) -> int:
    """Tell delegates at once what changed; give how many were told, 0 when nothing differs."""
    cohort = lock(cohort_id).cohort
    return telling.tell_changes(cohort, actor=actor, now=now) if cohort.changed_at else 0


def plan_of(locked: Locked) -> Plan:
    """Give the facts of a cohort as they are kept."""
    cohort = locked.cohort
    leads = select(CohortTrainer.person_id).where(CohortTrainer.cohort_id == cohort.id)
    trainers = tuple(db.session.scalars(leads.order_by(CohortTrainer.person_id)))
    return Plan(cohort.title, cohort.seats, locked.dates, cohort.venue, cohort.link, cohort.joining, trainers)


def demand_live(locked: Locked, now: dt.datetime) -> None:
    """Raise WrongStateError for a cohort that is cancelled or over."""
    if locked.cohort.state is CohortState.CANCELLED:
        raise WrongStateError(CANCELLED)
    if now >= ends(locked.programme, locked.dates):
        raise WrongStateError(OVER)


def _demand_unregistered(moved: set[int], cohort: Cohort) -> None:
    """Raise RefusedFieldError for a day that would move although its register is taken: it has been held."""
    taken = (
        select(func.min(Attendance.day))
        .join(Enrolment, Enrolment.id == Attendance.enrolment_id)
        .where(Enrolment.cohort_id == cohort.id, Attendance.day.in_(moved))
    )
    day = db.session.scalar(taken) if moved else None
    if day is not None:
        raise RefusedFieldError(f"day_{day}", f"The register of day {day} is taken, so its date cannot change")


def _set_dates(cohort: Cohort, plan: Plan) -> None:
    for each in db.session.scalars(select(CohortDay).where(CohortDay.cohort_id == cohort.id)):
        each.on_date = plan.dates[each.day]


def _set_trainers(cohort: Cohort, plan: Plan) -> None:
    db.session.execute(delete(CohortTrainer).where(CohortTrainer.cohort_id == cohort.id))
    db.session.add_all(CohortTrainer(cohort_id=cohort.id, person_id=key) for key in plan.trainers)
    db.session.flush()


def _facts(plan: Plan) -> Facts:
    return {
        "title": plan.title,
        "seats": plan.seats,
        "dates": ", ".join(on.isoformat() for _, on in sorted(plan.dates.items())),
        "venue": plan.venue,
        "link": plan.link,
        "joining": plan.joining,
        "trainers": ", ".join(str(key) for key in sorted(plan.trainers)),
    }


def _note(action: str, cohort: Cohort, *, actor: Identity, now: dt.datetime, became: Facts | None = None) -> None:
    record(action, f"cohort {cohort.ref}", actor_id=actor.person_id, now=now, became=became)
