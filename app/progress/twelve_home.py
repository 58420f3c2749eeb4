"""Twelve months and standards on an engagement's home page: the rows that come first. Nothing is asked for them."""

from flask import url_for

from app.engagements.models import EngagementState
from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task

_PARTS = (
    (Permission.RESULT_VIEW, "scores"),
    (Permission.PLAN_VIEW, "milestones"),
    (Permission.DAYS_VIEW, "days and pounds"),
    (Permission.TRAINING_VIEW, "training"),
    (Permission.REVIEW_VIEW, "reviews"),
)


def first_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give the rows, once an engagement has begun, with what its reader finds behind them."""
    parts = [words for permission, words in _PARTS if identity.may(permission)]
    if scope.state == EngagementState.DRAFT or not parts:
        return []
    seen = ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
    hint = f"{seen[:1].upper()}{seen[1:]}, month by month"
    rows = [
        Task("Twelve months in one view", url_for("progress.twelve_months", engagement_ref=scope.ref), hint, "View")
    ]
    if identity.may(Permission.PLAN_VIEW):
        href = url_for("progress.standards", engagement_ref=scope.ref)
        rows.append(Task("Standards", href, "What was done for each standard, and what came of it", "View"))
    return rows
