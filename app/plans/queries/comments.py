"""The manager's comments on submitted versions, with the partner's answers. Rows; what may be shown is said here."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from app.db import db
from app.plans.models import Plan, PlanComment, PlanVersion

TAKEN_BACK = "Taken back by the lead officer to edit it, before a decision."
"""The note of a version that was taken back: what the manager had commented on it was never sent."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment on a milestone, a goal, or (both references empty) the plan as a whole. `number`: its version."""

    ref: str
    number: int
    goal_ref: str
    milestone_ref: str
    text: str
    author_name: str
    written_at: dt.datetime
    answer: str
    answered_name: str
    answered_at: dt.datetime | None


_COMMENTS: Select[*tuple[Any, ...]] = select(
    PlanComment.ref,
    PlanVersion.number,
    PlanComment.goal_ref,
    PlanComment.milestone_ref,
    PlanComment.text,
    PlanComment.author_name,
    PlanComment.written_at,
    PlanComment.answer,
    PlanComment.answered_name,
    PlanComment.answered_at,
).join(PlanVersion, PlanVersion.id == PlanComment.plan_version_id)
_SENT = PlanVersion.decision.is_not(None) & (PlanVersion.decision_note != TAKEN_BACK)
_ORDER = (PlanVersion.number, PlanComment.id)


def open_comments(*, plan_id: int) -> list[CommentRow]:
    """Give the comments of the newest decided version, for those who edit the plan: sent with the decision."""
    newest = select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan_id, _SENT).scalar_subquery()
    query = _COMMENTS.where(PlanVersion.plan_id == plan_id, PlanVersion.number == newest).order_by(*_ORDER)
    return [CommentRow(*row) for row in db.session.execute(query)]


def comments_on(plan: Plan, number: int, *, unsent: bool = False) -> list[CommentRow]:
    """Give the comments on one version; before its decision none but to the manager (`unsent`)."""
    query = _COMMENTS.where(PlanVersion.plan_id == plan.id, PlanVersion.number == number).order_by(*_ORDER)
    return [CommentRow(*row) for row in db.session.execute(query if unsent else query.where(_SENT))]


def comments_until(plan: Plan, number: int) -> list[CommentRow]:
    """Give the comments on this version and all before it, the manager's own unsent ones included."""
    query = _COMMENTS.where(PlanVersion.plan_id == plan.id, PlanVersion.number <= number).order_by(*_ORDER)
    return [CommentRow(*row) for row in db.session.execute(query)]


def comment_of(ref: str, *, plan_id: int) -> tuple[PlanComment, PlanVersion] | None:
    """Give a comment and the version it is on, or None if the plan has no such comment."""
    row = db.session.execute(
        select(PlanComment, PlanVersion)
        .join(PlanVersion, PlanVersion.id == PlanComment.plan_version_id)
        .where(PlanComment.ref == ref, PlanVersion.plan_id == plan_id)
    ).first()
    return (row[0], row[1]) if row else None


def is_sent(version: PlanVersion) -> bool:
    """Say whether the partner may see what is commented on the version."""
    return version.decision is not None and version.decision_note != TAKEN_BACK
