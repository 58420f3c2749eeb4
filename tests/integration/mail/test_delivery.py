"""Delivery over real SMTP: nothing is sent twice and nothing vanishes (rules.md, Mail)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from email.policy import default
from itertools import pairwise

import pytest
from sqlalchemy import select

from app.db import db
from app.db.clock import now
from app.mail import services
from app.mail.models import Message, MessageState
from app.mail.outgoing import RecipientError
from app.mail.transports import FileTransport
from tests.clients import counted_queries

BODY = "Hello Pat,\n\n.a line that begins with a dot\nhttp://127.0.0.1/invitations/secret\n"


def queue_one(recipient="pat@cwac.example", **values):
    options = {"kind": "invitation", "subject": "You are invited", "body": BODY, "now": now()}
    services.queue(recipient=recipient, **options | values)
    db.session.commit()


def the_message():
    db.session.expire_all()
    return db.session.scalars(select(Message)).one()


def deliver(transport):
    return services.deliver_due(transport, clock=now)


def test_a_message_arrives_as_written_and_its_text_is_emptied(app, transport, smtp_server):
    with app.app_context():
        queue_one()
        assert deliver(transport) == 1
        sent = the_message()
        assert (sent.state, sent.body, sent.sent_at, sent.lease_until) == (MessageState.SENT, "", now(), None)
        assert deliver(transport) == 0
    (content,) = smtp_server.accepted
    email = message_from_bytes(content, policy=default)
    assert email["To"] == "pat@cwac.example"
    assert email.get_content().replace("\r\n", "\n") == BODY
    assert smtp_server.recipients == [["pat@cwac.example"]]


@pytest.mark.parametrize(
    "mood", ["refuses the sender", "refuses the recipient", "refuses the message", "hangs up before the message"]
)
def test_what_was_certainly_not_accepted_is_tried_again_later(app, transport, smtp_server, clock, mood):
    with app.app_context():
        queue_one()
        smtp_server.mood = mood
        deliver(transport)
        waiting = the_message()
        assert (waiting.state, waiting.attempts, waiting.body) == (MessageState.QUEUED, 1, BODY)
        assert waiting.error
        assert waiting.due_at > now()
        assert deliver(transport) == 0
        smtp_server.mood = "kind"
        clock.advance(minutes=2)
        assert deliver(transport) == 1
        assert the_message().state is MessageState.SENT
    assert len(smtp_server.accepted) == 1


def test_a_server_that_is_down_is_tried_less_and_less_often_and_then_no_more(app, nowhere, clock):
    with app.app_context():
        queue_one()
        waits = []
        for _ in range(services.MAX_ATTEMPTS):
            clock.moment = the_message().due_at
            assert deliver(nowhere) == 1
            waits.append(the_message().due_at - now())
        assert all(later == 2 * sooner for sooner, later in pairwise(waits))
        assert the_message().state is MessageState.FAILED
        assert the_message().body == BODY
        clock.advance(days=365)
        assert deliver(nowhere) == 0


def test_a_connection_lost_after_the_message_is_uncertain_and_never_sent_again(app, transport, smtp_server, clock):
    with app.app_context():
        queue_one()
        smtp_server.mood = "hangs up after the message"
        deliver(transport)
        assert the_message().state is MessageState.UNCERTAIN
        smtp_server.mood = "kind"
        clock.advance(days=365)
        assert deliver(transport) == 0
        assert the_message().state is MessageState.UNCERTAIN
    assert len(smtp_server.accepted) == 1


def test_a_sender_that_died_leaves_an_uncertain_message(app, transport, smtp_server, clock):
    with app.app_context():
        queue_one()
        assert services.claim_next(now()).attempts == 1
        assert the_message().state is MessageState.SENDING
        clock.advance(minutes=4)
        deliver(transport)
        assert the_message().state is MessageState.SENDING
        clock.advance(minutes=2)
        deliver(transport)
        assert the_message().state is MessageState.UNCERTAIN
    assert smtp_server.accepted == []


def test_a_fault_of_ours_stops_the_worker_loudly_and_sends_nothing_twice(app, transport, smtp_server, clock):
    class Broken:
        def send(self, message):
            raise ZeroDivisionError

    with app.app_context():
        queue_one()
        with pytest.raises(ZeroDivisionError):
            deliver(Broken())
        db.session.rollback()
        clock.advance(minutes=6)
        assert deliver(transport) == 0
        assert the_message().state is MessageState.UNCERTAIN


def test_what_was_rolled_back_is_never_sent(app, transport, smtp_server):
    with app.app_context():
        services.queue(kind="x", recipient="pat@cwac.example", subject="s", body="b", now=now())
        db.session.flush()
        db.session.rollback()
        assert deliver(transport) == 0


def test_two_workers_at_once_send_each_message_once(app, transport, smtp_server):
    with app.app_context():
        for number in range(20):
            queue_one(f"pat{number}@cwac.example")
    together = threading.Barrier(2)

    def work(_):
        with app.app_context():
            together.wait()
            return deliver(transport)

    with ThreadPoolExecutor(2) as workers:
        assert sum(workers.map(work, range(2))) == 20
    assert sorted(smtp_server.recipients) == sorted([f"pat{number}@cwac.example"] for number in range(20))


def test_nothing_is_locked_or_asked_while_a_message_is_sent(app):
    class Slow:
        def send(self, message):
            assert (message.recipient, message.body) == ("pat@cwac.example", BODY)
            assert not db.session().in_transaction()

    with app.app_context():
        queue_one()
        with counted_queries() as sent:
            deliver(Slow())
        assert the_message().state is MessageState.SENT
    assert len(sent) == 4  # interrupted?, claim, settle, claim nothing


def test_no_name_brings_a_header_along(app, transport, smtp_server):
    with app.app_context():
        queue_one(subject="Pat\r\nBcc: victim@x.example\r\n\r\nBuy now invites you")
        with pytest.raises(RecipientError):
            services.queue(kind="x", recipient="a@b.example\nBcc: c@d.example", subject="s", body="b", now=now())
        deliver(transport)
    email = message_from_bytes(smtp_server.accepted[0], policy=default)
    assert "Bcc" not in email
    assert email["Subject"] == "Pat Bcc: victim@x.example Buy now invites you"
    assert smtp_server.recipients == [["pat@cwac.example"]]


def test_files_are_whole_and_a_folder_that_cannot_be_written_is_tried_again(app, tmp_path):
    with app.app_context():
        queue_one()
        blocked = tmp_path / "blocked"
        blocked.write_text("a file where a folder should be")
        deliver(FileTransport(blocked, "no-reply@example.test"))
        assert the_message().state is MessageState.QUEUED
        queue_one("sam@cwac.example")
        deliver(FileTransport(tmp_path / "mail", "no-reply@example.test"))
    (written,) = (tmp_path / "mail").iterdir()
    assert message_from_bytes(written.read_bytes(), policy=default)["To"] == "sam@cwac.example"
