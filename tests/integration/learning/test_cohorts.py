"""A cohort as its trainers run it: made, opened, changed, told once, cancelled; its page and its calendar file."""

import datetime as dt

import pytest
from icalendar import Calendar

from app.accounts.models import Authority, Person
from app.db import db
from app.learning.models import Cohort, CohortDay, CohortState, EnrolmentState
from app.learning.services.telling_delegates import tell_due
from app.mail.models import Message
from app.security.roles import Role
from tests import factories, learning_factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.learning.coming import mails, make_coming
from tests.integration.learning.made import make_training
from tests.world import build_world

NEW = "/training/cohorts/new"


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def day(number, on):
    return {f"day_{number}-{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def filled(client, address, **values):
    """The fields of the form as the page has them, with `values` in their place."""
    shown = page(client.get(address))
    form = next(each for each in shown.find_all("form", method="post") if str(each["action"]).startswith(address))
    data = {}
    for each in form.find_all(["input", "textarea"]):
        if each.get("name") and (each.get("type") != "checkbox" or each.has_attr("checked")):
            data[str(each["name"])] = str(each.get("value", "")) if each.name == "input" else each.text.strip()
    return data | values


def only(world):
    with world.app.app_context():
        cohort = db.session.scalars(db.select(Cohort)).one()
        dates = list(db.session.scalars(db.select(CohortDay.on_date).order_by(CohortDay.day)))
        return cohort.ref, cohort.state, cohort.seats, dates


def test_a_trainer_makes_a_cohort_whose_dates_follow_from_the_first_day(world):
    with world.app.app_context():
        learning_factories.training_version()
        db.session.commit()
    client = world.client("trainer")
    assert "There are no cohorts yet" in client.get("/training").text
    data = filled(client, NEW, title="Spring 2027", venue="Town Hall", **day(1, dt.date(2027, 1, 12)))
    wrong = client.post(NEW, data=data | {"title": "", "seats": "0", "link": "example", **day(3, dt.date(2027, 1, 2))})
    assert wrong.status_code == 422
    assert summary_errors(wrong) == [
        "Enter a name for the cohort",
        "Day 3 must be after day 2",
        "Link must be a full web address, like https://www.example.gov.uk",
        "Seats must be a whole number from 1 to 100",
    ]
    assert page(wrong).find("input", attrs={"name": "venue"})["value"] == "Town Hall"
    assert [client.post(NEW, data=data).status_code for _ in range(2)] == [303, 303]
    ref, state, seats, dates = only(world)
    assert (state, seats) == (CohortState.DRAFT, 24)
    assert dates == [dt.date(2027, 1, 12), dt.date(2027, 1, 13), dt.date(2027, 2, 2), dt.date(2027, 2, 3)]
    assert world.client("participant1").get(f"/cohorts/{ref}/join").status_code == 404
    assert press_twice(client, f"/cohorts/{ref}", "/open") == [303, 303]
    assert world.client("participant1").get(f"/cohorts/{ref}/join").status_code == 200
    assert press_twice(client, f"/cohorts/{ref}", "/close") == [303, 303]
    assert world.client("participant1").get(f"/cohorts/{ref}/join").status_code == 404


def test_without_a_published_programme_the_page_says_what_is_missing(world):
    assert "No programme is published yet" in world.client("trainer").get(NEW).text
    for who in ("manager", "participant1", "consultant"):
        assert world.client(who).get(NEW).status_code == 403


def test_a_cohort_without_a_place_to_come_to_cannot_be_opened(world):
    made = make_coming(world, state=CohortState.DRAFT, venue="")
    client = world.client("trainer")
    client.post(made.url("/open"))
    assert "Enter a venue or a link" in client.get(made.url()).text
    assert only(world)[1] is CohortState.DRAFT


def test_changes_are_told_once_half_an_hour_after_the_last_of_them(world, clock):
    made = make_coming(world)
    client, edit = world.client("trainer"), made.url("/edit")
    for venue in ("Library", "The Guildhall"):
        assert client.post(edit, data=filled(client, edit, venue=venue)).status_code == 303
        clock.advance(minutes=20)
    data = filled(client, edit, **day(4, dt.date(2027, 1, 5)))
    assert client.post(edit, data=data).status_code == 303
    tidy(world, clock)
    assert mails(world) == []
    clock.advance(minutes=30)
    for _ in range(2):
        tidy(world, clock)
    assert mails(world) == [(f"delegate{n}", "Changed: November 2026") for n in (1, 2, 3)]
    with world.app.app_context():
        body = db.session.scalars(db.select(Message.body).order_by(Message.id)).first()
    assert "Day 4 is now on Tuesday 5 January 2027, 09:30 to 16:30. It was Wednesday 23 December 2026." in body
    assert "Venue is now: The Guildhall\nIt was: Town Hall, Committee Room 1" in body
    assert "Library" not in body


def tidy(world, clock):
    with world.app.app_context():
        tell_due(now=clock())
        db.session.commit()


def test_a_change_that_is_taken_back_is_not_told_and_a_button_tells_at_once(world, clock):
    made = make_coming(world)
    client, edit = world.client("trainer"), made.url("/edit")
    client.post(edit, data=filled(client, edit, venue="Library"))
    client.post(edit, data=filled(client, edit, venue="Town Hall, Committee Room 1"))
    clock.advance(minutes=40)
    tidy(world, clock)
    assert mails(world) == []
    client.post(edit, data=filled(client, edit, link="https://call.example/1"))
    assert press_twice(client, made.url(), "/tell") == [303, 303]
    assert len(mails(world)) == 3


def test_two_trainers_who_change_it_at_once_see_both_and_lose_nothing(world):
    made = make_coming(world)
    client, edit = world.client("trainer"), made.url("/edit")
    mine = filled(client, edit, joining="Park behind the hall.")
    client.post(edit, data=filled(client, edit, venue="Library"))
    world.client("delegate1").post(made.url("/withdraw"))  # a place is no fact of the form
    refused = client.post(edit, data=mine)
    assert refused.status_code == 409
    assert "Park behind the hall." in refused.text
    assert "Library" in refused.text
    again = page(refused).find("input", attrs={"name": "seen"})["value"]
    assert client.post(edit, data=mine | {"seen": again}).status_code == 303
    mine = filled(client, edit, joining="Ring the bell.")
    world.client("delegate2").post(made.url("/withdraw"))
    assert client.post(edit, data=mine).status_code == 303


def test_days_that_were_keep_their_dates(world):
    made = make_training(world)  # between its halves
    client, edit = world.client("trainer"), made.url("/edit")
    wrong = client.post(edit, data=filled(client, edit, **day(1, dt.date(2026, 11, 2))))
    assert summary_errors(wrong) == ["Day 1 has taken place, so its date cannot change"]
    assert client.post(edit, data=filled(client, edit, **day(4, dt.date(2026, 11, 26)))).status_code == 303


def test_a_day_whose_register_is_taken_keeps_its_date(world, clock):
    made = make_training(world)
    clock.moment = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
    client, edit = world.client("trainer"), made.url("/edit")
    moved = filled(client, edit, **day(3, dt.date(2026, 11, 30)), **day(4, dt.date(2026, 12, 1)))
    client.post(made.url("/register/3/morning"), data={"rest": "present"})
    refused = client.post(edit, data=moved)
    assert refused.status_code == 422
    assert summary_errors(refused) == ["The register of day 3 is taken, so its date cannot change"]
    assert client.post(edit, data=moved | day(3, dt.date(2026, 11, 24))).status_code == 303


def test_cancelling_tells_everybody_why_and_nothing_changes_afterwards(world):
    made = make_coming(world)
    client = world.client("trainer")
    assert summary_errors(client.post(made.url("/cancel"))) == ["Enter the reason"]
    assert client.post(made.url("/cancel"), data={"reason": "The trainer is ill."}).status_code == 303
    assert {who for who, _ in mails(world)} == {"delegate1", "delegate2", "delegate3", "waiting"}
    assert "The trainer is ill." in world.client("delegate1").get(made.url()).text
    for rest in ("/edit", "/cancel"):
        assert client.get(made.url(rest)).status_code == 303
    client.post(made.url("/open"))
    assert only(world)[1] is CohortState.CANCELLED
    assert client.get(made.url("/joining.ics")).status_code == 404


def test_the_calendar_file_has_the_days_by_londons_clock(world):
    made = make_coming(world, dates=tuple(dt.date(2027, 3, on) for on in (8, 9, 29, 30)))
    answer = world.client("delegate1").get(made.url("/joining.ics"))
    assert answer.mimetype == "text/calendar"
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    begin = [each["DTSTART"].dt.astimezone(dt.UTC).hour for each in events]
    assert begin == [9, 9, 8, 8]  # the clocks go forward on 28 March
    assert b"TZID:Europe/London" in answer.data
    assert events[0]["LOCATION"] == "Town Hall, Committee Room 1"


@pytest.mark.parametrize("who", ["trainer", "manager", "delegate1", "waiting"])
def test_the_page_costs_the_same_for_three_delegates_and_for_thirty(world, who):
    made = make_coming(world)
    client = world.client(who)
    client.get(made.url())
    assert client.get(made.url()).status_code == 200
    before = len(client.queries)
    with world.app.app_context():
        cohort = db.session.scalars(db.select(Cohort)).one()
        partner = db.session.get_one(Authority, world.partner_id)
        for number in range(27):
            state = EnrolmentState.WAITING if number % 3 else EnrolmentState.ENROLLED
            learning_factories.enrolment(cohort, factories.person(), partner, state=state)
        db.session.commit()
    assert client.get(made.url()).status_code == 200
    assert len(client.queries) == before <= 5


def test_the_list_pages_by_fifty_and_costs_the_same(world):
    made = make_coming(world)
    client = world.client("trainer")
    client.get("/training")
    before = len(client.queries)
    with world.app.app_context():
        lead, trainer = (
            db.session.get_one(kind, key)
            for kind, key in ((Authority, world.lead_id), (Person, world.people["trainer"]))
        )
        for number in range(50):
            learning_factories.cohort(lead, trainer, title=f"Group {number}")
        factories.membership(trainer, Role.MANAGER, lead)
        db.session.commit()
    first = client.get("/training")
    assert len(client.queries) == before <= 5
    cohorts = "tbody th a[href^='/cohorts/']:not([href$=join])"
    assert len(page(first).select(cohorts)) == 50
    assert made.ref in first.text  # begins last
    assert len(page(client.get("/training?page=2")).select(cohorts)) == 1
    assert client.get("/training?page=99").status_code == 200


def test_own_next_steps_follow_the_days(world, clock):
    made = make_coming(world)
    client = world.client("delegate1")
    assert "Rate your confidence before the training" in client.get(made.url()).text
    clock.moment = dt.datetime(2026, 12, 23, 17, tzinfo=dt.UTC)
    text = client.get(made.url()).text
    for words in ("Feedback on day 4", "Look back at your confidence", "Your pledges"):
        assert words in text
    assert "Take the register of day 4, afternoon" in world.client("trainer").get(made.url()).text
