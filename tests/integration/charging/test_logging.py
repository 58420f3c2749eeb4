"""Days logged in the form of a month: several people at once, all or nothing, each refusal beside its date."""

import datetime as dt
from decimal import Decimal

import pytest

from app.audit.models import AuditEntry
from app.charging.models import AgreedRate, ChargingAccount, EntryState, PersonDay, SupportEntry
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, EngagementState, SupportKind
from tests import charging_factories
from tests.clients import page, summary_errors
from tests.integration.charging.made import IN_NOVEMBER, make_charging, make_entry, used

MONTH = "/days/log?month=2026-11"
VISIT = {"kind": "scoping", "served": "", "note": "Met the commissioners.", "once": "the-first-press"}


def refs(world, *names):
    with world.app.app_context():
        return [db.session.get_one(charging_factories.Person, world.people[who]).ref for who in names]


def send(world, client, *people, **fields):
    return client.post(world.url(MONTH), data={**VISIT, "people": refs(world, *people), **fields})


def entries(world):
    with world.app.app_context():
        return list(db.session.scalars(db.select(SupportEntry).order_by(SupportEntry.on_date, SupportEntry.id)))


def test_two_people_on_a_visit_are_two_person_days_each_date(world):
    make_charging(world)
    client = world.client("consultant")
    answer = send(world, client, "consultant", "consultant2", **{"day-12": "4", "day-13": "2"})
    assert answer.status_code == 303, summary_errors(answer)
    assert answer.location == world.url("/days/months/2026-11")
    assert "3 days logged, 4 lines" in client.get(answer.location).text
    made = entries(world)
    assert [(each.on_date.day, each.quarters, each.day_rate) for each in made] == [
        (12, 4, Decimal(500)), (12, 4, Decimal(500)), (13, 2, Decimal(500)), (13, 2, Decimal(500)),
    ]  # fmt: skip
    assert {each.state for each in made} == {EntryState.DRAFT}
    assert used(world) == (12, Decimal(1500))
    with world.app.app_context():
        noted = db.session.scalars(db.select(AuditEntry).filter_by(action="support day logged")).all()
        assert len(noted) == 4
        assert noted[0].actor_id == world.people["consultant"]


def test_a_second_press_logs_nothing_more(world):
    make_charging(world)
    client = world.client("consultant")
    places = {send(world, client, "consultant", **{"day-12": "1"}).location for _ in range(2)}
    assert len(places) == 1
    assert len(entries(world)) == 1


def test_one_bad_date_refuses_the_visit_and_says_so_beside_it(world):
    make_charging(world)
    make_entry(world, "consultant2", on_date=IN_NOVEMBER, quarters=3)
    answer = send(world, world.client("consultant"), "consultant", "consultant2", **{"day-12": "2", "day-13": "3"})
    assert answer.status_code == 422
    said = "Consultant Two has 0.25 days left, as nobody gives more than one day on a date"
    assert summary_errors(answer) == [f"Thu 12 Nov: {said}"]
    assert "Nothing was logged." in answer.text
    shown = page(answer)
    assert shown.select_one(".govuk-error-summary__list a")["href"] == "#day-12"
    assert said in shown.select_one("#day-12-error").text
    assert shown.select_one("#day-13 option[selected]")["value"] == "3"
    assert "Met the commissioners." in shown.select_one("#note").text
    assert len(entries(world)) == 1
    assert used(world) == (3, Decimal(375))


def test_each_date_has_its_own_reason(world):
    make_charging(world)
    make_entry(world, on_date=IN_NOVEMBER)
    dates = {f"day-{number}": "4" for number in (12, 16, 17, 18)}
    answer = send(world, world.client("consultant"), "consultant", **dates)
    assert summary_errors(answer) == [
        "Thu 12 Nov: Consultant has no time left, as nobody gives more than one day on a date",
        "Wed 18 Nov: The agreement leaves 0 days for “Scoping exercise”. More needs a signed variation",
    ]
    assert len(entries(world)) == 1


def test_future_dates_become_bookings_which_charge_nothing(world):
    make_charging(world)
    client = world.client("consultant")
    answer = send(world, client, "consultant", **{"day-20": "4", "day-23": "4"})
    assert "1 date in the future is booked" in client.get(answer.location).text
    assert [each.state for each in entries(world)] == [EntryState.DRAFT, EntryState.BOOKED]
    assert used(world)[0] == 4
    with world.app.app_context():
        assert db.session.get_one(PersonDay, (world.people["consultant"], dt.date(2026, 11, 23))).quarters == 4


def test_what_needs_a_goal_names_one_of_the_approved_plan(world):
    made = make_charging(world)
    client = world.client("consultant")
    training = {"kind": SupportKind.BESPOKE_TRAINING.value, "day-12": "4"}
    refused = send(world, client, "consultant", **training)
    assert refused.status_code == 422
    assert summary_errors(refused) == ["Choose the goal that the days of “Bespoke commissioning training” served"]
    goal, milestone = made.plan.goals[0], made.plan.milestones[0]
    assert send(world, client, "consultant", **training, served=f"{goal}/{milestone}").status_code == 303
    assert [(each.goal_ref, each.milestone_ref) for each in entries(world)] == [(goal, milestone)]


def test_bad_input_keeps_what_was_typed_and_names_each_field_in_page_order(world):
    make_charging(world)
    client = world.client("consultant")
    answer = client.post(world.url(MONTH), data={"kind": "", "note": "", "once": "another-press"})
    assert answer.status_code == 422
    assert summary_errors(answer) == [
        "Choose at least one person",
        "Choose how much of a day, for at least one date",
        "Choose the kind of support",
        "Say what was done, or for a booking what is planned",
    ]
    forged = send(world, client, "director", **{"day-12": "4"})
    assert forged.status_code == 422
    assert entries(world) == []


def test_a_rate_that_changes_within_the_month_is_that_of_each_date_and_stays(world):
    make_charging(world)
    with world.app.app_context():
        manager = db.session.get_one(charging_factories.Person, world.people["manager"])
        engagement = db.session.get_one(Engagement, world.engagement_id)
        agreed = {"agreed_by_id": world.people["director"], "agreed_name": "Director", "agreed_at": now()}
        charging_factories.rate(engagement, manager, from_on=dt.date(2026, 11, 16), **agreed)
        db.session.commit()
    send(world, world.client("consultant"), "consultant", **{"day-13": "4", "day-16": "4"})
    assert [each.day_rate for each in entries(world)] == [Decimal(500), Decimal(450)]
    assert used(world)[1] == Decimal(950)
    with world.app.app_context():
        db.session.scalars(db.select(AgreedRate)).one().day_rate = Decimal(400)
        db.session.commit()
    assert [each.day_rate for each in entries(world)] == [Decimal(500), Decimal(450)]


def test_a_closed_month_and_dates_outside_the_agreement_are_not_offered(world):
    make_charging(world)
    make_entry(world, on_date=dt.date(2026, 10, 13))
    with world.app.app_context():
        db.session.get_one(ChargingAccount, world.engagement_id).closed_through = dt.date(2026, 10, 31)
        db.session.commit()
    client = world.client("consultant")
    october = client.get(world.url("/days/log?month=2026-10"))
    assert "the month is closed" in october.text
    assert not page(october).select("form select")
    assert client.post(world.url("/days/log?month=2026-10"), data={**VISIT, "day-13": "4"}).status_code == 422
    assert len(entries(world)) == 1


@pytest.mark.parametrize("state", [EngagementState.DRAFT, EngagementState.CLOSED])
def test_nothing_is_logged_unless_the_engagement_runs(world, state):
    make_charging(world)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = state
        db.session.commit()
    client = world.client("consultant")
    assert "no days can be" in client.get(world.url(MONTH)).text or "is over" in client.get(world.url(MONTH)).text
    assert client.post(world.url(MONTH), data=VISIT).status_code == 303
    assert entries(world) == []


def test_before_an_agreement_is_signed_the_page_says_so(world):
    client = world.client("consultant")
    assert "before both authorities have signed an agreement" in client.get(world.url(MONTH)).text


@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("director", 403), ("stranger_consultant", 404)])
def test_who_logs(world, who, status):
    make_charging(world)
    assert world.client(who).get(world.url(MONTH)).status_code == status


def test_the_form_takes_five_queries_however_much_is_logged(world):
    make_charging(world)
    client = world.client("consultant")
    client.get(world.url(MONTH))  # what is signed and approved is read once in each worker
    client.get(world.url(MONTH))
    before = len(client.queries)
    for number in range(2, 14):
        make_entry(world, on_date=IN_NOVEMBER.replace(day=number), quarters=1)
    client.get(world.url(MONTH))
    assert len(client.queries) == before <= 5
