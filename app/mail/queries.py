"""What the administrator sees of the queue: numbers, and the messages that need a decision. Never a message's text."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from app.db import db
from app.mail.models import Message, MessageState
from app.mail.services import STUCK

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class StuckMessage:
    """A message that failed, or may not have arrived."""

    ref: str
    kind: str
    recipient: str
    subject: str
    state: MessageState
    queued_at: dt.datetime
    error: str


@dataclass(frozen=True, slots=True)
class StuckPage:
    """One page of them: `page` counts from 1; `pages` is 1 at least."""

    rows: list[StuckMessage]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Messages that wait to be sent, and since when the oldest has been due; None if there are none."""

    count: int
    oldest_due: dt.datetime | None


def stuck_messages(*, page: int) -> StuckPage:
    """Messages that failed or are uncertain, the latest first, 50 to a page."""
    page = max(page, 1)
    found = db.session.execute(
        select(
            Message.ref,
            Message.kind,
            Message.recipient,
            Message.subject,
            Message.state,
            Message.queued_at,
            Message.error,
            func.count().over().label("total"),
        )
        .where(Message.state.in_(STUCK))
        .order_by(Message.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    total = found[0].total if found else 0
    return StuckPage([StuckMessage(*row[:-1]) for row in found], page, max(-(-total // PAGE_SIZE), 1), total)


def waiting() -> Waiting:
    """What is queued now."""
    found = db.session.execute(
        select(func.count(), func.min(Message.due_at)).where(Message.state == MessageState.QUEUED)
    ).one()
    return Waiting(*found)
