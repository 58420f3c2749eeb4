"""People whose access has ended: their places are freed for who waits, and nobody is asked about them."""

import datetime as dt

import pytest

from app.accounts.models import Person
from app.accounts.services import end_access
from app.audit.models import AuditEntry
from app.db import db
from app.db.clock import now
from app.learning.models import Attendance, Enrolment
from app.learning.services.following import follow_up_due
from app.learning.services.leaving import delete_needs, free_places_of_leavers
from tests import learning_factories
from tests.integration.learning.certified import OVER
from tests.integration.learning.coming import mails, make_coming, place_of, places
from tests.integration.learning.made import make_training
from tests.world import build_world

THREE_MONTHS_ON = dt.datetime(2027, 2, 24, 6, tzinfo=dt.UTC)


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def leave(world, *names):
    """Let an administrator end the access of these people, and let the worker come by; how many places it freed."""
    with world.app.app_context():
        for name in names:
            end_access(db.session.get_one(Person, world.people[name]), actor_id=world.people["trainer"], now=now())
        freed = free_places_of_leavers(now=now())
        db.session.commit()
        return freed


def test_the_seat_of_a_leaver_goes_to_who_waits(world):
    made = make_coming(world)
    assert leave(world, "delegate1") == 1
    assert (place_of(world, made, "delegate1"), place_of(world, made, "waiting")) == ("withdrawn", "enrolled")
    assert places(world, made) == {"enrolled": 3, "waiting": 0, "taken": 3, "seats": 3}
    assert ("waiting", "You now have a place: November 2026") in mails(world)
    with world.app.app_context():
        subject = f"enrolment {made.enrolments['delegate1']}"
        entry = db.session.scalars(db.select(AuditEntry).filter_by(subject=subject)).one()
        assert (entry.action, entry.actor_id) == ("place given up", None)
    assert leave(world) == 0


def test_a_leaver_who_waits_does_not_move_up(world):
    made = make_coming(world)
    assert leave(world, "delegate1", "waiting") == 2
    assert place_of(world, made, "waiting") == "withdrawn"
    assert places(world, made) == {"enrolled": 2, "waiting": 0, "taken": 2, "seats": 3}


def test_in_a_cohort_that_runs_the_trainer_is_told_and_nobody_moves_up(world):
    made = make_training(world)
    with world.app.app_context():
        place = db.session.scalars(db.select(Enrolment).filter_by(ref=made.enrolments["delegate1"])).one()
        learning_factories.attendance(place, db.session.get_one(Person, world.people["trainer"]))
        db.session.commit()
    assert leave(world, "delegate1") == 1
    assert places(world, made) == {"enrolled": 2, "waiting": 1, "taken": 2, "seats": 3}
    assert mails(world) == [("trainer", "A delegate has left: November 2026")]
    with world.app.app_context():
        assert db.session.scalar(db.select(Attendance.minutes)) == 180, "what was registered stays"


def test_what_is_over_stays_as_it_was(world, clock):
    made = make_training(world)
    clock.moment = OVER
    assert leave(world, "delegate1") == 0
    assert place_of(world, made, "delegate1") == "enrolled"


def test_needs_are_deleted_after_the_last_day_and_with_a_place_given_up(world, clock):
    made = make_training(world)

    def needs():
        with world.app.app_context():
            deleted = delete_needs(now=now())
            db.session.commit()
            by_ref = dict(db.session.execute(db.select(Enrolment.ref, Enrolment.needs)).all())
            return deleted, {who for who, ref in made.enrolments.items() if by_ref[ref]}

    for who in made.enrolments:
        world.client(who).post(made.url("/needs"), data={"needs": "A hearing loop"})
    assert needs() == (0, {"delegate1", "delegate2", "delegate3", "waiting"})
    world.client("delegate1").post(made.url("/withdraw"), data={"reason": ""})
    assert needs() == (1, {"delegate2", "delegate3", "waiting"})
    clock.moment = OVER
    assert needs()[0] == 0, "the day itself still needs them"
    world.client("delegate2").post(made.url("/needs"), data={"needs": "Said too late"})
    clock.advance(days=1)
    assert needs() == (3, set())
    with world.app.app_context():
        trail = db.session.scalars(db.select(AuditEntry).filter_by(action="own needs deleted")).all()
        assert len(trail) == 4
        assert "hearing" not in str([(entry.was, entry.became) for entry in trail])


def test_who_left_and_is_asked_again_keeps_the_new_place(world, clock):
    made = make_coming(world)
    leave(world, "delegate1")
    clock.advance(days=1)
    with world.app.app_context():
        place = db.session.scalars(db.select(Enrolment).filter_by(ref=made.enrolments["delegate2"])).one()
        person = db.session.get_one(Person, place.person_id)
        end_access(person, actor_id=world.people["trainer"], now=now() - dt.timedelta(hours=1))
        place.asked_at = now()  # invited since, and not signed in yet
        db.session.commit()
    assert leave(world) == 0
    assert place_of(world, made, "delegate2") == "enrolled"


def test_three_months_on_nobody_asks_a_leaver_or_about_one(world):
    made = make_training(world)
    with world.app.app_context():
        place = db.session.scalars(db.select(Enrolment).filter_by(ref=made.enrolments["delegate1"])).one()
        place.line_manager, place.line_manager_email = "Ruth Hale", "ruth.hale@partner.example"
        db.session.commit()
    leave(world, "delegate1")
    with world.app.app_context():
        follow_up_due(now=THREE_MONTHS_ON)
        db.session.commit()
    asked = {who for who, _ in mails(world)}
    assert {"delegate2", "delegate3"} <= asked
    assert not {"delegate1", "ruth.hale"} & asked
