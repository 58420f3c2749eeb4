"""The row of monthly reviews on an engagement's home page. It asks nothing of the database."""

from flask import url_for

from app.engagements.models import EngagementState
from app.reviewing.standing import RUNNING
from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task


def review_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give the row to those who see reviews, once an engagement has begun."""
    if not identity.may(Permission.REVIEW_VIEW) or scope.state == EngagementState.DRAFT:
        return []
    keeps = identity.may(Permission.REVIEW_KEEP)
    hint = "Facts, decisions and actions of each month, confirmed by both sides"
    if keeps and scope.state in RUNNING:
        hint = "Start the next one, add decisions and actions, and confirm it"
    status = "By month" if scope.state in RUNNING else "Ended"
    return [Task("Monthly reviews", url_for("reviewing.reviews", engagement_ref=scope.ref), hint, status)]
