"""Everybody of the demonstration: there, with the role that their name promises, and with something to see."""

import pytest
from lxml.html import document_fromstring

from app.accounts.models import Authority, Membership, Person
from app.db import db
from app.demo.personas import PERSONAS
from app.security import Role
from tests.clients import page
from tests.integration.demo.conftest import PASSWORD

CWAC, HALTON = "Cheshire West and Chester", "Halton"
ROLES = {
    "manager@halton.example": {("manager", HALTON)},
    "consultant@halton.example": {("consultant", HALTON)},
    "trainer@halton.example": {("trainer", HALTON)},
    "lead@cwac.example": {("lead_officer", CWAC)},
    "lead2@cwac.example": {("lead_officer", CWAC), ("consultant", CWAC), ("participant", "Ravenfleet")},
    "director@cwac.example": {("director", CWAC)},
    **{f"participant{number}@cwac.example": {("participant", CWAC)} for number in range(1, 13)},
    "chief@caldermouthyouth.example": {("participant", "Caldermouth")},
    "a.marchetti@wraysfordshire.example": {("director", "Wraysfordshire")},
    "r.ashdown@saltmere.example": {("lead_officer", "Saltmere")},
    "k.robson@elmscar.example": {("lead_officer", "Elmscar")},
    "j.farthing@fernleigh.example": {("director", "Fernleigh")},
    "d.charlton@elmscar.example": {("director", "Elmscar")},
    "finance@halton.example": {("finance_officer", "Halton")},
    "m.quayle@alderstow.example": {("lead_officer", "Alderstow")},
    "j.mistry@saltmere.example": {("lead_officer", "Saltmere")},
    "i.farah@elmscar.example": {("lead_officer", "Elmscar")},
    "administrator@example.test": set(),
}
WAITS = {
    "manager@halton.example": "Open the engagement",
    "consultant@halton.example": "Record what the workshop agrees",
    "lead2@cwac.example": "Score the standards",
    "participant10@cwac.example": "Score the standards",
    "participant11@cwac.example": "Score the standards",
    "participant12@cwac.example": "Score the standards",
}


@pytest.fixture
def signed_in(demo):
    """Signs a persona in through the real page."""

    def sign_in(email):
        client = demo.test_client()
        response = client.post("/sign-in", data={"email": email, "password": PASSWORD})
        assert response.status_code == 303, f"{email} cannot sign in"
        return client

    return sign_in


def test_the_personas_are_those_that_the_issue_names():
    assert {persona.email for persona in PERSONAS} == ROLES.keys()


def test_each_persona_holds_the_stated_roles_and_no_other(demo):
    with demo.app_context():
        rows = db.session.execute(
            db.select(Person.email, Membership.role, Authority.name)
            .join(Membership, Membership.person_id == Person.id)
            .join(Authority, Authority.id == Membership.authority_id)
            .where(Membership.ended_at.is_(None))
        ).all()
        administrators = db.session.scalars(db.select(Person.email).where(Person.is_administrator)).all()
    for email, roles in ROLES.items():
        held = {(row.role.value, row.name) for row in rows if row.email == email and row.role is not Role.DELEGATE}
        assert held == roles, email  # whoever came to a training has a place there, and no say
    assert administrators == ["administrator@example.test"]


@pytest.mark.parametrize("loaded_once", ["sqlite"], indirect=True)
def test_each_persona_signs_in_with_the_password_and_sees_their_work(signed_in):
    for email in ROLES:
        home = signed_in(email).get("/home")
        assert home.status_code == 200
        waiting = [item.text for item in page(home).select("main a")]
        assert email not in WAITS or WAITS[email] in waiting, email


def test_the_manager_sees_every_engagement_that_halton_leads_and_no_other(signed_in):
    listed = signed_in("manager@halton.example").get("/engagements").text
    for partner in (CWAC, "Marlbridge", "Pellingham", "Dunmoor", "Caldermouth", "Wraysfordshire", "Elmscar"):
        assert partner in listed
    for stranger in ("Ravenfleet", "Tidewell", "Stourholme"):
        assert stranger not in listed


def test_the_director_of_the_pair_has_nothing_in_other_engagements(signed_in):
    listed = page(signed_in("director@cwac.example").get("/engagements"))
    assert len(listed.select("tbody tr")) == 1


def test_the_second_lead_officer_can_switch_between_two_authorities(signed_in):
    shown = signed_in("lead2@cwac.example").get("/authorities")
    assert shown.status_code == 200
    assert "Ravenfleet" in shown.text
    assert CWAC in shown.text


@pytest.mark.parametrize(
    ("loaded_once", "email"),
    [
        ("sqlite", "manager@halton.example"),
        ("sqlite", "consultant@halton.example"),
        ("sqlite", "lead2@cwac.example"),
        ("postgres", "lead2@cwac.example"),
    ],
    indirect=["loaded_once"],
)
def test_every_page_that_a_persona_is_led_to_is_there(signed_in, email):
    """On SQLite all three, on PostgreSQL who holds most roles: each room runs its pages' queries on both."""
    client = signed_in(email)
    to_see, seen = ["/home", "/engagements"], set()
    for depth in range(3):
        found = []
        for address in to_see:
            response = client.get(address)
            assert response.status_code == 200, (depth, address)
            seen.add(address)
            if response.mimetype == "text/html":
                links = document_fromstring(response.text).xpath("//main//a[starts-with(@href, '/')]/@href")
                found += [link.partition("#")[0] for link in links]
        to_see = sorted(set(found) - seen)
    assert len(seen) > 20
