"""For the worker: places of people whose access has ended are freed, what delegates said of own needs is deleted."""

import datetime as dt
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import exists, func, or_, select, update

from app.accounts.models import Person
from app.accounts.queries import Recipient, mail_addresses_of_authority
from app.audit.services import record
from app.db import db
from app.db.clock import LONDON
from app.engagements.telling import tell
from app.learning.dates import ends
from app.learning.models import Cohort, CohortDay, CohortState, CohortTrainer, Enrolment, EnrolmentState
from app.learning.services.enrolling import Locked, give_up, has_begun, look
from app.learning.services.telling_delegates import KIND
from app.security import Role

REASON = "Access ended"


def free_places_of_leavers(*, now: dt.datetime) -> int:
    """Free what leavers hold or wait for in cohorts that are not over; give how many. What is over stays as it was.

    Somebody who left and is invited again has asked anew since, and keeps the place. Where the cohort has begun nobody
    moves up, so its trainers are told of the empty chair; what the leaver attended stays registered.
    """
    comes = exists().where(CohortDay.cohort_id == Cohort.id, CohortDay.on_date >= now.astimezone(LONDON).date())
    held = db.session.execute(
        select(Enrolment.cohort_id, Enrolment.id, Enrolment.state, Person.name)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Person.ended_at >= Enrolment.asked_at,
            Enrolment.state != EnrolmentState.WITHDRAWN,
            Cohort.state != CohortState.CANCELLED,
            comes,
        )
        .order_by(Enrolment.cohort_id, Enrolment.state.desc(), Enrolment.id)  # who waits first: no leaver moves up
    ).all()
    freed, missed = 0, dict[int, list[str]]()
    for cohort_id, enrolment_id, state, name in held:
        locked = look(cohort_id)
        if now >= ends(locked.programme, locked.dates):
            continue
        give_up(cohort_id, enrolment_id, REASON, actor=None, now=now)
        freed += 1
        if state is EnrolmentState.ENROLLED and has_begun(locked, now):
            missed.setdefault(cohort_id, []).append(name)
    for cohort_id, names in missed.items():
        _tell_trainers(look(cohort_id), names, now=now)
    return freed


def _tell_trainers(locked: Locked, names: Sequence[str], *, now: dt.datetime) -> None:
    """Tell who leads the cohort; where nobody does any more, every trainer of its authority."""
    cohort = locked.cohort
    trainers = mail_addresses_of_authority(authority_id=cohort.authority_id, roles={Role.TRAINER})
    leading = set(db.session.scalars(select(CohortTrainer.person_id).where(CohortTrainer.cohort_id == cohort.id)))
    told: list[Recipient] = [each for each in trainers if each.person_id in leading] or trainers
    who = ", ".join(names)
    lines = (
        f"{who}: access to the service has ended, so the place in “{cohort.title}” is free again.",
        "Nobody moves up once a cohort has begun. What was registered so far is kept. Who has a place now:",
    )
    link: str = f"{current_app.config['BASE_URL']}/cohorts/{cohort.ref}"
    tell(told, kind=KIND, subject=f"A delegate has left: {cohort.title}", lines=lines, link=link, now=now)


def delete_needs(*, now: dt.datetime) -> int:
    """Delete what delegates said of access, diet and the like once nobody needs it: give for how many.

    That is the day after the last one, and at once where the cohort is cancelled or the place given up.
    """
    last_on = select(func.max(CohortDay.on_date)).where(CohortDay.cohort_id == Cohort.id).scalar_subquery()
    over = select(Cohort.id).where(or_(Cohort.state == CohortState.CANCELLED, last_on < now.astimezone(LONDON).date()))
    gone = db.session.execute(
        update(Enrolment)
        .where(Enrolment.needs != "", or_(Enrolment.state == EnrolmentState.WITHDRAWN, Enrolment.cohort_id.in_(over)))
        .values(needs="")
        .returning(Enrolment.ref)
        .execution_options(synchronize_session=False)
    ).all()
    for row in gone:
        record("own needs deleted", f"enrolment {row.ref}", actor_id=None, now=now)
    return len(gone)
