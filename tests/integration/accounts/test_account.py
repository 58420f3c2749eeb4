"""A person's own account: name, password, where they are signed in, and signing out everywhere."""

from sqlalchemy import select

from app.accounts import hashing
from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.db import db
from app.mail.models import Message
from tests.clients import page, summary_errors
from tests.integration.accounts.steps import (
    OTHER_PASSWORD,
    PASSWORD,
    count,
    give_password,
    live_sessions,
    submit_sign_in,
)

FIREFOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"}


def test_the_account_page_lists_own_sessions_with_device_and_time(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email, headers=FIREFOX)
    world.client("lead_officer")
    world.client("director")
    cells = [row.text.split("\n") for row in page(client.get("/account")).select("tbody tr")]
    text = " ".join(" ".join(row) for row in cells)
    assert len(cells) == 2
    assert "Firefox on Windows (this one)" in text
    assert "20 November 2026 at 12:00" in text
    assert len(client.queries) == 2


def test_a_name_is_changed_and_the_change_is_in_the_audit_trail_without_it(world):
    client = world.client("lead_officer")
    assert page(client.get("/account/name")).find(id="name")["value"] == "Lead Officer"
    assert client.post("/account/name", data={"name": "Leah Officer"}).status_code == 303
    assert "Leah Officer" in client.get("/account").text
    with world.app.app_context():
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.actor_id) == ("name changed", world.people["lead_officer"])
        assert "Leah" not in f"{entry.was}{entry.became}"


def test_a_bad_name_is_kept_as_typed(world):
    response = world.client("lead_officer").post("/account/name", data={"name": "x" * 121})
    assert response.status_code == 422
    assert summary_errors(response) == ["Full name must be 120 characters or fewer"]
    assert page(response).find(id="name")["value"] == "x" * 121


def test_a_changed_password_ends_the_other_sessions_and_tells_the_owner(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    other = world.client("lead_officer")
    response = client.post("/account/password", data={"current": PASSWORD, "password": OTHER_PASSWORD})
    assert response.status_code == 303
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert submit_sign_in(world.client(None), email, PASSWORD).status_code == 422
    assert submit_sign_in(world.client(None), email, OTHER_PASSWORD).status_code == 303
    assert count(world, Message, Message.kind == "password changed", Message.recipient == email) == 1


def test_a_password_changes_only_with_the_current_one(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    wrong = client.post("/account/password", data={"current": "not this one at all", "password": OTHER_PASSWORD})
    assert wrong.status_code == 422
    assert summary_errors(wrong) == ["Current password is not correct"]
    weak = client.post("/account/password", data={"current": PASSWORD, "password": "liverpool2026"})
    assert "harder to guess" in summary_errors(weak)[0]
    with world.app.app_context():
        assert db.session.get_one(Person, world.people["lead_officer"]).password_hash.startswith("$argon2id$")
    assert submit_sign_in(world.client(None), email).status_code == 303


def test_guessing_the_current_password_is_limited(world, monkeypatch):
    monkeypatch.setattr(hashing, "matches", lambda known, password: False)
    client = world.client("lead_officer")
    form = {"current": "a guess", "password": OTHER_PASSWORD}
    assert [client.post("/account/password", data=form).status_code for _ in range(11)] == [422] * 10 + [429]


def test_signing_out_everywhere_ends_every_own_session_and_nobody_elses(world):
    client, other, director = world.client("lead_officer"), world.client("lead_officer"), world.client("director")
    assert client.post("/account/sign-out-everywhere").location == "/sign-in"
    assert live_sessions(world, "lead_officer") == 0
    assert other.get("/account").status_code == 303
    assert director.get("/account").status_code == 200
    assert "You are signed out everywhere" in client.get("/sign-in").text
