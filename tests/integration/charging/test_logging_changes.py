"""Entries changed, removed, confirmed, submitted, taken back; a week copied to the next."""

import datetime as dt
from decimal import Decimal

import pytest

from app.accounts.models import Membership
from app.agreements.models import AgreementVersion
from app.charging.models import ChargingAccount, EntryMessage, EntryState, PersonDay, SupportEntry
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, SupportKind
from app.mail.models import Message
from tests import charging_factories
from tests.clients import press_twice, summary_errors
from tests.integration.charging.made import IN_NOVEMBER, make_charging, make_entry, used

CHANGE = {"quarters": "2", "kind": "scoping", "served": "", "note": "Half a day was enough."}


def url(world, ref, rest=""):
    return world.url(f"/days/entries/{ref}{rest}")


def state_of(world, ref):
    with world.app.app_context():
        return db.session.scalars(db.select(SupportEntry.state).filter_by(ref=ref)).one_or_none()


def given(world, on=IN_NOVEMBER, who="consultant"):
    with world.app.app_context():
        return db.session.get_one(PersonDay, (world.people[who], on)).quarters


def close(world, through):
    with world.app.app_context():
        db.session.get_one(ChargingAccount, world.engagement_id).closed_through = through
        db.session.commit()


@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.QUERIED, EntryState.ANSWERED])
def test_an_entry_is_changed_and_gives_back_what_it_takes_less(world, state):
    make_charging(world)
    ref = make_entry(world, state=state)
    client = world.client("consultant")
    assert client.get(url(world, ref, "/edit")).status_code == 200
    assert len(client.queries) <= 5
    answer = client.post(url(world, ref, "/edit"), data={**CHANGE, "seen": "1"})
    leads_to = url(world, ref, "/answer") if state is EntryState.QUERIED else world.url("/days/months/2026-11")
    assert (answer.status_code, answer.location) == (303, leads_to)
    assert (given(world), used(world), state_of(world, ref)) == (2, (2, Decimal(250)), state)


def test_a_change_beyond_a_limit_is_refused_beside_the_quantity(world):
    make_charging(world)
    ref = make_entry(world, quarters=2)
    make_entry(world, on_date=IN_NOVEMBER, quarters=1, kind=SupportKind.REVIEW)
    answer = world.client("consultant").post(url(world, ref, "/edit"), data={**CHANGE, "quarters": "4", "seen": "1"})
    assert answer.status_code == 422
    assert summary_errors(answer) == [
        "Consultant has too little of 12 November 2026 left: nobody gives more than one day on a date"
    ]
    assert used(world)[0] == 3


def test_whoever_saves_second_sees_both_texts(world):
    make_charging(world)
    ref = make_entry(world)
    client = world.client("consultant")
    assert client.post(url(world, ref, "/edit"), data={**CHANGE, "seen": "1"}).status_code == 303
    second = client.post(url(world, ref, "/edit"), data={**CHANGE, "quarters": "3", "note": "Mine.", "seen": "1"})
    assert second.status_code == 409
    assert "Half a day was enough." in second.text
    assert "0.75 days" in second.text
    assert "Mine." in second.text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (EntryState.SUBMITTED, "Take the month’s days back first"),
        (EntryState.APPROVED, "Correct them with a reversal"),
    ],
)
def test_what_the_buyer_has_is_not_changed_or_removed(world, state, said):
    make_charging(world)
    ref = make_entry(world, state=state)
    client = world.client("consultant")
    for rest in ("/edit", "/remove"):
        answer = client.post(url(world, ref, rest), data={})
        assert (answer.status_code, answer.location) == (303, url(world, ref))
        assert said in client.get(answer.location).text
    assert state_of(world, ref) is state


def test_an_entry_is_removed_with_its_thread_once(world):
    make_charging(world)
    ref = make_entry(world, state=EntryState.QUERIED)
    with world.app.app_context():
        found = db.session.scalars(db.select(SupportEntry)).one()
        charging_factories.message(found, db.session.get_one(charging_factories.Person, world.people["director"]))
        db.session.commit()
    assert press_twice(world.client("consultant"), url(world, ref, "/remove"), "/remove") == [303, 303]
    assert (given(world), used(world)) == (0, (0, Decimal(0)))
    with world.app.app_context():
        assert db.session.scalars(db.select(EntryMessage)).all() == []


def test_a_closed_month_refuses_changes_and_removals(world):
    make_charging(world)
    ref = make_entry(world)
    close(world, dt.date(2026, 11, 30))
    client = world.client("consultant")
    refused = client.post(url(world, ref, "/edit"), data={**CHANGE, "seen": "1"})
    assert summary_errors(refused) == [
        "November 2026 is closed, as its statement is issued; an approved day is corrected with a reversal"
    ]
    client.post(url(world, ref, "/remove"))
    assert state_of(world, ref) is EntryState.DRAFT


def test_a_booking_whose_date_has_come_took_place_or_is_removed(world):
    make_charging(world)
    past = make_entry(world, state=EntryState.BOOKED)
    gone = make_entry(world, on_date=IN_NOVEMBER.replace(day=13), state=EntryState.BOOKED)
    future = make_entry(world, on_date=dt.date(2026, 11, 23), state=EntryState.BOOKED)
    client = world.client("consultant")
    assert client.post(url(world, past, "/took-place"), data={"back": "mine"}).location == "/days/2026-11"
    assert client.post(url(world, future, "/took-place")).status_code == 303
    assert client.post(url(world, gone, "/remove")).status_code == 303
    states = [state_of(world, ref) for ref in (past, future, gone)]
    assert states == [EntryState.DRAFT, EntryState.BOOKED, None]
    assert used(world) == (4, Decimal(500))
    assert given(world, dt.date(2026, 11, 13)) == 0


def test_a_booking_beyond_an_end_that_came_nearer_is_still_reached_and_charges_nothing(world, clock):
    make_charging(world)
    ref = make_entry(world, on_date=dt.date(2026, 12, 8), state=EntryState.BOOKED)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).ends_on = dt.date(2026, 11, 25)
        db.session.execute(db.update(AgreementVersion).values(ends_on=dt.date(2026, 11, 25)))
        for version in db.session.scalars(db.select(AgreementVersion)):
            version.content = {**version.content, "ends_on": "2026-11-25"}
        db.session.commit()
    clock.moment = dt.datetime(2026, 12, 9, 9, tzinfo=dt.UTC)
    client = world.client("consultant")
    assert client.get(world.url("/days/months/2026-12")).status_code == 200
    assert client.get(world.url("/days/months/2027-01")).status_code == 404
    refused = client.post(url(world, ref, "/took-place"))
    assert "within the dates of the support agreement" in client.get(refused.location).text
    assert press_twice(client, url(world, ref, "/remove"), "/remove") == [303, 303]
    assert client.get(world.url("/days/months/2026-12")).status_code == 404


def test_a_month_is_submitted_once_with_one_message_and_taken_back(world):
    make_charging(world)
    own, others = make_entry(world), make_entry(world, "consultant2")
    client = world.client("consultant")
    month = world.url("/days/months/2026-11")
    for _ in range(2):
        assert client.post(f"{month}/submit").status_code == 303
    assert (state_of(world, own), state_of(world, others)) == (EntryState.SUBMITTED, EntryState.DRAFT)
    with world.app.app_context():
        assert len(db.session.scalars(db.select(Message).filter_by(kind="days submitted")).all()) == 1
    assert client.post(f"{month}/take-back").status_code == 303
    assert state_of(world, own) is EntryState.DRAFT
    world.client("manager").post(f"{month}/submit")
    assert (state_of(world, own), state_of(world, others)) == (EntryState.SUBMITTED, EntryState.SUBMITTED)
    assert world.client("director").post(f"{month}/submit").status_code == 403


def test_a_week_is_shown_then_copied_and_leaves_out_what_cannot_be(world):
    make_charging(world)
    make_entry(world, on_date=dt.date(2026, 11, 9), quarters=2)  # Monday
    make_entry(world, on_date=dt.date(2026, 11, 10), quarters=4)
    make_entry(world, on_date=dt.date(2026, 11, 14), quarters=1)  # Saturday
    make_entry(world, on_date=dt.date(2026, 11, 17), quarters=1, kind=SupportKind.REVIEW)
    client = world.client("consultant")
    week = world.url("/days/copy-week?week=2026-11-09")
    shown = client.get(week)
    assert len(client.queries) <= 5
    assert "Left out. It falls on a weekend" in shown.text
    assert "Left out. Consultant has 0.75 days left" in shown.text
    answer = client.post(week, data={"once": "the-first-press"})
    assert answer.location == world.url("/days/months/2026-11")
    assert client.post(week, data={"once": "the-first-press"}).location == answer.location
    assert given(world, dt.date(2026, 11, 16)) == 2
    assert given(world, dt.date(2026, 11, 17)) == 1
    again = client.post(week, data={"once": "a-second-press"})
    assert "You have logged the same already" in client.get(again.location).text
    assert used(world)[0] == 10


def test_ones_own_month_adds_up_and_leads_on(world):
    make_charging(world)
    make_entry(world, quarters=3)
    make_entry(world, on_date=IN_NOVEMBER.replace(day=13), state=EntryState.BOOKED)
    make_entry(world, "consultant2", quarters=4)
    client = world.client("consultant")
    shown = client.get("/days")
    assert "<strong>0.75 days</strong> given, <strong>1 day</strong> booked" in shown.text
    assert "did it take place?" in shown.text
    assert world.url("/days/log?month=2026-11") in shown.text
    before = len(client.queries)
    for number in range(2, 11):
        make_entry(world, on_date=IN_NOVEMBER.replace(day=number), quarters=1)
    client.get("/days/2026-11")
    assert len(client.queries) == before <= 5
    assert "You have no support days in February 2027" in client.get("/days/2027-02").text
    assert "0.75 days" not in world.client("stranger_consultant").get("/days/2026-11").text


def test_somebody_who_left_an_engagement_still_reads_the_own_days_and_is_led_nowhere(world):
    make_charging(world)
    ref = make_entry(world)
    client = world.client("consultant")
    assert url(world, ref) in client.get("/days/2026-11").text
    with world.app.app_context():
        db.session.scalars(db.select(Membership).filter_by(person_id=world.people["consultant"])).one().ended_at = now()
        db.session.commit()
    shown = client.get("/days/2026-11").text
    assert "<strong>1 day</strong> given" in shown
    assert world.engagement_ref not in shown
