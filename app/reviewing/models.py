"""Tables of monthly reviews: facts up to the cut-off, what people add, decisions, actions, who confirmed."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class Impact(StrEnum):
    """The effect of the support on the lead authority's own work; serious forces a decision on rescheduling."""

    NONE = "none"
    SOME = "some"
    SERIOUS = "serious"


class MonthlyReview(Base):
    """One review of an engagement. `facts` are those up to `cut_off`, worked out once when it was started.

    Open until both sides have confirmed the same content (`seen` of each confirmation); then `content` is frozen. What
    one side confirmed is `confirmed_content` until then: the other confirms just that, whoever is renamed meanwhile.
    """

    __tablename__ = "monthly_review"
    __table_args__ = (
        UniqueConstraint("engagement_id", "number"),
        Index(
            "uq_monthly_review_open",
            "engagement_id",
            unique=True,
            sqlite_where=text("frozen_at IS NULL"),
            postgresql_where=text("frozen_at IS NULL"),
        ),
        CheckConstraint("(frozen_at IS NULL) = (content IS NULL)", name="frozen_with_its_content"),
        CheckConstraint(
            "frozen_at IS NULL OR (lead_confirmed_at IS NOT NULL AND partner_confirmed_at IS NOT NULL)",
            name="frozen_by_both_sides",
        ),
        CheckConstraint("lead_confirmed_by_id <> partner_confirmed_by_id", name="confirmed_by_two_people"),
        CheckConstraint("number > 0", name="numbered_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    number: Mapped[int]
    month: Mapped[dt.date]  # first day of the month that it is the review of
    cut_off: Mapped[dt.datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    judgement: Mapped[str] = mapped_column(default="")  # what people make of the facts
    risks: Mapped[str] = mapped_column(default="")
    impact: Mapped[Impact | None] = mapped_column(enum_column(Impact, "lead_impact"))
    impact_comment: Mapped[str] = mapped_column(default="")
    rescheduling: Mapped[str] = mapped_column(default="")  # the decision that a serious effect forces
    decisions: Mapped[list[str]] = mapped_column(JSON, default=list)
    met_on: Mapped[dt.date | None]
    present: Mapped[str] = mapped_column(default="")  # who took part, in words
    started_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[dt.datetime]
    lead_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lead_confirmed_name: Mapped[str] = mapped_column(default="")
    lead_confirmed_at: Mapped[dt.datetime | None]
    partner_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    partner_confirmed_name: Mapped[str] = mapped_column(default="")
    partner_confirmed_at: Mapped[dt.datetime | None]
    confirmed_content: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    frozen_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ReviewAction(Base):
    """An action agreed in a review, with its owner; it is done after the review is frozen, too."""

    __tablename__ = "review_action"
    __table_args__ = (CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    review_id: Mapped[int] = mapped_column(ForeignKey("monthly_review.id"), index=True)
    what: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[dt.date]
    done_at: Mapped[dt.datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
