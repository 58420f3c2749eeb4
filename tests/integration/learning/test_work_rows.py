"""Training among "your work": a delegate's next steps and a trainer's registers, in one query."""

import datetime as dt

import pytest

from app.db import db
from app.db.clock import today
from app.learning.models import CheckKind, CohortState, Moment
from app.learning.queries.work import training_tasks
from app.security import Identity, Role
from tests import factories, learning_factories
from tests.clients import counted_queries
from tests.integration.learning.made import make_training

LAST, FIRST, BETWEEN = (dt.datetime(2026, 11, number, 18, tzinfo=dt.UTC) for number in (26, 2, 20))


def rows(world, who, role=Role.DELEGATE, where=None):
    identity = Identity(
        person_id=world.people[who], person_ref="", name="", email="", sign_in_id=0, is_administrator=False,
        authority_id=None, authority_name="", authority_count=1,
        authority_roles=((where or world.lead_id, role),),
    )  # fmt: skip
    with world.app.test_request_context():
        training_tasks(identity, today())  # reads the programme into memory
        with counted_queries() as queries:
            found = training_tasks(identity, today())
        assert len(queries) == 1
        return found


def tasks(world, *who):
    """What waits; what only comes is left out."""
    return {each.title: (each.href, each.status) for each in rows(world, *who) if each.colour}


def answer(world, training, who, *, rated=(), passed=False, pledged=False):
    with world.app.app_context():
        of = db.session.scalars(db.select(learning_factories.Enrolment).filter_by(ref=training.enrolments[who])).one()
        for moment in rated:
            learning_factories.rating(of, moment)
        if passed:
            learning_factories.attempt(of, CheckKind.AFTER, 6)
        if pledged:
            learning_factories.pledge(of)
        db.session.commit()


@pytest.fixture
def training(world):
    return make_training(world)


def test_before_the_first_day_the_delegate_rates_and_takes_the_check(world, training, clock):
    clock.moment = FIRST
    assert tasks(world, "delegate1") == {
        "Rate your confidence before the training": (training.url("/confidence/before"), "Until 3 November 2026"),
        "Take the knowledge check before the training": (training.url("/check"), "Until 3 November 2026"),
    }
    answer(world, training, "delegate1", rated=(Moment.BEFORE,))
    assert list(tasks(world, "delegate1")) == ["Take the knowledge check before the training"]
    assert tasks(world, "waiting") == {}
    assert tasks(world, "lead_officer") == {}


@pytest.mark.parametrize(("who", "role"), [("delegate1", Role.DELEGATE), ("trainer", Role.TRAINER)])
def test_the_next_day_is_under_way(world, training, clock, who, role):
    clock.moment = BETWEEN
    coming = [(each.href, each.status) for each in rows(world, who, role) if each.colour is None]
    assert coming == [(training.url(), "24 November 2026")]
    clock.moment = LAST
    assert [each for each in rows(world, who, role) if each.colour is None] == []


def test_your_work_shows_what_waits_in_training(world, training, clock):
    clock.moment = FIRST
    client = world.client("delegate1")
    page = client.get("/home")
    assert "Rate your confidence before the training" in page.text
    assert len(client.queries) <= 5


def test_between_the_halves_feedback_is_asked_for(world, training, clock):
    clock.moment = BETWEEN
    assert list(tasks(world, "delegate1")) == [
        "Give feedback on day 1 of the training", "Give feedback on day 2 of the training",
    ]  # fmt: skip


def test_after_the_last_day_each_step_goes_when_it_is_done(world, training, clock):
    clock.moment = LAST
    names = {name for name in tasks(world, "delegate1") if "feedback" not in name}
    assert names == {
        "Rate your confidence after the training", "Take the knowledge check", "Make your pledges for the hundred days",
    }  # fmt: skip
    answer(world, training, "delegate1", rated=(Moment.AFTER,), passed=True, pledged=True)
    names = {name for name in tasks(world, "delegate1") if "feedback" not in name}
    assert names == {"Look back: rate how confident you were before"}


def test_the_follow_up_waits_until_it_is_answered(world, training, clock):
    clock.moment = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
    assert tasks(world, "delegate1") == {}
    with world.app.app_context():
        of = db.session.scalars(
            db.select(learning_factories.Enrolment).filter_by(ref=training.enrolments["delegate1"])
        ).one()
        learning_factories.follow_up(of)
        db.session.commit()
    assert tasks(world, "delegate1")["Say what came of the training"][0] == training.url("/follow-up")


def test_the_trainer_takes_registers_that_are_not_complete_and_opens_cohorts(world, training, clock):
    clock.moment = BETWEEN
    with world.app.app_context():
        marker = db.session.get_one(factories.Person, world.people["trainer"])
        lead = db.session.get_one(factories.Authority, world.lead_id)
        for of in db.session.scalars(db.select(learning_factories.Enrolment).filter_by(state="enrolled")).all():
            learning_factories.all_present(of, marker, days=(1,))
            learning_factories.attendance(of, marker, day=2)
        learning_factories.cohort(lead, marker, trainers=(marker,), title="Spring", state=CohortState.DRAFT)
        db.session.commit()
    found = tasks(world, "trainer", Role.TRAINER)
    assert found["Take the register of day 2, afternoon"] == (training.url("/register/2/afternoon"), "Late")
    assert set(found) == {"Take the register of day 2, afternoon", "Open a cohort for enrolment"}
    assert tasks(world, "trainer", Role.TRAINER, world.stranger_id) == {}, "of an authority left behind"


def test_once_the_last_register_is_complete_the_trainer_issues_certificates(world, training, clock):
    def asked():
        return {name: what for name, what in tasks(world, "trainer", Role.TRAINER).items() if "register" not in name}

    clock.moment = LAST
    with world.app.app_context():
        marker = db.session.get_one(factories.Person, world.people["trainer"])
        first, second, third = db.session.scalars(
            db.select(learning_factories.Enrolment)
            .filter_by(state="enrolled")
            .order_by(learning_factories.Enrolment.id)
        ).all()
        learning_factories.all_present(first, marker, days=(1, 2, 3))
        learning_factories.all_present(second, marker, days=(3, 4))
        learning_factories.all_present(third, marker)
        learning_factories.attempt(first)
        learning_factories.attempt(second)
        learning_factories.attempt(third, correct=3)
        db.session.commit()
    assert asked() == {}, "one is not registered to the end, one was there for half, one has not passed"
    assert "Take the register of day 4, morning" in tasks(world, "trainer", Role.TRAINER)
    with world.app.app_context():
        learning_factories.all_present(db.session.merge(first), db.session.merge(marker), days=(4,))
        db.session.commit()
    assert asked() == {"Issue certificates": (training.url("/certificates"), "To do")}
    world.client("trainer").post(training.url("/certificates/issue"))
    assert asked() == {}
