"""Trainers' days charged to an engagement: once each, by the rules of charging, freed when an entry goes."""

import pytest

from app.audit.models import AuditEntry
from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.learning.models import CohortState, TrainerDay
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.charging.made import make_charging, make_entry
from tests.integration.learning.made import make_training
from tests.learning_factories import DATES


@pytest.fixture
def charging(world):
    return make_charging(world)


@pytest.fixture
def training(world):
    return make_training(world)


def address(world, training):
    return training.url(f"/support-days?engagement={world.engagement_ref}")


def fields(world, charging, **more):
    with world.app.app_context():
        ref = db.session.get_one(factories.Person, world.people["trainer"]).ref
    sent = {"kind": "bespoke_training", "served": charging.plan.goals[0], "note": "Led the day.", "once": "first-press"}
    return sent | {f"day-{number}-{ref}": quarters for number, quarters in more.pop("days", {}).items()} | more


def entries(world):
    with world.app.app_context():
        return list(db.session.scalars(db.select(SupportEntry).order_by(SupportEntry.on_date)))


def kept(world):
    with world.app.app_context():
        return {each.day: each.entry_ref for each in db.session.scalars(db.select(TrainerDay))}


def test_days_are_logged_for_the_engagement_that_pays_and_shown_as_charged(world, training, charging):
    client = world.client("trainer")
    first = client.get(training.url("/support-days"))
    assert len(client.queries) <= 5
    assert f"engagement={world.engagement_ref}" in first.text
    client.get(address(world, training))
    assert len(client.queries) <= 5
    sent = fields(world, charging, days={1: "4", 3: "2"})
    answers = [client.post(address(world, training), data=sent) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303], summary_errors(answers[0])
    made = entries(world)
    assert [(each.on_date.day, each.quarters, each.state) for each in made] == [
        (3, 4, EntryState.DRAFT), (24, 2, EntryState.BOOKED),
    ]  # fmt: skip
    assert {each.person_id for each in made} == {world.people["trainer"]}
    assert kept(world) == {1: made[0].ref, 3: made[1].ref}
    shown = page(client.get(training.url("/support-days"))).get_text(" ", strip=True)
    assert "Day 1, 3 November 2026 Trainer Cheshire West and Chester 1 day, draft" in shown
    assert "Day 2, 4 November 2026 Trainer – Not charged" in shown
    with world.app.app_context():
        noted = db.session.scalars(db.select(AuditEntry).filter_by(action="trainer day charged")).all()
        assert len(noted) == 2
    assert "1 day of training approved" not in world.client("lead_officer").get(world.url("/training")).text
    assert "1.5 days more logged or booked" in world.client("lead_officer").get(world.url("/training")).text


def test_a_day_is_charged_once_however_many_try(world, training, charging):
    client = world.client("trainer")
    sent = fields(world, charging, days={1: "4"})
    client.post(address(world, training), data=sent)
    again = world.client("manager").post(address(world, training), data=sent | {"once": "second-press"})
    assert again.status_code == 422, "the field is gone, so nothing was chosen"
    assert len(entries(world)) == 1


def test_each_refusal_stands_beside_its_day_and_nothing_is_logged(world, training, charging):
    make_entry(world, "trainer", on_date=DATES[0], quarters=2)
    sent = fields(world, charging, days={1: "3", 2: "4"})
    answer = world.client("trainer").post(address(world, training), data=sent)
    assert answer.status_code == 422
    assert "has 0.5 days left, as nobody gives more than one day on a date" in summary_errors(answer)[0]
    link = page(answer).select_one(".govuk-error-summary__list a")["href"]
    assert page(answer).select_one(link)["name"].startswith("day-1-")
    assert "Led the day." in page(answer).select_one("#note").text
    assert len(entries(world)) == 1
    assert kept(world) == {}


def test_bad_input_says_what_is_missing_and_keeps_what_was_typed(world, training, charging):
    answer = world.client("trainer").post(address(world, training), data=fields(world, charging, served="", kind=""))
    assert answer.status_code == 422
    assert summary_errors(answer) == [
        "Choose how much of a day, for at least one day", "Choose the kind of support",
        "Choose the goal that the training serves",
    ]  # fmt: skip
    assert "Led the day." in page(answer).select_one("#note").text


def test_a_removed_entry_frees_the_day(world, training, charging):
    client = world.client("trainer")
    client.post(address(world, training), data=fields(world, charging, days={1: "4"}))
    removed = world.client("manager").post(world.url(f"/days/entries/{entries(world)[0].ref}/remove"))
    assert removed.status_code == 303
    assert entries(world) == []
    again = client.post(address(world, training), data=fields(world, charging, days={1: "2"}, once="second-press"))
    assert again.status_code == 303, summary_errors(again)
    assert kept(world) == {1: entries(world)[0].ref}


def test_without_training_in_the_agreement_nobody_can_pay(world, training):
    make_charging(world, planned=False)
    client = world.client("trainer")
    assert "No open engagement has an agreement with days of training" in client.get(training.url("/support-days")).text
    assert "Its agreement in force has no days of training" in client.get(address(world, training)).text
    answer = client.post(address(world, training), data={"kind": ""})
    assert (answer.status_code, summary_errors(answer)) == (303, [])


def test_a_cancelled_cohort_charges_nothing_more(world, charging):
    training = make_training(world, state=CohortState.CANCELLED)
    client = world.client("trainer")
    assert "The cohort is cancelled" in client.get(address(world, training)).text
    assert client.post(address(world, training), data=fields(world, charging, days={1: "4"})).status_code == 303
    assert entries(world) == []


def test_who_may_and_who_may_not(world, training, charging):
    assert world.client("manager").get(training.url("/support-days")).status_code == 200
    assert world.client("delegate1").get(training.url("/support-days")).status_code == 403
    assert world.client("stranger_trainer").get(training.url("/support-days")).status_code == 404
    with world.app.app_context():
        other = db.session.scalars(db.select(factories.Engagement).filter_by(lead_authority_id=world.stranger_id)).one()
        elsewhere = training.url(f"/support-days?engagement={other.ref}")
    assert world.client("trainer").get(elsewhere).status_code == 404
    assert world.client("trainer").post(elsewhere, data={}).status_code == 404
