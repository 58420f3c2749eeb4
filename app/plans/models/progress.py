"""How goals and milestones of an approved plan go: where each stands now, and the history that led there."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class Status(StrEnum):
    """What an owner declares. "Late" is not among them: it is computed (schedule.py)."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DONE = "done"

    @property
    def words(self) -> str:
        """Name the status as pages do."""
        return self.value.replace("_", " ").capitalize()


class GoalStanding(Base):
    """Where a goal stands, as its owner declares; without a row it has not started."""

    __tablename__ = "goal_standing"
    __table_args__ = (CheckConstraint("(status = 'done') = (done_on IS NOT NULL)", name="done_on_a_day"),)

    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"), primary_key=True, autoincrement=False)
    status: Mapped[Status] = mapped_column(enum_column(Status, "status"))
    reason: Mapped[str] = mapped_column(default="")
    done_on: Mapped[dt.date | None]
    updated_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class MilestoneStanding(Base):
    """Where a milestone stands; without a row it has not started, and its forecast is its baseline."""

    __tablename__ = "milestone_standing"
    __table_args__ = (CheckConstraint("(status = 'done') = (done_on IS NOT NULL)", name="done_on_a_day"),)

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), primary_key=True, autoincrement=False)
    status: Mapped[Status] = mapped_column(enum_column(Status, "status"))
    reason: Mapped[str] = mapped_column(default="")
    forecast_on: Mapped[dt.date | None]  # None: as in the baseline
    forecast_reason: Mapped[str] = mapped_column(default="")
    done_on: Mapped[dt.date | None]
    updated_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class PlanEntry(Base):
    """One line of a goal's history: a status with its reason, a new forecast, a note, evidence. Never changed."""

    __tablename__ = "plan_entry"
    __table_args__ = (
        CheckConstraint(
            "status IS NOT NULL OR forecast_on IS NOT NULL OR note <> '' OR link <> '' OR file_id IS NOT NULL",
            name="says_something",
        ),
        CheckConstraint("forecast_on IS NULL OR reason <> ''", name="forecast_with_a_reason"),
        Index("ix_plan_entry_goal_id_id", "goal_id", "id"),
        Index("ix_plan_entry_plan_id_at", "plan_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    status: Mapped[Status | None] = mapped_column(enum_column(Status, "status"))  # the new one
    reason: Mapped[str] = mapped_column(default="")  # of the status or of the new forecast
    done_on: Mapped[dt.date | None]
    forecast_from: Mapped[dt.date | None]
    forecast_on: Mapped[dt.date | None]  # the new one
    note: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str]  # as it was on the day
    at: Mapped[dt.datetime]
