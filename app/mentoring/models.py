"""Tables of mentoring: pairs across the two authorities, their meetings, and the actions agreed there."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, new_ref


class MentoringPair(Base):
    """A mentor of the lead authority and the person mentored; it may serve goals (`PairGoal`)."""

    __tablename__ = "mentoring_pair"
    __table_args__ = (
        CheckConstraint("mentor_id <> mentee_id", name="two_people"),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mentee_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    focus: Mapped[str]
    started_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None]
    ended_note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class PairGoal(Base):
    """A goal of the change plan that a pair works on."""

    __tablename__ = "mentoring_pair_goal"

    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id"), primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"), primary_key=True, index=True)


class MentoringMeeting(Base):
    """A meeting of a pair: when, how long, what it was about."""

    __tablename__ = "mentoring_meeting"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 600", name="some_minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id"), index=True)
    met_on: Mapped[dt.date]
    minutes: Mapped[int]
    discussed: Mapped[str]
    next_on: Mapped[dt.date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_name: Mapped[str]
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class MentoringAction(Base):
    """An action agreed in a meeting, with an owner and a date; it may serve a goal."""

    __tablename__ = "mentoring_action"
    __table_args__ = (CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("mentoring_meeting.id"), index=True)
    what: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[dt.date]
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id"), index=True)
    done_at: Mapped[dt.datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
