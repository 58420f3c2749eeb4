"""A service case, its decisions and what was put to each stage. Needs and services: understanding.py."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref
from app.tools.tool import CaseKind, Stage


class Ending(StrEnum):
    """How a case ended: the service goes on as decided, it ended, or the case was given up."""

    CONCLUDED = "concluded"
    DECOMMISSIONED = "decommissioned"
    GIVEN_UP = "given_up"


class ServiceCase(Base):
    """One service walked round the cycle. A decision moves it to the next stage; `ending` is set when it is over."""

    __tablename__ = "service_case"
    __table_args__ = (
        CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="ended_with_its_date"),
        CheckConstraint("ending <> 'decommissioned' OR kind = 'decommission'", name="only_such_a_case_ends_a_service"),
        CheckConstraint("yearly_pence >= 0", name="cost_not_below_nothing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    kind: Mapped[CaseKind] = mapped_column(enum_column(CaseKind, "case_kind"))
    service: Mapped[str]
    purpose: Mapped[str]  # what is to become different, and for whom
    provider: Mapped[str] = mapped_column(default="")
    yearly_pence: Mapped[int | None] = mapped_column(BigInteger)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stage: Mapped[Stage] = mapped_column(enum_column(Stage, "cycle_stage"))
    goal_ref: Mapped[str] = mapped_column(default="")  # of the change plan
    subject_ref: Mapped[str] = mapped_column(default="")  # of the candidate that it was opened from
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[dt.datetime]
    ending: Mapped[Ending | None] = mapped_column(enum_column(Ending, "case_ending"))
    ended_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class CaseDecision(Base):
    """A decision with its reasons; what is recorded stays. `leads_to` is the stage it moved the case to."""

    __tablename__ = "case_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), index=True)
    stage: Mapped[Stage] = mapped_column(enum_column(Stage, "cycle_stage"))  # that it was taken in
    what: Mapped[str]
    reason: Mapped[str]
    considered: Mapped[str] = mapped_column(default="")  # what else was on the table
    decided_by: Mapped[str]  # a body or a person, in words
    decided_on: Mapped[dt.date]
    reference: Mapped[str] = mapped_column(default="")  # such as a minute
    leads_to: Mapped[Stage | None] = mapped_column(enum_column(Stage, "next_stage"))
    ends: Mapped[Ending | None] = mapped_column(enum_column(Ending, "case_ending"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]


class CaseEvidence(Base):
    """A note, link or file for a stage of a case."""

    __tablename__ = "case_evidence"
    __table_args__ = (CheckConstraint("note <> '' OR link <> '' OR file_id IS NOT NULL", name="something_is_offered"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), index=True)
    stage: Mapped[Stage] = mapped_column(enum_column(Stage, "cycle_stage"))
    note: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[dt.datetime]
