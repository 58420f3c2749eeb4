"""Who sat in training is kept until something of it changes: pages show each change at once, and ask once for it."""

import datetime as dt

import pytest

from app.db import db
from app.engagements.models import Engagement
from app.learning.models import Attendance, Cohort, CohortDay, CohortState, Enrolment, EnrolmentState
from app.plans.models import Goal, PlanState
from tests import factories, learning_factories
from tests.clients import page
from tests.integration.learning.made import make_training
from tests.integration.plans.plans import make_plan

KEY = "needs-data"
OF = "delegates from Cheshire West and Chester"


@pytest.fixture
def seated(world):
    """Six of the partner have a place, one of them was there; a goal for a standard that the sessions serve."""
    make_training(world, waiting=False, seats=8, taken=8)
    plan = make_plan(world, PlanState.LIVE)
    with world.app.app_context():
        db.session.scalars(db.select(Goal).filter_by(ref=plan.goals[0])).one().standard_key = KEY
        cohort = db.session.scalars(db.select(Cohort)).one()
        partner = db.session.get_one(factories.Authority, world.partner_id)
        for _ in range(5):
            learning_factories.enrolment(cohort, factories.person(), partner)
        db.session.commit()
    change(world, was_there)
    return world, plan.goals[0]


def change(world, done):
    """Do it behind the application's back, as another process does it."""
    with world.app.app_context():
        mine = db.select(Enrolment).filter_by(authority_id=world.partner_id).order_by(Enrolment.id)
        done(world, db.session.scalars(db.select(Cohort)).one(), db.session.scalars(mine).all())
        db.session.commit()


def was_there(world, _cohort, places):
    seen = set(db.session.scalars(db.select(Attendance.enrolment_id)))
    there = next(each for each in places if each.id not in seen)
    learning_factories.all_present(there, db.session.get_one(factories.Person, world.people["trainer"]), days=(1, 2))


def gave_up(_world, _cohort, places):
    places[-1].state, places[-1].withdrawn_at = EnrolmentState.WITHDRAWN, learning_factories.now()


def is_later(_world, cohort, _places):
    for each in db.session.scalars(db.select(CohortDay)):
        each.on_date += dt.timedelta(days=28)


def is_cancelled(_world, cohort, _places):
    cohort.state = CohortState.CANCELLED


def is_open(_world, cohort, _places):
    cohort.state = CohortState.OPEN


def begins_after(world, _cohort, _places):
    engagement = db.session.get_one(Engagement, world.engagement_id)
    engagement.starts_on, engagement.ends_on = dt.date(2027, 6, 1), dt.date(2028, 5, 31)


CHANGES = (
    (was_there, f"2 of 6 {OF} were there"),
    (gave_up, f"2 of 5 {OF} were there"),
    (is_cancelled, "Nobody from Cheshire West and Chester takes part yet"),
    (is_open, f"2 of 5 {OF} were there"),
    (is_later, "5 delegates booked, next on"),
    (begins_after, "Nobody from Cheshire West and Chester takes part yet"),
)


def test_what_changes_is_on_the_pages_at_once(seated):
    world, goal = seated
    client = world.client("lead_officer")
    addresses = [world.url(f"/plan/goals/{goal}"), world.url("/standards"), world.url(f"/standards/{KEY}")]

    def shown() -> list[str]:
        return [page(client.get(address)).main.get_text(" ", strip=True) for address in addresses]

    before = shown()
    assert f"1 of 6 {OF} was there" in before[0]
    for done, said in CHANGES:
        change(world, done)
        now = shown()
        kept = world.app.extensions.pop("kept")
        assert now == shown(), "a worker that has just started says the same"
        world.app.extensions["kept"] = kept
        assert said in now[0], done
        assert before[1:] != now[1:], done
        before = now


def test_the_register_is_read_once_for_an_engagement_and_its_seats_stay_its_own(seated):
    world, goal = seated
    client = world.client("manager")
    costs = []
    for address in (f"/plan/goals/{goal}", f"/plan/goals/{goal}", "/standards", f"/standards/{KEY}"):
        found = page(client.get(world.url(address))).main
        costs.append(sum("attendance" in query for query in client.queries))
    assert costs == [1, 0, 0, 0]
    assert "November 2026" in found.text
    with world.app.app_context():
        lead = db.session.get_one(factories.Authority, world.lead_id)
        other = factories.engagement(lead, factories.authority()).ref
        db.session.commit()
    assert "November 2026" not in page(client.get(f"/engagements/{other}/standards/{KEY}")).main.text
