"""The demonstration's own pages: one-press sign-in for the personas, and the e-mail that was sent. Demo mode only."""

import pytest

from app import create_app
from app.accounts import services
from app.accounts.services import Invitee
from app.db import Base, db
from app.db.clock import now
from app.mail.services import deliver_due, queue
from app.mail.transports import transport_from
from tests.clients import LintingClient, page
from tests.conftest import settings_for
from tests.integration.accounts.steps import HOME


@pytest.fixture
def demo(tmp_path, clock):
    settings = settings_for(
        f"sqlite:///{tmp_path / 'demo.sqlite3'}", tmp_path / "mail", DEMO_MODE="1", DEMO_PASSWORD="otter lamp velvet"
    )
    application = create_app(settings)
    application.config.update(CLOCK=clock, WTF_CSRF_ENABLED=False)
    application.test_client_class = LintingClient
    with application.app_context():
        Base.metadata.create_all(db.engine)
        for email in ("lead@cwac.example", "participant12@cwac.example"):
            services.ensure_person(Invitee(email, f"Name of {email.split('@')[0]}"), now=now())
        db.session.commit()
    return application


def send(demo, *subjects, body="Hello"):
    with demo.app_context():
        for subject in subjects:
            queue(kind="x", recipient="pat@cwac.example", subject=subject, body=body, now=now())
        db.session.commit()
        deliver_due(transport_from(demo.config["SETTINGS"]), clock=now)


def test_the_sign_in_page_lists_the_personas_that_exist_with_what_they_do(demo):
    client = demo.test_client()
    shown = page(client.get("/sign-in"))
    rows = [" ".join(row.text.split()) for row in shown.select(".govuk-summary-list__row")]
    assert rows == [
        "Lead officer Closes the last scoring of the year, confirms the monthly review. Sign in as Lead officer",
        "Participant 12 Scores the standards alone and in private. Sign in as Participant 12",
    ]
    assert len(client.queries) == 1


def test_one_press_signs_in(demo):
    client = demo.test_client()
    assert client.post("/demo/sign-in/lead").location == HOME
    assert "Name of lead" in client.get("/account").text
    assert client.post("/demo/sign-in/participant12").status_code == 303
    assert "Name of participant12" in client.get("/account").text


def test_nobody_else_is_signed_in_with_one_press(demo):
    client = demo.test_client()
    for key in ("manager", "nobody", "lead@cwac.example"):
        assert client.post(f"/demo/sign-in/{key}").status_code == 404
    assert client.get("/demo/sign-in/lead").status_code == 405


def test_one_press_needs_the_forms_token(demo):
    demo.config["WTF_CSRF_ENABLED"] = True
    assert demo.test_client().post("/demo/sign-in/lead").status_code == 400


def test_mail_is_read_newest_first_with_links_to_press(demo):
    client = demo.test_client()
    assert "Nothing was sent yet" in client.get("/demo/mail").text
    send(demo, "The first", "The second")
    links = page(client.get("/demo/mail")).select("tbody a")
    assert [link.text for link in links] == ["The second", "The first"]
    send(demo, "With a link", body="Open\nhttp://127.0.0.1/invitations/abc\n<script>alert(1)</script>")
    newest = page(client.get("/demo/mail")).select_one("tbody a")["href"]
    letter = page(client.get(newest)).main
    assert letter.select_one(".app-keep-lines a")["href"] == "http://127.0.0.1/invitations/abc"
    assert not letter.find("script")


def test_mail_pages_by_fifty(demo):
    send(demo, *(f"Letter {number}" for number in range(51)))
    client = demo.test_client()
    assert len(page(client.get("/demo/mail")).select("tbody tr")) == 50
    assert "Letter 0" in client.get("/demo/mail?page=2").text


def test_no_other_file_is_read(demo, tmp_path):
    send(demo, "A letter")
    (tmp_path / "mail" / "00000009-secret.eml").write_text("Subject: hidden\n\n")
    client = demo.test_client()
    for path in ("/demo/mail/aaaaaaaaaaaaaa", "/demo/mail/..%2Fdemo.sqlite3", "/demo/mail/secret", "/demo/mail/*"):
        assert client.get(path).status_code == 404


def test_without_demo_mode_there_is_none_of_it(app):
    client = app.test_client()
    assert client.get("/demo/mail").status_code == 404
    assert client.post("/demo/sign-in/lead").status_code == 404
    assert "one press" not in client.get("/sign-in").text
