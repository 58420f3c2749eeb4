"""The message: queued in the transaction of its cause; each later step is committed by itself (rules.md, Mail)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class MessageState(StrEnum):
    """Where a message is. UNCERTAIN: interrupted while sending; never sent again by itself."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


class Message(Base):
    """One e-mail to one person. The body, which may hold a secret link, is emptied once sent."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_state_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    kind: Mapped[str]
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    state: Mapped[MessageState] = mapped_column(enum_column(MessageState, "message_state"), default=MessageState.QUEUED)
    queued_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[dt.datetime | None]
    sent_at: Mapped[dt.datetime | None]
    error: Mapped[str] = mapped_column(default="")


class DigestRhythm(StrEnum):
    """How often a person is told by e-mail what waits; what somebody does by name is told at once in any case."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class MailPreference(Base):
    """What a person chose; without a row it is weekly."""

    __tablename__ = "mail_preference"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    rhythm: Mapped[DigestRhythm] = mapped_column(enum_column(DigestRhythm, "digest_rhythm"))
    saved_at: Mapped[dt.datetime]


class DigestSent(Base):
    """That a person's digest of a day was queued: the key lets no two workers queue it twice."""

    __tablename__ = "digest_sent"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    on_date: Mapped[dt.date] = mapped_column(primary_key=True)
    queued_at: Mapped[dt.datetime]
