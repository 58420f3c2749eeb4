"""The register: taken by half-day, by colleagues at once, on paper; and attendance as it counts."""

import csv
import io

import pytest

from app.accounts.models import Authority, Person
from app.audit.models import AuditEntry
from app.db import db
from app.learning.models import Attendance, Cohort, CohortState, Enrolment, Mark
from tests import factories, learning_factories
from tests.clients import page, summary_errors
from tests.integration.learning.made import DELEGATES, make_training
from tests.world import build_world

MORNING = "/register/1/morning"


@pytest.fixture
def world(app):
    return build_world(app, participants=0)


@pytest.fixture
def made(world):
    return make_training(world)


def _row(made, who, mark, *, seen="", minutes=""):
    return {
        f"d-{made.enrolments[who]}-{name}": text
        for name, text in (("mark", mark), ("seen", seen), ("minutes", minutes))
    }


def _registered(world):
    with world.app.app_context():
        found = db.session.execute(
            db.select(Enrolment.ref, Attendance.mark, Attendance.minutes)
            .join(Attendance, Attendance.enrolment_id == Enrolment.id)
            .order_by(Attendance.id)
        )
        return {ref: (mark.value, minutes) for ref, mark, minutes in found}


def test_all_are_present_by_one_press_and_twice_is_harmless(world, made):
    trainer = world.client("trainer")
    assert "All are present" in trainer.get(made.url(MORNING)).text
    for _ in range(2):
        sent = trainer.post(made.url(MORNING), data={"rest": "present"})
        assert (sent.status_code, sent.location) == (303, made.url("/register"))
    assert _registered(world) == {made.enrolments[who]: ("present", 180) for who in DELEGATES}
    assert "Taken" in trainer.get(made.url("/register")).text
    with world.app.app_context():
        entries = db.session.scalars(db.select(AuditEntry).filter_by(action="register taken")).all()
        assert len(entries) == 1
        assert "Delegate" not in str(entries[0].became)


def test_exceptions_first_then_everyone_else(world, made):
    late = _row(made, "delegate1", "late", minutes="150") | _row(made, "delegate2", "absent")
    world.client("trainer").post(made.url(MORNING), data=late | {"rest": "present"})
    one, two, three = (made.enrolments[who] for who in DELEGATES)
    assert _registered(world) == {one: ("late", 150), two: ("absent", 0), three: ("present", 180)}


@pytest.mark.parametrize("minutes", ["", "0", "180", "12.5", "lots", "-1", "²"])
def test_minutes_that_cannot_be_are_refused_and_stay_as_typed(world, made, minutes):
    sent = world.client("trainer").post(made.url(MORNING), data=_row(made, "delegate1", "left_early", minutes=minutes))
    assert sent.status_code == 422
    assert "Delegate1" in summary_errors(sent)[0]
    field = page(sent).find(id=f"d-{made.enrolments['delegate1']}-minutes")
    assert field.get("value", "") == minutes
    assert page(sent).select_one("input[value=left_early][checked]")
    assert not _registered(world)


def test_a_mark_that_no_button_sends_is_refused(world, made):
    assert world.client("trainer").post(made.url(MORNING), data=_row(made, "delegate1", "asleep")).status_code == 422


def test_a_colleagues_change_in_between_is_shown_and_nothing_is_lost(world, made):
    """One row is changed by both, one only by the colleague, one only by me."""
    trainer = world.client("trainer")
    trainer.post(made.url(MORNING), data={"rest": "present"})
    theirs = _row(made, "delegate1", "late", seen="present:180", minutes="150")
    theirs |= _row(made, "delegate2", "absent", seen="present:180")
    assert trainer.post(made.url(MORNING), data=theirs).status_code == 303
    mine = _row(made, "delegate1", "left_early", seen="present:180", minutes="100")
    mine |= _row(made, "delegate2", "present", seen="present:180")
    mine |= _row(made, "delegate3", "absent", seen="present:180")
    sent = trainer.post(made.url(MORNING), data=mine)
    assert sent.status_code == 409
    assert summary_errors(sent) == ["Trainer marked Delegate1 meanwhile: late, 150 minutes. Save again to keep yours"]
    shown = page(sent)
    again = {each["name"]: each.get("value", "") for each in shown.select(".app-register input:not([type=radio])")}
    again |= {each["name"]: each["value"] for each in shown.select("input[type=radio][checked]")}
    assert trainer.post(made.url(MORNING), data=again).status_code == 303
    one, two, three = (made.enrolments[who] for who in DELEGATES)
    assert _registered(world) == {one: ("left_early", 100), two: ("absent", 0), three: ("absent", 0)}


def test_no_register_before_its_day(world, made):
    trainer = world.client("trainer")
    shown = trainer.get(made.url("/register/3/morning"))
    assert "You can take it from 24 November 2026" in shown.text
    assert trainer.post(made.url("/register/3/morning"), data={"rest": "present"}).status_code == 409
    assert not _registered(world)
    assert trainer.get(made.url("/register/9/morning")).status_code == 404


def test_no_register_of_a_cohort_that_was_cancelled(world):
    made = make_training(world, state=CohortState.CANCELLED)
    assert world.client("trainer").post(made.url(MORNING), data={"rest": "present"}).status_code == 409


@pytest.mark.parametrize(("who", "status"), [("delegate1", 403), ("manager", 403), ("stranger_trainer", 404)])
def test_only_trainers_of_the_authority_take_it(world, made, who, status):
    assert world.client(who).post(made.url(MORNING), data={"rest": "present"}).status_code == status
    assert not _registered(world)


def test_paper_and_csv_hold_everybody(world, made):
    trainer = world.client("trainer")
    trainer.post(made.url(MORNING), data=_row(made, "delegate1", "late", minutes="150"))
    paper = trainer.get(made.url("/register/paper"))
    assert len(page(paper).select("table")) == 4
    assert "Late, 150 min" in paper.text
    rows = list(csv.DictReader(io.StringIO(trainer.get(made.url("/register.csv")).data.decode("utf-8-sig"))))
    assert len(rows) == 3 * 8
    assert [row["Minutes registered"] for row in rows if row["Mark"]] == ["150"]


def test_the_register_as_pdf(world, made):
    sent = world.client("trainer").get(made.url("/register.pdf"))
    assert sent.data.startswith(b"%PDF")
    assert "attachment" in sent.headers["Content-Disposition"]


def test_a_delegate_sees_own_attendance_with_the_rule_and_of_nobody_else(world, made):
    with world.app.app_context():
        of = db.session.scalar(db.select(Enrolment).filter_by(ref=made.enrolments["delegate1"]))
        marker = db.session.get_one(Person, world.people["trainer"])
        learning_factories.all_present(of, marker, days=(1, 2))
        db.session.commit()
    shown = world.client("delegate1").get(made.url("/attendance")).text
    assert "660 of 1,320 minutes (50%)" in shown
    assert "future ones included" in shown
    assert "Delegate2" not in shown
    everybody = world.client("trainer").get(made.url("/attendance")).text
    assert "Delegate1" in everybody
    assert "Delegate2" in everybody
    assert world.client("manager").get(made.url("/attendance")).status_code == 403
    assert world.client("waiting").get(made.url("/attendance")).status_code == 403
    assert world.client("stranger_manager").get(made.url("/attendance")).status_code == 404


def test_queries_stay_the_same_for_thirty(world, made):
    trainer = world.client("trainer")
    addresses = ("/register", MORNING, "/register/paper", "/attendance", "/certificates")
    trainer.get(made.url("/register"))  # reads the programme once for this process

    def count():
        return [len((trainer.get(made.url(at)), trainer.queries)[1]) for at in addresses]

    few = count()
    with world.app.app_context():
        of = db.session.scalar(db.select(Enrolment).filter_by(ref=made.enrolments["delegate1"]))
        cohort = db.session.get_one(Cohort, of.cohort_id)
        where, marker = (
            db.session.get_one(Authority, world.partner_id),
            db.session.get_one(Person, world.people["trainer"]),
        )
        for _ in range(27):
            fresh = learning_factories.enrolment(cohort, factories.person(), where)
            learning_factories.attendance(fresh, marker, mark=Mark.LATE, minutes=100)
        db.session.commit()
    assert count() == few
    assert max(few) <= 5
