"""Places of people whose access has ended, freed for who waits: for the worker. Giving up a place: enrolling.py."""

import datetime as dt

from sqlalchemy import exists, select

from app.accounts.models import Person
from app.db import db
from app.db.clock import LONDON
from app.learning.models import Cohort, CohortDay, CohortState, Enrolment, EnrolmentState
from app.learning.services.enrolling import give_up, has_begun, look

REASON = "Access ended"


def free_places_of_leavers(*, now: dt.datetime) -> int:
    """Free what leavers hold or wait for in cohorts that lie ahead; give how many. What has begun stays as it was.

    Somebody who left and is invited again has asked anew since, and keeps the place.
    """
    past = exists().where(CohortDay.cohort_id == Cohort.id, CohortDay.on_date < now.astimezone(LONDON).date())
    held = db.session.execute(
        select(Enrolment.cohort_id, Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Person.ended_at >= Enrolment.asked_at,
            Enrolment.state != EnrolmentState.WITHDRAWN,
            Cohort.state != CohortState.CANCELLED,
            ~past,
        )
        .order_by(Enrolment.cohort_id, Enrolment.state.desc(), Enrolment.id)  # who waits first: no leaver moves up
    ).all()
    freed = 0
    for cohort_id, enrolment_id in held:
        if not has_begun(look(cohort_id), now):
            give_up(cohort_id, enrolment_id, REASON, actor=None, now=now)
            freed += 1
    return freed
