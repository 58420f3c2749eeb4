"""Servers and workers are killed at random moments: no committed change is lost, no mail goes twice or vanishes.

Real processes: gunicorn, and workers as `flask work` runs them, on the test's database, with a real SMTP server.
"""

import asyncio
import random
import threading
import time
from collections import Counter
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, insert, select

from app.accounts.models import Invitation, Person
from app.audit.models import AuditEntry
from app.db import Base, db, new_ref
from app.db.clock import now
from app.mail import services
from app.mail.models import DigestSent, Message, MessageState
from app.progress.digesting import KIND, queue_digests
from tests.clients import page
from tests.integration.assessments.rounds import make_round
from tests.integration.mail.conftest import Server
from tests.integration.mail.killing import House

KILLS, QUEUED, INVITED = 24, 60, "invitation"
SLOW = 0.004  # seconds that the mail server takes, so that many are killed in the middle


@pytest.fixture
def house(app, world, smtp_server, tmp_path, monkeypatch):
    """Everything that is started, on the test's own database; what other processes wrote is deleted at the end."""
    quick = Server.handle_DATA

    async def slow(self, *about):
        await asyncio.sleep(SLOW)
        answer = await quick(self, *about)
        await asyncio.sleep(SLOW)
        return answer

    monkeypatch.setattr(Server, "handle_DATA", slow)
    environ = {
        "DATABASE_URL": app.config["SETTINGS"].database_url,
        "MAIL_FOLDER": str(tmp_path / "mail"),
        "MAIL_TRANSPORT": "smtp",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(smtp_server.port),
        "SMTP_SECURITY": "none",
        "STARTED": str(time.time()),
    }
    yield House(environ, tmp_path)
    with app.app_context():
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()


def queue_many(app):
    with app.app_context():
        values = {"kind": "x", "subject": "s", "body": "b", "queued_at": now(), "due_at": now(), "attempts": 0}
        rows = [
            {"ref": new_ref(), "recipient": f"old{n}@cwac.example", "state": MessageState.QUEUED, "error": "", **values}
            for n in range(QUEUED)
        ]
        db.session.execute(insert(Message), rows)
        db.session.commit()


def invite(house, world, cookie, answers, stop):
    """Invite one lead officer after the other, and note what was answered."""
    for number in range(10_000):
        if stop.is_set():
            return
        email = f"new{number}@cwac.example"
        form = {"name": f"New {number}", "email": email, "once": f"press-{number:06}"}
        answers[email] = house.post(world.url("/people/lead-officers/invite"), urlencode(form), cookie)


def _answered(answers):
    return sum(status == 303 for status in list(answers.values()))


def kill_for_a_while(house, world, cookie, smtp_server):
    """Give what was answered to every press while servers and workers died."""
    answers, stop, chance = {}, threading.Event(), random.Random()
    with house:
        pressing = threading.Thread(target=invite, args=(house, world, cookie, answers, stop))
        pressing.start()
        while house.killed < KILLS or (_answered(answers) < KILLS // 2 and house.killed < 4 * KILLS):
            house.kill_one(chance, lambda: len(answers), lambda: len(smtp_server.accepted))
        stop_soon = threading.Timer(0.3, stop.set)  # while everything is killed for good
        stop_soon.start()
    pressing.join()
    stop_soon.join()
    return answers


def test_nothing_is_lost_sent_twice_or_unaccounted_for(app, world, house, smtp_server, transport, clock):
    make_round(world, submitted=0)
    cookie = world.client("manager").get_cookie("session")
    queue_many(app)
    answers = kill_for_a_while(house, world, f"session={cookie.value}", smtp_server)
    assert house.killed >= KILLS
    assert set(answers.values()) <= {303, None}
    done = {email for email, status in answers.items() if status == 303}
    assert len(done) >= KILLS // 2, "the house answered between kills"
    with app.app_context():
        queue_digests(clock=now)  # whatever the killed ones had not come to
        clock.advance(days=1)
        services.deliver_due(transport, clock=now)
        _every_press_is_whole_or_nothing(answers, done)
        stuck = _every_message_is_accounted_for(smtp_server)
        _digests_are_queued_once()
    _the_administrator_sends_again(world, stuck, transport)
    assert set(_arrived(smtp_server)) == _refs(app, MessageState.SENT)


def _every_press_is_whole_or_nothing(answers, done):
    """What was answered is there; of what was not, all is there or nothing is: person, invitation, trail and mail."""
    invited = db.session.scalars(select(Person.email).join(Invitation, Invitation.person_id == Person.id)).all()
    mailed = db.session.scalars(select(Message.recipient).where(Message.kind == INVITED)).all()
    people = db.session.scalars(select(Person.email).where(Person.email.startswith("new"))).all()
    trail = db.session.scalar(select(func.count()).where(AuditEntry.action == "invitation sent"))
    assert sorted(invited) == sorted(mailed) == sorted(people)
    assert trail == len(invited) == len(set(invited))
    assert done <= set(invited) <= set(answers)


def _arrived(smtp_server):
    """Count what the mail server accepted, by the message's reference."""
    emails = (message_from_bytes(content, policy=default) for content in smtp_server.accepted)
    return Counter(email["Message-ID"].strip("<>").partition("@")[0] for email in emails)


def _every_message_is_accounted_for(smtp_server):
    """Sent ones arrived once, uncertain ones once at most, and there are no others; give the uncertain ones."""
    states = dict(db.session.execute(select(Message.ref, Message.state)).all())
    arrived = _arrived(smtp_server)
    assert set(arrived.values()) == {1}
    assert set(states.values()) <= {MessageState.SENT, MessageState.UNCERTAIN}
    sent = {ref for ref, state in states.items() if state is MessageState.SENT}
    assert sent <= set(arrived) <= set(states)
    assert len(states) >= QUEUED
    return set(states) - sent


def _digests_are_queued_once():
    """Workers were killed while they queued digests, too."""
    told = db.session.scalars(select(Message.recipient).where(Message.kind == KIND)).all()
    marked = set(db.session.scalars(select(Person.email).join(DigestSent, DigestSent.person_id == Person.id)))
    assert len(told) == len(set(told))
    assert {f"participant{n}" for n in range(1, 13)} <= {each.partition("@")[0] for each in told}
    assert set(told) <= marked


def _refs(app, state):
    with app.app_context():
        return set(db.session.scalars(select(Message.ref).where(Message.state == state)))


def _the_administrator_sends_again(world, stuck, transport):
    """Each uncertain message is listed, and goes out with one press."""
    assert stuck, "killed so often, some must have been on their way"
    client = world.client("administrator")
    listed = page(client.get("/admin/mail")).select("form[action$=send-again]")
    assert {form["action"].split("/")[-2] for form in listed} == stuck
    for form in listed:
        assert client.post(form["action"]).status_code == 303
    with world.app.app_context():
        assert services.deliver_due(transport, clock=now) == len(stuck)
