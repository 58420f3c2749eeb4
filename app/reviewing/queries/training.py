"""Which half-days the partner's delegates were to sit in, who came, and for how long, as facts of a review."""

from sqlalchemy import and_, func, select

from app.db import db
from app.learning.models import Attendance, Cohort, CohortDay, Enrolment, EnrolmentState, TrainingVersion
from app.learning.queries.programmes import programme
from app.learning.queries.thread import of_the_partner, touching
from app.reviewing.drafting import Attendances
from app.reviewing.facts import HalfDayFact

_SEATS = (
    select(Cohort.id, Cohort.title, TrainingVersion.digest, CohortDay.day, CohortDay.on_date, func.count(Enrolment.id))
    .select_from(Enrolment)
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(CohortDay, CohortDay.cohort_id == Cohort.id)
    .join(touching, of_the_partner)
    .where(Enrolment.state == EnrolmentState.ENROLLED)
    .group_by(Cohort.id, Cohort.title, TrainingVersion.digest, CohortDay.day, CohortDay.on_date)
    .order_by(CohortDay.on_date, Cohort.id, CohortDay.day)
)
_THERE = (
    select(Cohort.id, Attendance.day, Attendance.half, func.count(Enrolment.id), func.sum(Attendance.minutes))
    .select_from(Enrolment)
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Attendance, and_(Attendance.enrolment_id == Enrolment.id, Attendance.minutes > 0))
    .join(touching, of_the_partner)
    .where(Enrolment.state == EnrolmentState.ENROLLED)
    .group_by(Cohort.id, Attendance.day, Attendance.half)
    .order_by(Cohort.id, Attendance.day, Attendance.half)
)


def attendances(*, engagement_id: int) -> Attendances:
    """Give them in two queries once programmes are known; withdrawn delegates and those who wait do not count."""
    key = {"engagement_id": engagement_id}
    there = {
        (cohort, number, half): (int(came), int(minutes))
        for cohort, number, half, came, minutes in db.session.connection().execute(_THERE, key)
    }
    half_days: list[HalfDayFact] = []
    places: dict[int, int] = {}
    booked = 0
    for cohort, title, digest, number, on, delegates in db.session.connection().execute(_SEATS, key):
        places[cohort] = int(delegates)
        for half in programme(digest).half_days:
            if half.day == number:
                came, minutes = there.get((cohort, number, half.half), (0, 0))
                half_days.append(HalfDayFact(on, half.half, title, int(delegates), came, minutes))
                booked += half.minutes * int(delegates)
    return Attendances(tuple(half_days), sum(places.values()), sum(minutes for _, minutes in there.values()), booked)
