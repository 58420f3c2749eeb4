"""The row of the comparison on an engagement's home page. It asks nothing of the database."""

from flask import url_for

from app.engagements.models import EngagementState
from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task


def comparing_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give the row to those who may compare, once the engagement has begun."""
    if not identity.may(Permission.COMPARISON_VIEW) or scope.state == EngagementState.DRAFT:
        return []
    hint = "The spread of other authorities’ levels, and your own place in it"
    if identity.may(Permission.COMPARISON_AGREE):
        hint = "Decide whether to take part, and see where others stand"
    return [
        Task("Comparison with others", url_for("comparing.comparison", engagement_ref=scope.ref), hint, "Quarterly")
    ]
