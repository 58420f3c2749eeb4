"""Tables of statements: numbered, frozen, and what happened to each. A draft is computed, not kept: statement.py."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class StatementState(StrEnum):
    """Of a statement that is issued."""

    ISSUED = "issued"
    PAID = "paid"
    DISPUTED = "disputed"


class Statement(Base):
    """One month's statement of an engagement, with the next number of its lead authority; `content` never changes."""

    __tablename__ = "support_statement"
    __table_args__ = (
        UniqueConstraint("lead_authority_id", "number"),
        UniqueConstraint("engagement_id", "month"),
        CheckConstraint("number > 0", name="numbered_from_one"),
        CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name="paid_on_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    lead_authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    number: Mapped[int]
    month: Mapped[dt.date]  # its first day
    state: Mapped[StatementState] = mapped_column(enum_column(StatementState, "statement_state"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[dt.datetime]
    invoice_number: Mapped[str] = mapped_column(default="")  # of the VAT invoice, which another system makes
    paid_on: Mapped[dt.date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class EventKind(StrEnum):
    """What happened to a statement after it was issued."""

    INVOICED = "invoiced"
    DISPUTED = "disputed"
    SETTLED = "settled"
    PAID = "paid"


class StatementEvent(Base):
    """One event in the life of a statement, in order; never edited."""

    __tablename__ = "statement_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("support_statement.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind, "event_kind"))
    text: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str]
    happened_at: Mapped[dt.datetime]
