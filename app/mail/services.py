"""Queueing, claiming and delivering messages. One message is claimed by one worker only, whichever database it is."""

import datetime as dt

from sqlalchemy import select, update

from app.db import db
from app.mail.models import Message, MessageState
from app.mail.transports import TemporaryMailError, Transport

LEASE = dt.timedelta(minutes=5)
RETRY_AFTER = dt.timedelta(minutes=2)
MAX_ATTEMPTS = 8


def queue(*, kind: str, recipient: str, subject: str, body: str, now: dt.datetime) -> None:
    """Queue an e-mail in the transaction of the change that causes it."""
    db.session.add(Message(kind=kind, recipient=recipient, subject=subject, body=body, queued_at=now, due_at=now))


def claim_next(now: dt.datetime) -> Message | None:
    """Take the oldest due message, marked as sending with a lease, committed before anything leaves the house."""
    oldest = (
        select(Message.id)
        .where(Message.state == MessageState.QUEUED, Message.due_at <= now)
        .order_by(Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    claimed = db.session.scalar(
        update(Message)
        .where(Message.id == oldest, Message.state == MessageState.QUEUED)
        .values(state=MessageState.SENDING, lease_until=now + LEASE, attempts=Message.attempts + 1)
        .returning(Message)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    db.session.commit()
    return claimed


def deliver(message: Message, transport: Transport, *, now: dt.datetime) -> None:
    """Hand a claimed message to `transport` and commit what came of it; a refusal before acceptance is tried again later."""
    try:
        transport.send(message)
    except TemporaryMailError as error:
        last = message.attempts >= MAX_ATTEMPTS
        message.state = MessageState.FAILED if last else MessageState.QUEUED
        message.error, message.due_at, message.lease_until = str(error), now + RETRY_AFTER * 2**message.attempts, None
    else:
        message.state, message.sent_at, message.lease_until, message.error, message.body = MessageState.SENT, now, None, "", ""
    db.session.commit()


def mark_interrupted(now: dt.datetime) -> int:
    """Mark messages whose sender died as uncertain; returns how many."""
    found = db.session.execute(
        update(Message)
        .where(Message.state == MessageState.SENDING, Message.lease_until < now)
        .values(state=MessageState.UNCERTAIN, lease_until=None)
    )
    db.session.commit()
    return found.rowcount


def send_again(message: Message, *, now: dt.datetime) -> None:
    """Queue an uncertain or failed message once more: an administrator's decision."""
    if message.state in {MessageState.UNCERTAIN, MessageState.FAILED}:
        message.state, message.due_at, message.attempts = MessageState.QUEUED, now, 0


def deliver_due(transport: Transport, *, now: dt.datetime) -> int:
    """Deliver everything that is due; returns how many messages were handled."""
    mark_interrupted(now)
    handled = 0
    while message := claim_next(now):
        deliver(message, transport, now=now)
        handled += 1
    return handled
