"""Tables of what comes of training: pledges, the three-month follow-up, trainers' days that an engagement pays."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class Pledge(Base):
    """One of a delegate's three actions for the hundred days after; it may become a milestone of the change plan."""

    __tablename__ = "pledge"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "position"),
        CheckConstraint("position BETWEEN 1 AND 3", name="three_at_most"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    position: Mapped[int]
    action: Mapped[str]
    measure: Mapped[str] = mapped_column(default="")  # how the delegate will know that it is done
    by_on: Mapped[dt.date]
    standard_key: Mapped[str] = mapped_column(default="")  # of the self-assessment that it serves
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"), index=True)  # of the milestone
    milestone_ref: Mapped[str] = mapped_column(default="")  # that it became
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Witness(StrEnum):
    """Who is asked three months on."""

    DELEGATE = "delegate"
    MANAGER = "manager"


class FollowUp(Base):
    """What a delegate or the delegate's line manager says three months on; a manager answers by an e-mailed link."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "witness"),
        CheckConstraint("(witness = 'manager') = (token_digest IS NOT NULL)", name="managers_come_by_link"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    witness: Mapped[Witness] = mapped_column(enum_column(Witness, "follow_up_witness"))
    token_digest: Mapped[str | None] = mapped_column(unique=True)
    sent_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    answered_at: Mapped[dt.datetime | None]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class TrainerDay(Base):
    """A trainer's day of a cohort that an engagement pays: the support entry that charges it."""

    __tablename__ = "trainer_day"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    entry_ref: Mapped[str]
