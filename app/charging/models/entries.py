"""Tables of support entries and of the thread on each. Counters that bound them: accounts.py."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Pence, enum_column, new_ref
from app.engagements.models import SupportKind

WITHOUT_GOAL = frozenset({SupportKind.SCOPING, SupportKind.SELF_ASSESSMENT, SupportKind.REVIEW})
"""Kinds of support whose days need no goal of the change plan (rules.md, Money and days)."""


class EntryState(StrEnum):
    """States of rules.md, Money and days; a booking is a day in the future, and charges nothing yet."""

    BOOKED = "booked"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    ANSWERED = "answered"
    APPROVED = "approved"
    STATED = "stated"

    @property
    def words(self) -> str:
        """Name the state as pages do."""
        return {"stated": "On a statement"}.get(self.value, self.value.capitalize())


class SupportEntry(Base):
    """Days of one person on one date. A reversal has negative days and names the entry that it takes back.

    `day_rate` is the rate of its date when it was logged; a later rate never changes it.
    """

    __tablename__ = "support_entry"
    __table_args__ = (
        CheckConstraint(
            "(reverses_id IS NULL AND quarters BETWEEN 1 AND 4) OR "
            "(reverses_id IS NOT NULL AND quarters BETWEEN -4 AND -1)",
            name="quarters_of_one_day",
        ),
        CheckConstraint("day_rate > 0 AND day_rate % 4 = 0", name="rate_divides_into_quarters"),
        CheckConstraint("(reverses_id IS NULL AND replaces_id IS NULL) OR reason <> ''", name="corrected_for_a_reason"),
        CheckConstraint("goal_ref <> '' OR kind IN ('scoping', 'self_assessment', 'review')", name="serves_a_goal"),
        CheckConstraint("(state IN ('approved', 'stated')) = (approved_at IS NOT NULL)", name="approved_by_somebody"),
        CheckConstraint("(state = 'stated') = (statement_id IS NOT NULL)", name="stated_on_one_statement"),
        Index("ix_support_entry_engagement_id_on_date", "engagement_id", "on_date"),
        Index("ix_support_entry_person_id_on_date", "person_id", "on_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # whose days they are
    on_date: Mapped[dt.date]
    quarters: Mapped[int]  # of a person-day, negative in a reversal
    kind: Mapped[SupportKind] = mapped_column(enum_column(SupportKind, "support_kind"))
    goal_ref: Mapped[str] = mapped_column(default="")  # of the approved plan; matched by reference between versions
    milestone_ref: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    day_rate: Mapped[Decimal] = mapped_column(Pence)  # pounds per person-day before VAT
    state: Mapped[EntryState] = mapped_column(enum_column(EntryState, "entry_state"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("support_entry.id"), unique=True)  # once at most
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("support_entry.id"))  # what a reversal took back
    reason: Mapped[str] = mapped_column(default="")  # of a reversal, or of what replaces
    logged_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    logged_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_name: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[dt.datetime | None]
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("support_statement.id"), index=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class MessageKind(StrEnum):
    """What is written on an entry: the buyer asks, the supplier answers."""

    QUERY = "query"
    ANSWER = "answer"


class EntryMessage(Base):
    """One message of the thread on an entry; never edited."""

    __tablename__ = "entry_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("support_entry.id"), index=True)
    kind: Mapped[MessageKind] = mapped_column(enum_column(MessageKind, "message_kind"))
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str]
    written_at: Mapped[dt.datetime]
