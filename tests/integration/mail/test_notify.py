"""Sending through GOV.UK Notify, against a server on loopback that answers as a test tells it."""

import base64
import dataclasses
import hashlib
import hmac
import json
import socket
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import select

from app.db import db
from app.db.clock import now
from app.mail import services
from app.mail.models import Message, MessageState
from app.mail.notify import NotifyTransport, web_token
from app.mail.transports import transport_from

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"commissioning-support-{SERVICE}-{SECRET}"
SAID = {"status_code": 400, "errors": [{"error": "BadRequestError", "message": "Can’t send to this recipient"}]}


class Notify(BaseHTTPRequestHandler):
    """Keeps what it is asked; answers with the server's `status`, or 0: hangs up without a word."""

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.asked.append((self.path, dict(self.headers), json.loads(self.rfile.read(length))))
        if self.server.status:
            self.send_response(self.server.status)
            self.end_headers()
            self.wfile.write(json.dumps(SAID).encode())

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def listening():
    with HTTPServer(("127.0.0.1", 0), Notify) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def notify(listening):
    listening.asked, listening.status = [], 201
    return listening


def transport_to(app, port):
    changes = {"mail_transport": "notify", "notify_api_key": KEY, "notify_template_id": "the-template"}
    settings = dataclasses.replace(app.config["SETTINGS"], **changes, notify_url=f"http://127.0.0.1:{port}")
    return transport_from(settings)


def delivered(app, port):
    """Deliver one message; give what became of it."""
    with app.app_context():
        values = {"kind": "x", "recipient": "pat@cwac.example", "subject": "Sign", "body": "Hello Pat", "now": now()}
        services.queue(**values)
        db.session.commit()
        assert services.deliver_due(transport_to(app, port), clock=now) == 1
        return db.session.scalars(select(Message)).one()


def test_a_message_is_asked_for_as_notify_has_it(app, notify):
    sent = delivered(app, notify.server_port)
    assert (sent.state, sent.body) == (MessageState.SENT, "")
    ((path, headers, asked),) = notify.asked
    assert path == "/v2/notifications/email"
    assert asked == {
        "email_address": "pat@cwac.example",
        "template_id": "the-template",
        "personalisation": {"subject": "Sign", "body": "Hello Pat"},
        "reference": sent.ref,
    }
    assert headers["Authorization"].startswith("Bearer ey")


def test_the_token_names_the_service_and_is_signed_with_the_secret():
    head, claims, signature = web_token(KEY, 1_795_000_000).split(".")

    def opened(part):
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))

    assert json.loads(opened(head)) == {"typ": "JWT", "alg": "HS256"}
    assert json.loads(opened(claims)) == {"iss": SERVICE, "iat": 1_795_000_000}
    assert opened(signature) == hmac.digest(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("status", "state"),
    [
        (400, MessageState.FAILED),
        (404, MessageState.FAILED),
        (403, MessageState.QUEUED),
        (429, MessageState.QUEUED),
        (503, MessageState.QUEUED),
        (500, MessageState.UNCERTAIN),
        (502, MessageState.UNCERTAIN),
        (0, MessageState.UNCERTAIN),
    ],
)
def test_only_what_was_certainly_not_accepted_is_tried_again(app, notify, status, state):
    notify.status = status
    stuck = delivered(app, notify.server_port)
    assert (stuck.state, stuck.body) == (state, "Hello Pat")
    assert ("Can’t send to this recipient" in stuck.error) == bool(status)
    assert SECRET not in stuck.error


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_where_nobody_listens_it_is_tried_again(app):
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert delivered(app, port).state is MessageState.QUEUED
    assert isinstance(transport_to(app, port), NotifyTransport)
