"""The end of a case: outcomes measured each quarter, and the notice by which a service ends (seed 002, 3.8)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class Course(StrEnum):
    """How an outcome goes in a quarter, in a word."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_MEASURED = "not_measured"


class Measure(Base):
    """An outcome that the service is to bring about, and by what it is measured."""

    __tablename__ = "case_measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), index=True)
    outcome: Mapped[str]
    measure: Mapped[str]
    target: Mapped[str]
    source: Mapped[str] = mapped_column(default="")  # where the figure comes from
    since: Mapped[dt.date]  # first day of the first quarter that it is measured in
    ended_on: Mapped[dt.date | None]  # measured no more since
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class QuarterReport(Base):
    """What was monitored in one quarter; `quarter` is its first day."""

    __tablename__ = "case_quarter"
    __table_args__ = (UniqueConstraint("case_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), index=True)
    quarter: Mapped[dt.date]
    summary: Mapped[str] = mapped_column(default="")
    feedback: Mapped[str] = mapped_column(default="")  # given to the provider, and what users say
    action: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Measured(Base):
    """The figure of one measure in one quarter, in words as the provider gives it, and how it goes."""

    __tablename__ = "case_measured"

    quarter_id: Mapped[int] = mapped_column(ForeignKey("case_quarter.id"), primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("case_measure.id"), primary_key=True)
    figure: Mapped[str] = mapped_column(default="")
    course: Mapped[Course] = mapped_column(enum_column(Course, "measured_course"))


class NoticeException(StrEnum):
    """Why less than three months' notice, or none, was given."""

    TIME_LIMITED = "time_limited"  # the award ends by itself
    AGREED = "agreed"  # the provider agreed to a shorter time
    OTHER = "other"


class Notice(Base):
    """The notice of a service's end: ordinarily three months, with the seed's exceptions and their reason."""

    __tablename__ = "case_notice"
    __table_args__ = (
        CheckConstraint("ends_on >= given_on", name="ends_after_its_notice"),
        CheckConstraint("(exception IS NULL) = (exception_reason = '')", name="an_exception_has_its_reason"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), primary_key=True)
    given_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    given_to: Mapped[str]
    exception: Mapped[NoticeException | None] = mapped_column(enum_column(NoticeException, "notice_exception"))
    exception_reason: Mapped[str] = mapped_column(default="")
    phasing_out: Mapped[str] = mapped_column(default="")  # what is changed in the contract to help the provider
    users_told: Mapped[str] = mapped_column(default="")  # how users and staff are told, and where they go
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
