"""Places in a cohort: who may join, the waiting list, moving up, leaving, needs, people added by others."""

import datetime as dt

import pytest

from app.accounts.models import Invitation, Person
from app.db import db
from app.learning.models import Cohort, Enrolment
from app.security.roles import Role
from tests.clients import page, press_twice, summary_errors
from tests.integration.learning.coming import mails, make_coming, place_of, places
from tests.world import build_world

DAY_1 = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def world(app):
    return build_world(app, participants=2)


def people_of(made, world, *names):
    return "\n".join(f"{name.title()}, {name}@new.example" for name in names)


def test_someone_of_a_supported_authority_finds_the_cohort_and_takes_a_place(world):
    made = make_coming(world, seats=4, waiting=False, link="https://call.example/secret")
    client = world.client("participant1")
    assert "1 place" in client.get("/training").text
    shown = client.get(made.url("/join"))
    assert shown.status_code == 200
    assert "1 place is free" in shown.text
    assert "call.example" not in shown.text  # for those who come
    assert len(client.queries) <= 5
    assert press_twice(client, made.url("/join"), "/enrol") == [303, 303]
    assert place_of(world, made, "participant1") == "enrolled"
    assert places(world, made) == {"enrolled": 4, "waiting": 0, "taken": 4, "seats": 4}
    assert [subject for who, subject in mails(world) if who == "participant1"] == ["You have a place: November 2026"]
    assert "call.example" in client.get(made.url()).text


def test_the_next_one_waits_and_moves_up_when_a_place_is_given_up(world, clock):
    made = make_coming(world, waiting=False)
    late = world.client("participant1")
    late.post(made.url("/enrol"), data={"needs": "No nuts."})
    clock.advance(minutes=1)
    world.client("participant2").post(made.url("/enrol"))
    assert "number 1 on the waiting list" in late.get(made.url()).text
    assert "number 2" in world.client("participant2").get(made.url()).text
    leaving = world.client("delegate1")
    assert press_twice(leaving, made.url("/withdraw"), "/withdraw") == [303, 303]
    assert (place_of(world, made, "delegate1"), place_of(world, made, "participant1")) == ("withdrawn", "enrolled")
    assert places(world, made) == {"enrolled": 3, "waiting": 1, "taken": 3, "seats": 3}
    assert ("participant1", "You now have a place: November 2026") in mails(world)
    assert "number 1" in world.client("participant2").get(made.url()).text
    assert leaving.get(made.url("/withdraw")).status_code == 303
    assert leaving.post(made.url("/enrol")).status_code == 303  # comes back, and waits behind the others
    assert place_of(world, made, "delegate1") == "waiting"


def test_seats_added_go_to_who_waits(world):
    made = make_coming(world)
    client = world.client("trainer")
    form = page(client.get(made.url("/edit"))).find("form", action=made.url("/edit"))
    data = {str(each["name"]): str(each.get("value", "")) for each in form.find_all("input") if each.get("name")}
    data |= {"seats": "2", "joining": "x"}
    refused = client.post(made.url("/edit"), data=data)
    assert summary_errors(refused) == ["Seats must be 3 or more: that many people have a place"]
    assert client.post(made.url("/edit"), data=data | {"seats": "5"}).status_code == 303
    assert places(world, made) == {"enrolled": 4, "waiting": 0, "taken": 4, "seats": 5}


def test_strangers_find_nothing_and_the_wrong_seat_is_refused(world):
    made = make_coming(world, seats=9)
    for who in ("stranger_participant", "stranger_trainer", "stranger_manager"):
        client = world.client(who)
        assert made.ref not in client.get("/training").text
        for rest in ("", "/join", "/needs", "/withdraw", "/joining.ics"):
            assert client.get(made.url(rest)).status_code == 404, rest
        assert client.post(made.url("/enrol")).status_code == 404
    assert world.client("stranger_trainer").get(made.url("/edit")).status_code == 404
    for who in ("delegate1", "manager"):
        client = world.client(who)
        for rest in ("/edit", "/cancel", "/delegates/add", f"/delegates/{made.enrolments['delegate2']}/remove"):
            assert client.get(made.url(rest)).status_code == 403, rest
        for rest in ("/open", "/close", "/tell"):
            assert client.post(made.url(rest)).status_code == 403, rest
    assert world.client("trainer").get(made.url("/withdraw")).status_code == 403
    assert world.client("waiting").get(made.url("/joining.ics")).status_code == 403
    assert world.client("trainer").get(made.url("/delegates/aaaaaaaaaaaaaa/remove")).status_code == 404


def test_nobody_enrols_once_day_1_has_begun_but_a_trainer_still_adds_until_the_second_half(world, clock):
    made = make_coming(world, seats=5, waiting=False)
    clock.moment = DAY_1
    client, trainer = world.client("participant1"), world.client("trainer")
    assert "has begun" in client.post(made.url("/enrol"), follow_redirects=True).text
    assert place_of(world, made, "participant1") == ""
    with world.app.app_context():
        email = db.session.get_one(Person, world.people["participant1"]).email
    data = {"authority": "Cheshire West and Chester", "people": f"P One, {email}"}
    assert trainer.post(made.url("/delegates/add"), data=data).status_code == 303
    assert place_of(world, made, "participant1") == "enrolled"
    clock.moment = dt.datetime(2026, 12, 22, 9, 30, tzinfo=dt.UTC)
    late = {"authority": "Halton", "people": "Late Comer, late@new.example"}
    assert "second half" in trainer.post(made.url("/delegates/add"), data=late, follow_redirects=True).text
    assert places(world, made)["enrolled"] == 4


def test_a_place_free_after_the_beginning_is_given_by_hand_to_who_waits(world, clock):
    made = make_coming(world)
    clock.moment = DAY_1
    world.client("delegate1").post(made.url("/withdraw"))
    assert places(world, made) == {"enrolled": 2, "waiting": 1, "taken": 2, "seats": 3}
    with world.app.app_context():
        email = db.session.get_one(Person, world.people["waiting"]).email
    data = {"authority": "Cheshire West and Chester", "people": f"W, {email}"}
    world.client("trainer").post(made.url("/delegates/add"), data=data)
    assert places(world, made) == {"enrolled": 3, "waiting": 0, "taken": 3, "seats": 3}


def test_a_trainer_adds_people_of_one_authority_and_those_without_account_are_invited(world):
    made = make_coming(world, seats=4, waiting=False)
    client, at = world.client("trainer"), made.url("/delegates/add")
    empty = client.post(at, data={"authority": "", "people": "Sam Lee"})
    assert empty.status_code == 422
    assert [error.split(":")[0] for error in summary_errors(empty)] == [
        "Enter the authority that they come from",
        "Line 1 must be a name, a comma and an email address, like Sam Lee, sam@town.gov.uk",
    ]
    assert page(empty).find("textarea", attrs={"name": "people"}).text.strip() == "Sam Lee"
    near = client.post(at, data={"authority": "Elsewere", "people": "Sam, sam@new.example"})
    assert summary_errors(near) == ["Choose the authority that you mean, or enter another name"]
    data = {"authority": "Elsewhere", "people": people_of(made, world, "sam", "ada", "sam"), "once": "12345678"}
    assert [client.post(at, data=data).status_code for _ in range(2)] == [303, 303]
    assert places(world, made) == {"enrolled": 4, "waiting": 1, "taken": 4, "seats": 4}
    said = client.post(at, data=data | {"once": "another-key"}, follow_redirects=True).text
    assert "2 in this cohort already" in said
    with world.app.app_context():
        invited = db.session.scalars(db.select(Invitation).order_by(Invitation.id)).all()
        assert [each.role for each in invited] == [Role.DELEGATE, Role.DELEGATE]
        assert invited[0].reason == "to take part in the training “November 2026”, which begins on 1 December 2026"
    told = [each for each in mails(world) if each[0] == "ada"]
    assert [subject.split(":")[0] for _, subject in told] == [
        "You are on the waiting list",
        "Trainer invites you to Commissioning support",
    ]


def test_removing_a_delegate_asks_for_a_reason_tells_it_and_moves_up_who_waits(world):
    made = make_coming(world)
    client, at = world.client("trainer"), made.url(f"/delegates/{made.enrolments['delegate1']}/remove")
    assert summary_errors(client.post(at)) == ["Enter the reason"]
    assert client.post(at, data={"reason": "Has left the council."}).status_code == 303
    assert (place_of(world, made, "delegate1"), place_of(world, made, "waiting")) == ("withdrawn", "enrolled")
    assert ("delegate1", "You are no longer in November 2026") in mails(world)
    assert client.get(at).status_code == 303  # gone already


def test_needs_are_for_trainers_only(world):
    made = make_coming(world)
    own = world.client("delegate1")
    assert own.post(made.url("/needs"), data={"needs": "x" * 1001}).status_code == 422
    assert own.post(made.url("/needs"), data={"needs": "A ramp, please."}).status_code == 303
    assert "A ramp, please." in own.get(made.url("/needs")).text
    assert "A ramp, please." in world.client("trainer").get(made.url()).text
    for who in ("manager", "delegate2"):
        assert "A ramp" not in world.client(who).get(made.url()).text


def test_a_lead_officer_names_colleagues_and_nobody_else_does(world):
    made = make_coming(world, seats=4, waiting=False)
    at = world.url(f"/training/{made.ref}/nominate")
    for who in ("director", "consultant", "manager", "trainer"):
        assert world.client(who).get(at).status_code == 403, who
    client = world.client("lead_officer")
    shown = page(client.get(at))
    assert len(client.queries) <= 5
    refs = {label.text.strip(): label["for"] for label in shown.select(".govuk-checkboxes__label")}
    assert "Consultant" not in refs
    chosen = shown.find("input", id=refs["Participant1"])["value"]
    assert client.post(at).status_code == 422
    data = {"colleagues": chosen, "people": "New Person, new@new.example"}
    assert client.post(at, data=data).status_code == 303
    assert places(world, made) == {"enrolled": 4, "waiting": 1, "taken": 4, "seats": 4}
    again = page(client.get(at))
    assert "Participant1" not in {label.text.strip() for label in again.select(".govuk-checkboxes__label")}
    assert "In this cohort already: Participant1" in again.text
    with world.app.app_context():
        cohort = db.session.scalars(db.select(Cohort)).one()
        added = db.session.scalars(db.select(Enrolment).filter_by(cohort_id=cohort.id).order_by(Enrolment.id)).all()[3:]
        assert [each.authority_id for each in added] == [world.partner_id] * 2
