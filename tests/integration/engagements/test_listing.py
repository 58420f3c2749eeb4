"""The list shows what a person can see and nothing else, with as many queries for one engagement as for hundreds."""

import datetime as dt

import pytest

from app.accounts.models import Authority, Membership
from app.db import db
from tests import factories
from tests.clients import page


def _rows(response) -> int:
    return len(page(response).select("tbody tr"))


def _add(world, count: int) -> None:
    with world.app.app_context():
        lead = db.session.get_one(Authority, world.lead_id)
        partner = db.session.get_one(Authority, world.partner_id)
        for number in range(count):
            start = dt.date(2026, 1, 1) + dt.timedelta(days=number)
            factories.engagement(lead, partner, starts_on=start, ends_on=start + dt.timedelta(days=364))
        db.session.commit()


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("manager", 1),
        ("trainer", 1),
        ("finance_officer", 1),
        ("partner_finance_officer", 1),
        ("consultant", 1),
        ("lead_officer", 1),
        ("director", 1),
        ("participant1", 1),
        ("administrator", 0),
    ],
)
def test_each_role_sees_its_engagements_and_never_a_strangers(world, who, seen):
    response = world.client(who).get("/engagements")
    assert _rows(response) == seen
    assert ("Cheshire West and Chester" in response.text.split("<main", 1)[1]) is bool(seen)
    assert "Otherham" not in response.text


def test_a_manager_of_the_partner_sees_nothing_by_that(world):
    with world.app.app_context():
        who = factories.person()
        factories.membership(who, "manager", db.session.get_one(Authority, world.partner_id))
        world.people["partner_manager"] = who.id
        db.session.commit()
    client = world.client("partner_manager")
    assert _rows(client.get("/engagements")) == 0
    assert client.get(world.url("/")).status_code == 404
    assert client.post(world.url("/terms"), data={}).status_code == 404


def test_an_ended_role_ends_the_sight_of_it(world):
    with world.app.app_context():
        for held in db.session.query(Membership).filter_by(person_id=world.people["consultant"]):
            held.ended_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
        db.session.commit()
    assert "not part of an engagement yet" in world.client("consultant").get("/engagements").text


def test_pages_of_fifty_at_the_same_number_of_queries(world):
    client = world.client("manager")
    assert _rows(client.get("/engagements")) == 1
    few = len(client.queries)
    _add(world, 60)
    assert _rows(client.get("/engagements")) == 50
    assert len(client.queries) == few <= 5
    second = client.get("/engagements?page=2")
    assert _rows(second) == 11
    assert "page 2 of 2" in second.text
    assert client.get("/engagements?page=99").status_code == 200
    assert client.get("/engagements?page=x").status_code == 200


def test_empty_says_what_happens_next(world):
    with world.app.app_context():
        who = factories.person()
        factories.membership(who, "manager", factories.authority(name="Newby"))
        world.people["new"] = who.id
        db.session.commit()
    response = world.client("new").get("/engagements")
    assert "There are no engagements yet" in response.text
    assert page(response).find("a", string="Set up an engagement")
    assert not page(world.client("participant1").get("/engagements")).find("a", string="Set up an engagement")


def test_signed_out_goes_to_sign_in(world):
    assert world.client(None).get("/engagements").status_code == 303


@pytest.mark.parametrize(
    ("who", "sees"),
    [("manager", True), ("finance_officer", True), ("partner_finance_officer", False), ("consultant", False)],
)
def test_income_is_offered_to_those_whose_authority_leads(world, who, sees):
    links = [link["href"] for link in page(world.client(who).get("/engagements")).select("main a")]
    assert ("/income" in links) is sees
