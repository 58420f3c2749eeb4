"""What was recorded of a goal and its milestones, newest first, and the files that came with it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.db import db
from app.files.models import StoredFile
from app.plans.models import Condition, Goal, Milestone, Plan, PlanEntry, Status

PAGE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history: what was and what is. `milestone_ref` is empty where the goal itself is meant."""

    ref: str
    milestone_ref: str
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


@dataclass(frozen=True, slots=True)
class History:
    """A page of entries, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return -(-self.total // PAGE)


def history(goal_ref: str, *, plan_id: int, page: int = 1) -> History:
    """Give a page of what was recorded of the goal and its milestones, newest first. One query."""
    before = aliased(PlanEntry)
    was = (
        select(before.status)
        .where(
            before.goal_id == PlanEntry.goal_id,
            func.coalesce(before.milestone_id, 0) == func.coalesce(PlanEntry.milestone_id, 0),
            before.id < PlanEntry.id,
            before.status.is_not(None),
        )
        .order_by(before.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(PlanEntry, Milestone.ref, was, StoredFile.name, StoredFile.size, func.count().over())
        .join(Goal, Goal.id == PlanEntry.goal_id)
        .outerjoin(Milestone, Milestone.id == PlanEntry.milestone_id)
        .outerjoin(StoredFile, StoredFile.id == PlanEntry.file_id)
        .where(Goal.ref == goal_ref, PlanEntry.plan_id == plan_id)
        .order_by(PlanEntry.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    entries = tuple(_entry(*row[:5]) for row in rows)
    return History(entries, rows[0][5] if rows else 0)


def _entry(
    entry: PlanEntry, milestone_ref: str | None, was: Status | None, name: str | None, size: int | None
) -> Entry:
    return Entry(
        ref=entry.ref,
        milestone_ref=milestone_ref or "",
        was=was,
        status=entry.status,
        reason=entry.reason,
        done_on=entry.done_on,
        forecast_from=entry.forecast_from,
        forecast_on=entry.forecast_on,
        note=entry.note,
        link=entry.link,
        file_name=name or "",
        file_size=size,
        by=entry.person_name,
        at=entry.at,
    )


def entry_file(entry_ref: str, *, engagement_id: int) -> StoredFile | None:
    """Give the file of an entry of the engagement's plan."""
    found: StoredFile | None = db.session.scalar(
        select(StoredFile)
        .join(PlanEntry, PlanEntry.file_id == StoredFile.id)
        .join(Plan, Plan.id == PlanEntry.plan_id)
        .where(PlanEntry.ref == entry_ref, Plan.engagement_id == engagement_id)
    )
    return found


def open_conditions(*, plan_id: int) -> Sequence[Condition]:
    """Give the conditions that the manager has not yet confirmed as met, those due first before others."""
    return db.session.scalars(
        select(Condition)
        .where(Condition.plan_id == plan_id, Condition.confirmed_at.is_(None))
        .order_by(Condition.due_on, Condition.id)
    ).all()
