"""The row of support days on an engagement's home page. It asks nothing of the database: the balance is a page away."""

from flask import url_for

from app.engagements.models import EngagementState
from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task

TITLE = "Support days"


def charging_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give the row to those who see days, once an engagement has begun."""
    if not identity.may(Permission.DAYS_VIEW) or scope.state == EngagementState.DRAFT:
        return []
    href = url_for("charging.days", engagement_ref=scope.ref)
    if scope.state in {EngagementState.OPEN, EngagementState.CLOSING}:
        return [Task(TITLE, href, _hint(identity), "Balance")]
    return [Task(TITLE, href, "What was used, approved and stated", "Ended")]


def _hint(identity: Identity) -> str:
    if identity.may(Permission.DAYS_APPROVE):
        return "Approve days, and see the balance before the bill"
    if identity.may(Permission.DAYS_LOG):
        return "Log days, and see what is used, waiting and left"
    return "What is used, waiting, booked and left"
