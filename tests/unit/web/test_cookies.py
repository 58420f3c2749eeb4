"""A session is what its signed cookie says, and no longer than it holds; what one request changes, no other sees."""

import datetime as dt
import time

import pytest
from flask import Flask, session

from app.security.cookies import Sessions


@pytest.fixture
def client():
    app = Flask("plain", static_folder=None)
    app.config.update(
        SECRET_KEY="only for tests",
        PERMANENT_SESSION_LIFETIME=dt.timedelta(hours=4),
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.session_interface = Sessions()

    @app.get("/read")
    def read():
        said = dict(session)
        session["who"] = "somebody else"
        session.modified = False  # as a page that sends no cookie
        return said

    @app.get("/write")
    def write():
        session.permanent, session["who"] = True, "Ada"
        return ""

    client = app.test_client()
    client.get("/write")
    return client


def test_a_cookie_says_the_same_each_time(client):
    for _ in range(3):
        assert client.get("/read").json == {"_permanent": True, "who": "Ada"}


def test_a_cookie_that_was_read_before_still_grows_too_old(client, monkeypatch):
    assert client.get("/read").json["who"] == "Ada"
    later = time.time() + 4 * 60 * 60 + 2
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get("/read").json == {}


def test_a_cookie_that_was_tampered_with_says_nothing(client):
    assert client.get("/read").json["who"] == "Ada"
    client.set_cookie("session", "x" + client.get_cookie("session").value[1:])
    assert client.get("/read").json == {}
