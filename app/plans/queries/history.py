"""What was recorded of a goal and its milestones, newest first, and the files that came with it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import aliased

from app.db import db
from app.files.models import StoredFile
from app.plans.models import Condition, Goal, Milestone, Plan, PlanEntry, Status

PAGE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history: what was and what is. What is said of a milestone is empty where the goal is meant."""

    ref: str
    milestone_ref: str
    milestone_what: str  # as it is worked on now: what was approved may say it otherwise
    was: Status | None  # None: not started
    status: Status | None  # None: it stayed as it was
    reason: str
    done_on: dt.date | None
    forecast_from: dt.date | None
    forecast_on: dt.date | None
    note: str
    link: str
    file_name: str
    file_size: int | None  # bytes
    by: str
    at: dt.datetime

    @property
    def later(self) -> int:
        """Days by which a new forecast is later than the one before; below nought: earlier."""
        return (self.forecast_on - self.forecast_from).days if self.forecast_on and self.forecast_from else 0


@dataclass(frozen=True, slots=True)
class History:
    """A page of entries, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return -(-self.total // PAGE)


_before = aliased(PlanEntry)
_was = (
    select(_before.status)
    .where(
        _before.goal_id == PlanEntry.goal_id,
        func.coalesce(_before.milestone_id, 0) == func.coalesce(PlanEntry.milestone_id, 0),
        _before.id < PlanEntry.id,
        _before.status.is_not(None),
    )
    .order_by(_before.id.desc())
    .limit(1)
    .scalar_subquery()
)
_HISTORY: Select[*tuple[Any, ...]] = (
    select(  # in the order of Entry's fields
        PlanEntry.ref,
        func.coalesce(Milestone.ref, ""),
        func.coalesce(Milestone.what, ""),
        case((PlanEntry.status.is_not(None), _was)),  # asked only where something was declared
        PlanEntry.status,
        PlanEntry.reason,
        PlanEntry.done_on,
        PlanEntry.forecast_from,
        PlanEntry.forecast_on,
        PlanEntry.note,
        PlanEntry.link,
        func.coalesce(StoredFile.name, ""),
        StoredFile.size,
        PlanEntry.person_name,
        PlanEntry.at,
        func.count().over(),
    )
    .join(Goal, Goal.id == PlanEntry.goal_id)
    .outerjoin(Milestone, Milestone.id == PlanEntry.milestone_id)
    .outerjoin(StoredFile, StoredFile.id == PlanEntry.file_id)
    .where(Goal.ref == bindparam("goal_ref"), PlanEntry.plan_id == bindparam("plan_id"))
    .order_by(PlanEntry.id.desc())
    .limit(PAGE)
    .offset(bindparam("first"))
)


def history(goal_ref: str, *, plan_id: int, page: int = 1) -> History:
    """Give a page of what was recorded of the goal and its milestones, newest first. One query."""
    key = {"goal_ref": goal_ref, "plan_id": plan_id, "first": (page - 1) * PAGE}
    rows = db.session.connection().execute(_HISTORY, key).all()
    return History(tuple(Entry(*row[:-1]) for row in rows), rows[0][-1] if rows else 0)


def entry_file(entry_ref: str, *, engagement_id: int) -> StoredFile | None:
    """Give the file of an entry of the engagement's plan."""
    found: StoredFile | None = db.session.scalar(
        select(StoredFile)
        .join(PlanEntry, PlanEntry.file_id == StoredFile.id)
        .join(Plan, Plan.id == PlanEntry.plan_id)
        .where(PlanEntry.ref == entry_ref, Plan.engagement_id == engagement_id)
    )
    return found


_OPEN_CONDITIONS = (
    select(Condition)
    .where(Condition.plan_id == bindparam("plan_id"), Condition.confirmed_at.is_(None))
    .order_by(Condition.due_on, Condition.id)
)


def open_conditions(*, plan_id: int) -> Sequence[Condition]:
    """Give the conditions that the manager has not yet confirmed as met, those due first before others."""
    return db.session.scalars(_OPEN_CONDITIONS, {"plan_id": plan_id}).all()


def latest(goal_ref: str, milestone_ref: str, *, plan_id: int) -> PlanEntry | None:
    """Give the last change of a status or a forecast of the milestone, or of the goal itself (empty reference)."""
    of = Milestone.ref == milestone_ref if milestone_ref else PlanEntry.milestone_id.is_(None)
    found: PlanEntry | None = db.session.scalar(
        select(PlanEntry)
        .join(Goal, Goal.id == PlanEntry.goal_id)
        .outerjoin(Milestone, Milestone.id == PlanEntry.milestone_id)
        .where(
            Goal.ref == goal_ref,
            PlanEntry.plan_id == plan_id,
            of,
            PlanEntry.status.is_not(None) | PlanEntry.forecast_on.is_not(None),
        )
        .order_by(PlanEntry.id.desc())
        .limit(1)
    )
    return found


def is_goal(goal_ref: str, *, plan_id: int) -> bool | None:
    """Say whether a goal of the plan was removed from its scope; None if there is no such goal."""
    found = db.session.execute(select(Goal.removed_at).where(Goal.ref == goal_ref, Goal.plan_id == plan_id)).first()
    return found.removed_at is not None if found else None
