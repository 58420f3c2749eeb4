"""Submitted versions of a plan, the manager's comments and decision on them, and conditions of an approval."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class Decision(StrEnum):
    """What became of a submitted version."""

    APPROVED = "approved"
    WITH_CONDITIONS = "with_conditions"
    RETURNED = "returned"

    @property
    def words(self) -> str:
        """Name the decision as pages do."""
        return {"with_conditions": "Approved with conditions"}.get(self.value, self.value.capitalize())


class PlanVersion(Base):
    """The plan as it was submitted, frozen; once approved its dates are the baseline. Numbered from 1 in its plan."""

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(default="")  # why the scope of an approved plan changes
    endorsed_name: Mapped[str]
    endorsed_at: Mapped[dt.datetime]
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    submitted_name: Mapped[str]
    submitted_at: Mapped[dt.datetime]
    decision: Mapped[Decision | None] = mapped_column(enum_column(Decision, "decision"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_name: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[dt.datetime | None]
    decision_note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class PlanComment(Base):
    """The manager's comment on a submitted version: on a goal, a milestone, or (both empty) the plan as a whole.

    The partner sees it once the version is decided, and may answer.
    """

    __tablename__ = "plan_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    goal_ref: Mapped[str] = mapped_column(default="")
    milestone_ref: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str]
    written_at: Mapped[dt.datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_name: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Condition(Base):
    """A condition of an approval: tracked until the partner says how it is met and the manager agrees."""

    __tablename__ = "plan_condition"
    __table_args__ = (
        CheckConstraint("(met_at IS NULL) = (met_by_id IS NULL)", name="met_by_somebody"),
        CheckConstraint("confirmed_at IS NULL OR met_at IS NOT NULL", name="confirmed_once_met"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    goal_ref: Mapped[str] = mapped_column(default="")  # empty: on the plan as a whole
    text: Mapped[str]
    due_on: Mapped[dt.date]
    met_at: Mapped[dt.datetime | None]
    met_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    met_name: Mapped[str] = mapped_column(default="")
    met_note: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[dt.datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_name: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
