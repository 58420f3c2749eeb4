"""Places in a cohort: taken, waited for, given up, moved up to. Inviting by e-mail: inviting.py.

The cohort's row is locked first, so that its count and the places always agree, and nobody waits beside a free place.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.queries import person_by_id
from app.accounts.services import Grant, grant_membership
from app.audit.services import Facts, record
from app.db import db
from app.learning.content import Programme
from app.learning.dates import begins, ends, second_half_begins
from app.learning.errors import WrongStateError
from app.learning.models import Cohort, CohortState, Enrolment, EnrolmentState, TrainingVersion
from app.learning.queries.cohorts import dates_of
from app.learning.queries.programmes import programme
from app.learning.services import telling_delegates as telling
from app.security import Identity, Role

NOT_OPEN = "Enrolment for this cohort is not open. Nothing was saved."
TOO_LATE = "This cohort has begun, so nobody can enrol any more. Ask its trainers whether they can still add you."
TOO_LATE_FOR_TRAINERS = "The second half of this cohort has begun, so nobody can be added any more."
OVER = "This cohort is over, so places in it no longer change. Nothing was saved."


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for a place, for which authority; `needs` (access, diet) are for the trainers only."""

    person_id: int
    authority_id: int
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Locked:
    """A cohort whose row is locked until the end of the transaction, with its dates and programme."""

    cohort: Cohort
    dates: dict[int, dt.date]
    programme: Programme

    def may_move_up(self, now: dt.datetime) -> bool:
        """Say whether a free place still goes to who waits: whoever misses the first day gets no certificate."""
        running = self.cohort.state in {CohortState.OPEN, CohortState.CLOSED}
        return running and now < begins(self.programme, self.dates)


def lock(cohort_id: int) -> Locked:
    """Lock a cohort's row and read it anew."""
    wanted = select(Cohort).where(Cohort.id == cohort_id).with_for_update()
    return _held(db.session.scalars(wanted.execution_options(populate_existing=True)).one())


def look(cohort_id: int) -> Locked:
    """Read the same without a lock, for a page that only asks."""
    return _held(db.session.get_one(Cohort, cohort_id))


def _held(cohort: Cohort) -> Locked:
    versions = select(TrainingVersion.digest).where(TrainingVersion.id == cohort.training_version_id)
    return Locked(cohort, dates_of(cohort_id=cohort.id), programme(db.session.scalars(versions).one()))


def enrol(cohort_id: int, asking: Asking, *, actor: Identity, now: dt.datetime) -> Enrolment:
    """Take a place for oneself or wait for one; who has either keeps it as it is. Raises WrongStateError."""
    locked = lock(cohort_id)
    kept = _own(locked.cohort, asking.person_id)
    if kept is not None and kept.state is not EnrolmentState.WITHDRAWN:
        return kept
    _demand_open(locked, TOO_LATE, in_time=now < begins(locked.programme, locked.dates))
    return _take(locked, kept, asking, actor=actor, now=now)


def enrol_for(locked: Locked, asking: Asking, *, actor: Identity, now: dt.datetime) -> Enrolment | None:
    """Give somebody a place, or a place on the waiting list; None for who has it already.

    It may still be done between the halves; who waits gets a free place then. Raises WrongStateError.
    """
    _demand_open(locked, TOO_LATE_FOR_TRAINERS, in_time=now < second_half_begins(locked.programme, locked.dates))
    kept = _own(locked.cohort, asking.person_id)
    full = locked.cohort.taken >= locked.cohort.seats
    if kept is not None and (kept.state is EnrolmentState.ENROLLED or (kept.state is EnrolmentState.WAITING and full)):
        return None
    return _take(locked, kept, asking, actor=actor, now=now)


def _take(locked: Locked, kept: Enrolment | None, asking: Asking, *, actor: Identity, now: dt.datetime) -> Enrolment:
    cohort = locked.cohort
    _move_up(locked, actor=actor, now=now)
    enrolment = kept or Enrolment(cohort_id=cohort.id, person_id=asking.person_id)
    if enrolment.state is EnrolmentState.ENROLLED:
        return enrolment  # just moved up
    if enrolment.state is not EnrolmentState.WAITING:
        enrolment.asked_at = now
    enrolment.authority_id, enrolment.withdrawn_at = asking.authority_id, None
    enrolment.needs = asking.needs or enrolment.needs or ""
    if cohort.taken < cohort.seats:
        enrolment.state, enrolment.enrolled_at = EnrolmentState.ENROLLED, now
        cohort.taken += 1
    else:
        enrolment.state = EnrolmentState.WAITING
    db.session.add(enrolment)
    db.session.flush()
    became: Facts = {"state": enrolment.state.value, "authority_id": enrolment.authority_id}
    action = "enrolled" if enrolment.state is EnrolmentState.ENROLLED else "put on the waiting list"
    note(action, enrolment, cohort, actor_id=actor.person_id, now=now, became=became)
    _name_delegate(asking, actor=actor, now=now)
    if enrolment.state is EnrolmentState.ENROLLED:
        telling.tell_place(cohort, locked.dates, locked.programme, (enrolment.person_id,), now=now)
    else:
        telling.tell_waiting(cohort, (enrolment.person_id,), now=now)
    return enrolment


def _name_delegate(asking: Asking, *, actor: Identity, now: dt.datetime) -> None:
    """Let the person hold the role of a delegate, which gives no permission, so that "your work" looks here.

    Who has no account yet gets it with the invitation; an administrator takes no role.
    """
    person = person_by_id(asking.person_id)
    if person.password_hash is not None and not person.is_administrator:
        grant = Grant(Role.DELEGATE, asking.authority_id, None)
        grant_membership(person.id, grant, actor_id=actor.person_id, now=now)


def give_up(cohort_id: int, enrolment_id: int, reason: str, *, actor: Identity | None, now: dt.datetime) -> Enrolment:
    """Give up a place, or waiting for one, and move up who waits first. Twice is harmless. Raises WrongStateError.

    `actor` None: the worker, for somebody who has left.
    """
    locked = lock(cohort_id)
    wanted = select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.cohort_id == cohort_id)
    enrolment = db.session.scalars(wanted.execution_options(populate_existing=True)).one()
    if enrolment.state is EnrolmentState.WITHDRAWN:
        return enrolment
    if now >= ends(locked.programme, locked.dates):
        raise WrongStateError(OVER)
    was = enrolment.state
    if was is EnrolmentState.ENROLLED:
        locked.cohort.taken -= 1
    enrolment.state, enrolment.withdrawn_at = EnrolmentState.WITHDRAWN, now
    note(
        "place given up" if was is EnrolmentState.ENROLLED else "left the waiting list",
        enrolment,
        locked.cohort,
        actor_id=actor.person_id if actor else None,
        now=now,
        became={"reason": reason},
    )
    _move_up(locked, actor=actor, now=now)
    return enrolment


def remove(cohort_id: int, enrolment_id: int, reason: str, *, actor: Identity, now: dt.datetime) -> None:
    """Take somebody else out for a reason, and say so. Raises WrongStateError."""
    enrolment = give_up(cohort_id, enrolment_id, reason, actor=actor, now=now)
    if enrolment.withdrawn_at == now:
        telling.tell_removed(lock(cohort_id).cohort, enrolment.person_id, reason, now=now)


def has_begun(locked: Locked, now: dt.datetime) -> bool:
    """Say whether the first day has begun."""
    return now >= begins(locked.programme, locked.dates)


def change_needs(cohort_id: int, enrolment_id: int, needs: str, *, actor: Identity, now: dt.datetime) -> None:
    """Change what a delegate says of own needs; the audit trail says only that it changed. Raises WrongStateError."""
    locked = lock(cohort_id)
    if now >= ends(locked.programme, locked.dates):
        raise WrongStateError(OVER)
    wanted = select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.cohort_id == cohort_id)
    enrolment = db.session.scalars(wanted.execution_options(populate_existing=True)).one()
    if enrolment.needs != needs:
        enrolment.needs = needs
        note("own needs changed", enrolment, locked.cohort, actor_id=actor.person_id, now=now)


def fill(locked: Locked, *, actor: Identity, now: dt.datetime) -> None:
    """Move up who waits after seats were added."""
    _move_up(locked, actor=actor, now=now)


def _move_up(locked: Locked, *, actor: Identity | None, now: dt.datetime) -> None:
    cohort, actor_id = locked.cohort, actor.person_id if actor else None
    if cohort.taken >= cohort.seats or not locked.may_move_up(now):
        db.session.flush()
        return
    waiting = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state == EnrolmentState.WAITING)
        .order_by(Enrolment.asked_at, Enrolment.id)
        .limit(cohort.seats - cohort.taken)
        .execution_options(populate_existing=True)
    ).all()
    for enrolment in waiting:
        enrolment.state, enrolment.enrolled_at = EnrolmentState.ENROLLED, now
        cohort.taken += 1
        became: Facts = {"state": enrolment.state.value}
        note("moved up from the waiting list", enrolment, cohort, actor_id=actor_id, now=now, became=became)
    db.session.flush()
    if waiting:
        telling.tell_moved_up(cohort, locked.dates, locked.programme, [each.person_id for each in waiting], now=now)


def _own(cohort: Cohort, person_id: int) -> Enrolment | None:
    wanted = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.person_id == person_id)
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def _demand_open(locked: Locked, too_late: str, *, in_time: bool) -> None:
    if locked.cohort.state is not CohortState.OPEN:
        raise WrongStateError(NOT_OPEN)
    if not in_time:
        raise WrongStateError(too_late)


def note(
    action: str,
    enrolment: Enrolment,
    cohort: Cohort,
    *,
    actor_id: int | None,
    now: dt.datetime,
    became: Facts | None = None,
) -> None:
    """Record what became of a place. Needs never stand there: others read the trail."""
    about: Facts = {"cohort": cohort.ref, "person_id": enrolment.person_id}
    record(action, f"enrolment {enrolment.ref}", actor_id=actor_id, now=now, became=about | (became or {}))
