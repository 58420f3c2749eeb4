"""Choosing a new password by link: for the owner of the mailbox only, once, within the hour, by a real press."""

import pytest
from sqlalchemy import select, update

from app.accounts import throttle
from app.accounts.models import PasswordReset, Person
from app.audit.models import AuditEntry
from app.db import db
from app.db.clock import now
from app.mail.models import Message
from tests.clients import page, summary_errors
from tests.integration.accounts.steps import (
    OTHER_PASSWORD,
    PASSWORD,
    count,
    give_password,
    last_link,
    live_sessions,
    submit_sign_in,
)


@pytest.fixture
def link(world):
    email = give_password(world, "lead_officer")
    assert world.client(None).post("/password-reset", data={"email": email}).status_code == 303
    return last_link(world, "password reset")


def test_the_answer_is_the_same_whoever_asks(world):
    client = world.client(None)
    known = client.post("/password-reset", data={"email": give_password(world, "lead_officer").upper()})
    known_work = len(client.queries)
    unknown = client.post("/password-reset", data={"email": "nobody@cwac.example"})
    assert (
        (known.status_code, known.location) == (unknown.status_code, unknown.location) == (303, "/password-reset/sent")
    )
    assert known.data == unknown.data
    assert count(world, Message, Message.kind == "password reset") == 1
    assert known_work > 1
    with world.app.app_context():
        subjects = db.session.scalars(select(AuditEntry.subject).order_by(AuditEntry.id)).all()
    assert len(subjects) == 2
    assert "nobody" not in " ".join(subjects)


def test_an_address_is_asked_for(world):
    response = world.client(None).post("/password-reset", data={"email": "lead officer"})
    assert response.status_code == 422
    assert summary_errors(response) == ["Enter an email address in the correct format, like name@example.gov.uk"]
    assert page(response).find(id="email")["value"] == "lead officer"


def test_opening_the_link_changes_nothing_and_a_press_does(world, link):
    signed_in, client = world.client("lead_officer"), world.client(None)
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.post(link, data={"password": OTHER_PASSWORD}).location == "/sign-in"
    assert live_sessions(world, "lead_officer") == 0
    assert signed_in.get("/account").status_code == 303
    with world.app.app_context():
        email = db.session.get_one(Person, world.people["lead_officer"]).email
    assert submit_sign_in(client, email, PASSWORD).status_code == 422
    assert submit_sign_in(client, email, OTHER_PASSWORD).status_code == 303
    assert count(world, Message, Message.kind == "password changed") == 1


def test_the_link_works_once(world, link):
    client = world.client(None)
    client.post(link, data={"password": OTHER_PASSWORD})
    for response in (client.get(link), client.post(link, data={"password": PASSWORD})):
        assert response.status_code == 410
        assert "Ask for a new link" in response.text


def test_the_link_lasts_an_hour(world, link, clock):
    clock.advance(minutes=59)
    assert world.client(None).get(link).status_code == 200
    clock.advance(minutes=1)
    assert world.client(None).post(link, data={"password": OTHER_PASSWORD}).status_code == 410


def test_a_newer_link_replaces_the_older(world, link):
    with world.app.app_context():
        email = db.session.get_one(Person, world.people["lead_officer"]).email
    world.client(None).post("/password-reset", data={"email": email})
    assert world.client(None).get(link).status_code == 410
    assert world.client(None).get(last_link(world, "password reset")).status_code == 200


def test_a_weak_password_leaves_the_link_open(world, link):
    client = world.client(None)
    response = client.post(link, data={"password": "password2026"})
    assert response.status_code == 422
    assert "harder to guess" in summary_errors(response)[0]
    assert "password2026" not in response.text
    assert client.post(link, data={"password": OTHER_PASSWORD}).status_code == 303


def test_somebody_whose_access_ended_chooses_no_password(world, link):
    with world.app.app_context():
        db.session.execute(update(Person).values(ended_at=now()))
        db.session.commit()
    assert world.client(None).post(link, data={"password": OTHER_PASSWORD}).status_code == 410


def test_the_database_holds_no_link_that_works(world, link):
    with world.app.app_context():
        digest = db.session.scalars(select(PasswordReset.token_digest)).one()
    assert world.client(None).get(f"/password-reset/{digest}").status_code == 410


def test_asking_is_limited(world):
    client = world.client(None)
    codes = [client.post("/password-reset", data={"email": "nobody@cwac.example"}).status_code for _ in range(6)]
    assert codes == [303] * 5 + [429]


def test_guessing_links_is_limited(world, monkeypatch):
    monkeypatch.setattr(throttle.LINK.by_network, "amount", 3)
    client = world.client(None)
    codes = [client.get(f"/{kind}/guess").status_code for kind in ("password-reset", "invitations") for _ in range(2)]
    assert codes == [410, 410, 410, 429]
