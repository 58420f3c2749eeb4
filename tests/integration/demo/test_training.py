"""Training in the demonstration: one cohort finished, one between its halves, one open with people waiting."""

from app.accounts.models import Person
from app.db import db
from app.learning.models import Attendance, Certificate, Cohort, CohortDay, Enrolment, EnrolmentState
from app.learning.queries.support_days import slots_of
from tests.conftest import NOON


def cohorts():
    """Cohorts by the number of their days that are over."""
    today = NOON.date()
    over = db.func.sum(db.case((CohortDay.on_date < today, 1), else_=0))
    rows = db.session.execute(
        db.select(Cohort, over).join(CohortDay, CohortDay.cohort_id == Cohort.id).group_by(Cohort.id)
    )
    return {days: cohort for cohort, days in rows}


def delegates(cohort, state):
    wanted = db.select(Enrolment).filter_by(cohort_id=cohort.id, state=state)
    return db.session.scalars(wanted).all()


def test_one_cohort_is_finished_one_between_its_halves_one_open_with_people_waiting(demo):
    with demo.app_context():
        found = cohorts()
        assert found.keys() == {0, 2, 4}
        assert all(cohort.illustrative for cohort in found.values())
        assert len(delegates(found[0], EnrolmentState.WAITING)) >= 2
        assert found[0].taken == found[0].seats
        assert {cohort.taken for cohort in found.values()} == {
            len(delegates(cohort, EnrolmentState.ENROLLED)) for cohort in found.values()
        }


def test_who_missed_too_much_or_failed_the_check_has_no_certificate(demo):
    with demo.app_context():
        certified = set(
            db.session.scalars(
                db.select(Person.email)
                .join(Enrolment, Enrolment.person_id == Person.id)
                .join(Certificate, Certificate.enrolment_id == Enrolment.id)
            )
        )
        everybody = {
            db.session.get_one(Person, each.person_id).email
            for each in delegates(cohorts()[4], EnrolmentState.ENROLLED)
        }
    assert everybody - certified == {"c.stobbs@elmscar.example", "b.elliott@elmscar.example"}


def test_the_register_of_what_is_over_is_taken_and_of_nothing_else(demo):
    with demo.app_context():
        running = cohorts()[2]
        marks = db.session.execute(
            db.select(Attendance.day, Attendance.half)
            .join(Enrolment)
            .where(Enrolment.cohort_id == running.id)
            .distinct()
        )
        assert set(marks) == {(day, half) for day in (1, 2) for half in ("morning", "afternoon")}


def test_the_partner_of_the_running_cohort_pays_the_days_of_one_of_its_trainers(demo):
    with demo.app_context():
        days = [each for each in slots_of(cohort_id=cohorts()[2].id) if each.entry_ref]
        assert [(each.day, each.quarters, each.partner_name) for each in days] == [
            (day, 4, "Cheshire West and Chester") for day in (1, 2, 3, 4)
        ]
        assert [each.state.words for each in days[2:]] == ["Booked", "Booked"]
