"""Queueing, claiming and delivering messages. One message is claimed by one worker only, whichever database it is."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import select, update

from app.audit.services import record
from app.db import db
from app.mail.errors import PermanentMailError, TemporaryMailError, UncertainMailError
from app.mail.models import Message, MessageState
from app.mail.outgoing import Outgoing, check_recipient
from app.mail.transports import Transport

LEASE = dt.timedelta(minutes=5)
RETRY_AFTER = dt.timedelta(minutes=2)
MAX_ATTEMPTS = 8
STUCK = (MessageState.UNCERTAIN, MessageState.FAILED)
Clock = Callable[[], dt.datetime]
log = logging.getLogger(__name__)


class NotStuckError(ValueError):
    """The message neither failed nor is uncertain, or somebody else has already sent it again."""


def queue(*, kind: str, recipient: str, subject: str, body: str, now: dt.datetime) -> None:
    """Queue an e-mail in the transaction of the change that causes it. Raises RecipientError."""
    check_recipient(recipient)
    db.session.add(
        Message(
            kind=kind,
            recipient=recipient,
            subject=" ".join(subject.split()),  # one line: a name in it cannot begin another header
            body=body,
            queued_at=now,
            due_at=now,
        )
    )


def claim_next(now: dt.datetime) -> Outgoing | None:
    """Take the oldest due message, marked as sending with a lease, committed before anything leaves the house.

    Gives values and no record: a record would read again, and on SQLite hold the write lock all through the sending.
    """
    oldest = (
        select(Message.id)
        .where(Message.state == MessageState.QUEUED, Message.due_at <= now)
        .order_by(Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    claimed = db.session.execute(
        update(Message)
        .where(Message.id == oldest, Message.state == MessageState.QUEUED)
        .values(state=MessageState.SENDING, lease_until=now + LEASE, attempts=Message.attempts + 1)
        .returning(
            Message.id,
            Message.ref,
            Message.recipient,
            Message.subject,
            Message.body,
            Message.queued_at,
            Message.attempts,
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()
    db.session.commit()
    return Outgoing(**claimed._asdict()) if claimed else None


def deliver(message: Outgoing, transport: Transport, *, clock: Clock) -> None:
    """Hand a claimed message to `transport` and commit what came of it; a refusal is tried again later.

    Any other error is a fault of ours: it stops the worker, and the message becomes uncertain when its lease ends.
    """
    try:
        transport.send(message)
    except TemporaryMailError as error:
        log.warning("message %s was not accepted: %s", message.ref, error)
        last = message.attempts >= MAX_ATTEMPTS
        _settle(
            message,
            state=MessageState.FAILED if last else MessageState.QUEUED,
            error=str(error),
            due_at=clock() + RETRY_AFTER * 2 ** (message.attempts - 1),
        )
    except PermanentMailError as error:
        log.warning("message %s will not be accepted: %s", message.ref, error)
        _settle(message, state=MessageState.FAILED, error=str(error))
    except UncertainMailError as error:
        log.exception("message %s may or may not have arrived", message.ref)
        _settle(message, state=MessageState.UNCERTAIN, error=str(error))
    else:
        _settle(message, state=MessageState.SENT, error="", sent_at=clock(), body="")


def mark_interrupted(now: dt.datetime) -> int:
    """Mark messages whose sender died as uncertain; returns how many."""
    found = db.session.scalars(
        update(Message)
        .where(Message.state == MessageState.SENDING, Message.lease_until < now)
        .values(state=MessageState.UNCERTAIN, lease_until=None, error="interrupted while it was being sent")
        .returning(Message.ref)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.commit()
    for ref in found:
        log.error("message %s was interrupted while it was being sent", ref)
    return len(found)


def send_again(ref: str, *, actor_id: int, now: dt.datetime) -> None:
    """Queue an uncertain or failed message once more: an administrator's decision. Raises NotStuckError."""
    queued = db.session.scalar(
        update(Message)
        .where(Message.ref == ref, Message.state.in_(STUCK))
        .values(state=MessageState.QUEUED, due_at=now, attempts=0)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    if queued is None:
        raise NotStuckError
    record("message sent again", f"message {ref}", actor_id=actor_id, now=now)


def deliver_due(transport: Transport, *, clock: Clock) -> int:
    """Deliver everything that is due; returns how many messages. Each lease starts when its sending does."""
    mark_interrupted(clock())
    handled = 0
    while message := claim_next(clock()):
        deliver(message, transport, clock=clock)
        handled += 1
    return handled


def _settle(message: Outgoing, **outcome: Any) -> None:
    """Write what came of a sending, unless the message was meanwhile queued again by hand."""
    db.session.execute(
        update(Message)
        .where(Message.id == message.id, Message.state.in_((MessageState.SENDING, MessageState.UNCERTAIN)))
        .values(lease_until=None, **outcome)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
