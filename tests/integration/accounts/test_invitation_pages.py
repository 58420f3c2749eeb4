"""The page of an invitation's link: shows before it acts, acts once, and says what to do when it cannot."""

import pytest
from sqlalchemy import select

from app.accounts import hashing, queries, services
from app.accounts.models import Membership, Person
from app.accounts.services import Grant, Invitee
from app.db import db
from app.db.clock import now
from app.security.roles import Role
from tests.clients import page, summary_errors
from tests.integration.accounts.steps import (
    HOME,
    OTHER_PASSWORD,
    PASSWORD,
    count,
    give_password,
    last_link,
    submit_sign_in,
)

NEW = {"name": "Nia New", "password": OTHER_PASSWORD}


def invite(world, email="nia@cwac.example", role=Role.PARTICIPANT):
    with world.app.app_context():
        person = services.ensure_person(Invitee(email, ""), now=now())
        services.invite(
            person,
            Grant(role, world.partner_id, world.engagement_id),
            inviter_id=world.people["lead_officer"],
            inviter_name="Lead Officer",
            reason="to score the baseline self-assessment by 4 December 2026",
            now=now(),
        )
        db.session.commit()
    return last_link(world, "invitation")


def is_member(world, email, role=Role.PARTICIPANT):
    with world.app.app_context():
        people = queries.people_of_engagement(engagement_id=world.engagement_id)
        return any(person.email == email and person.role is role for person in people)


def test_opening_the_link_says_who_invites_to_what_and_accepts_nothing(world):
    link, client = invite(world), world.client(None)
    for _ in range(2):
        text = " ".join(page(client.get(link)).main.text.split())
        assert "Lead Officer invites you to score the baseline self-assessment by 4 December 2026." in text
        assert "Participant" in text
        assert "Cheshire West and Chester" in text
    assert len(client.queries) == 1
    assert not is_member(world, "nia@cwac.example")


def test_somebody_new_chooses_name_and_password_and_is_signed_in(world):
    link, client = invite(world), world.client(None)
    assert client.post(link, data=NEW).location == HOME
    assert is_member(world, "nia@cwac.example")
    account = page(client.get("/account"))
    assert "Nia New" in account.text
    assert account.select_one(".app-header__authority").text.strip() == "Cheshire West and Chester"
    assert submit_sign_in(world.client(None), "nia@cwac.example", OTHER_PASSWORD).status_code == 303


def test_bad_input_says_what_is_wrong_and_keeps_the_name(world):
    link, client = invite(world), world.client(None)
    response = client.post(link, data={"name": "Nia New", "password": "short"})
    assert response.status_code == 422
    assert summary_errors(response) == ["Password must be 12 characters or more"]
    assert page(response).find(id="name")["value"] == "Nia New"
    assert summary_errors(client.post(link, data={})) == ["Enter a full name", "Enter a password"]
    assert not is_member(world, "nia@cwac.example")


def test_somebody_with_a_password_just_presses_and_then_signs_in(world):
    email = give_password(world, "trainer")
    link, client = invite(world, email), world.client(None)
    assert not page(client.get(link)).find(id="password")
    assert client.post(link, data={"name": "Evil", "password": OTHER_PASSWORD}).location == "/sign-in"
    assert is_member(world, email)
    assert client.get("/account").status_code == 303
    assert submit_sign_in(client, email, OTHER_PASSWORD).status_code == 422
    assert submit_sign_in(client, email, PASSWORD).status_code == 303


def test_somebody_signed_in_goes_straight_on_in_the_new_authority(world):
    email = give_password(world, "trainer")
    link, client = invite(world, email), world.client(None)
    submit_sign_in(client, email)
    assert client.post(link).location == HOME
    response = client.get("/account")
    assert page(response).select_one(".app-header__authority").text.startswith("Cheshire West and Chester")
    assert "You are now a participant for Cheshire West and Chester" in response.text


def test_somebody_else_who_is_signed_in_cannot_accept(world):
    link, client = invite(world), world.client("director")
    assert "You are signed in as director@" in client.get(link).text
    assert client.post(link, data=NEW).status_code == 409
    assert not is_member(world, "nia@cwac.example")


@pytest.mark.parametrize(
    ("spoil", "heading", "advice"),
    [
        ("used", "This invitation has been accepted", "Sign in to go on"),
        ("withdrawn", "This invitation was withdrawn", "ask Lead Officer to invite you again"),
        ("expired", "This invitation has expired", "Ask Lead Officer to invite you again"),
    ],
)
def test_a_link_that_is_over_says_so_and_what_to_do(world, clock, spoil, heading, advice):
    link, client = invite(world), world.client(None)
    if spoil == "used":
        world.client(None).post(link, data=NEW)
    elif spoil == "withdrawn":
        invite(world)
    else:
        clock.advance(days=14)
    members = count(world, Membership)
    for response in (client.get(link), client.post(link, data=NEW)):
        assert response.status_code == 410
        assert page(response).h1.text == heading
        assert advice in response.text
    assert count(world, Membership) == members


def test_an_unknown_link_tells_nothing(world):
    response = world.client(None).get("/invitations/" + "x" * 43)
    assert response.status_code == 410
    assert "Check that you copied all of the address" in response.text


def test_of_two_presses_at_once_one_counts(world, monkeypatch):
    """The second press has read the offer as open when the first takes it."""
    link = invite(world)
    hash_password = hashing.hash_password

    def lose_the_race(password):
        monkeypatch.setattr(hashing, "hash_password", hash_password)
        world.client(None).post(link, data=NEW)
        return hash_password(password)

    monkeypatch.setattr(hashing, "hash_password", lose_the_race)
    late = world.client(None).post(link, data={"name": "Late", "password": PASSWORD})
    assert late.status_code == 410
    assert count(world, Membership, Membership.role == Role.PARTICIPANT) == 14
    assert submit_sign_in(world.client(None), "nia@cwac.example", PASSWORD).status_code == 422


def test_somebody_whose_access_ended_comes_back_by_invitation_with_a_new_password(world):
    email = give_password(world, "director")
    with world.app.app_context():
        person = db.session.get_one(Person, world.people["director"])
        services.end_access(person, actor_id=world.people["administrator"], now=now())
        db.session.commit()
    link, client = invite(world, email, Role.DIRECTOR), world.client(None)
    assert submit_sign_in(world.client(None), email).status_code == 422
    assert client.post(link, data={"name": "Dee Director", "password": OTHER_PASSWORD}).location == HOME
    assert is_member(world, email, Role.DIRECTOR)
    with world.app.app_context():
        assert db.session.scalars(select(Person).where(Person.email == email)).one().ended_at is None
