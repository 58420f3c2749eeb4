"""Tables of cohorts: dates, trainers, and who has a place or waits for one. What they learned: learned.py."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class CohortState(StrEnum):
    """Places can be taken only while it is open; that it is running or over is told by its dates."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Cohort(Base):
    """A group that takes one version of a programme together; the version stays to its last day.

    `taken` are places held, which never pass `seats`: the database refuses. `told` are the joining facts as delegates
    were last told them; `changed_at` is when they last changed after that.
    """

    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 100", name="seats_in_a_room"),
        CheckConstraint("taken BETWEEN 0 AND seats", name="a_seat_for_each"),
        Index("ix_cohort_authority_id_id", "authority_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))  # the lead authority that gives it
    training_version_id: Mapped[int] = mapped_column(ForeignKey("training_version.id"))
    title: Mapped[str]
    state: Mapped[CohortState] = mapped_column(enum_column(CohortState, "cohort_state"))
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    venue: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")  # of the call, when it is held online
    joining: Mapped[str] = mapped_column(default="")  # what delegates must know: parking, lunch, whom to call
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    changed_at: Mapped[dt.datetime | None]
    illustrative: Mapped[bool] = mapped_column(default=False)  # made up for a demonstration
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class CohortDay(Base):
    """The date of one day of the programme; its times are those of the version."""

    __tablename__ = "cohort_day"
    __table_args__ = (Index("ix_cohort_day_on_date", "on_date"),)

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)  # of the programme, from 1
    on_date: Mapped[dt.date]


class CohortTrainer(Base):
    """A trainer who leads the cohort; every trainer of its authority may help."""

    __tablename__ = "cohort_trainer"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class EnrolmentState(StrEnum):
    """Whoever waits is moved up by itself when a place is free, in the order of asking."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class Enrolment(Base):
    """A delegate of a cohort, with the authority or body that the delegate comes from."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("cohort_id", "person_id"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_a_time"),
        CheckConstraint("state <> 'enrolled' OR enrolled_at IS NOT NULL", name="enrolled_at_a_time"),
        Index("ix_enrolment_authority_id_cohort_id", "authority_id", "cohort_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    state: Mapped[EnrolmentState] = mapped_column(enum_column(EnrolmentState, "enrolment_state"))
    needs: Mapped[str] = mapped_column(default="")  # access, diet: for the trainers only
    asked_at: Mapped[dt.datetime]  # the order of the waiting list
    enrolled_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    line_manager: Mapped[str] = mapped_column(default="")  # whom the three-month follow-up asks, by name and address
    line_manager_email: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
