"""The pages that only a demonstration has: signing in with one press, and reading the e-mail that was sent."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.services import ask_for_reset
from app.db import db
from app.demo.mailbox import letters
from app.demo.personas import PERSONAS
from app.work import work_once
from tests import factories
from tests.browser.tour.addresses import Way
from tests.browser.tour.walk import Walk, press, visitor
from tests.conftest import NOON


def walk_demo(app: Flask, mail_folder: Path, walk: Walk) -> None:
    """Walk as somebody signed out, before and after e-mail was sent, and then as a persona."""
    client = visitor(app)
    _open(walk, client, "demo.mail", "/demo/mail")
    with app.app_context():
        for persona in PERSONAS:
            factories.person(email=persona.email, name=persona.role, password_hash="not a hash")
        ask_for_reset(PERSONAS[0].email, now=NOON)
        db.session.commit()
        work_once()
        db.session.remove()
    letter = letters(mail_folder, page=1)[0][0]
    _open(walk, client, "demo.mail", "/demo/mail")
    _open(walk, client, "demo.message", f"/demo/mail/{letter.ref}")
    _open(walk, client, "pages.front", "/")
    _open(walk, client, "accounts.sign_in", "/sign-in")
    sent = press(client, "/sign-in", "/demo/sign-in/manager")
    assert sent.status_code == 303, sent.text
    walk.sent.add("demo.sign_in_as")
    _open(walk, client, "progress.home", "/home")
    with app.app_context():
        db.engine.dispose()


def _open(walk: Walk, client: FlaskClient, endpoint: str, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200, response.text
    walk.opened.add(endpoint)
    walk.keep(response, Way(endpoint, "GET", url), "demonstration")
