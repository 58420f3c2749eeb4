"""The administrator's page of messages that need a decision."""

import pytest
from sqlalchemy import select, update

from app.audit.models import AuditEntry
from app.db import db
from app.db.clock import now
from app.mail import services
from app.mail.models import Message, MessageState
from tests.clients import page, press_twice


def queue_some(world, state, number=1):
    with world.app.app_context():
        for n in range(number):
            services.queue(
                kind="x", recipient=f"pat{n}@cwac.example", subject=f"Letter {n}", body="a secret", now=now()
            )
        db.session.flush()
        db.session.execute(update(Message).values(state=state))
        ref = db.session.scalars(select(Message.ref).order_by(Message.id)).first()
        db.session.commit()
    return ref


@pytest.mark.parametrize("state", [MessageState.UNCERTAIN, MessageState.FAILED])
def test_a_stuck_message_is_shown_without_its_text_and_sent_again_with_one_press(world, state):
    ref, client = queue_some(world, state), world.client("administrator")
    shown = client.get("/admin/mail")
    assert "pat0@cwac.example" in shown.text
    assert state.value.capitalize() in page(shown).select_one("tbody .govuk-tag").text
    assert "a secret" not in shown.text
    assert client.post(f"/admin/mail/{ref}/send-again").status_code == 303
    assert "1 message waits to be sent" in client.get("/admin/mail").text
    with world.app.app_context():
        message = db.session.scalars(select(Message)).one()
        assert (message.state, message.attempts, message.body) == (MessageState.QUEUED, 0, "a secret")
        assert db.session.scalars(select(AuditEntry)).one().action == "message sent again"


def test_a_second_press_changes_nothing(world):
    ref, client = queue_some(world, MessageState.UNCERTAIN), world.client("administrator")
    client.post(f"/admin/mail/{ref}/send-again")
    assert client.post(f"/admin/mail/{ref}/send-again").status_code == 409


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.SENDING, MessageState.SENT])
def test_no_other_message_is_sent_again(world, state):
    ref, client = queue_some(world, state), world.client("administrator")
    assert client.post(f"/admin/mail/{ref}/send-again").status_code == 409
    assert client.post("/admin/mail/aaaaaaaaaaaaaa/send-again").status_code == 409


def test_the_list_pages_by_fifty_with_the_same_queries(world):
    queue_some(world, MessageState.FAILED, 51)
    client = world.client("administrator")
    first = client.get("/admin/mail")
    assert len(page(first).select("tbody tr")) == 50
    assert len(client.queries) == 3
    assert "Letter 0" in client.get("/admin/mail?page=2").text


def test_an_empty_list_says_what_would_appear(world):
    assert "Every message so far was sent" in world.client("administrator").get("/admin/mail").text


@pytest.mark.parametrize("who", ["manager", "lead_officer", "participant1"])
def test_others_have_no_business_here(world, who):
    ref = queue_some(world, MessageState.FAILED)
    assert world.client(who).get("/admin/mail").status_code == 403
    assert world.client(who).post(f"/admin/mail/{ref}/send-again").status_code == 403


def test_the_same_press_twice_sends_once(world):
    queue_some(world, MessageState.FAILED)
    assert press_twice(world.client("administrator"), "/admin/mail", "/send-again") == [303, 303]
    with world.app.app_context():
        assert len(db.session.scalars(select(AuditEntry)).all()) == 1
