"""The row of service cases, tools and the library on an engagement's home page. It asks nothing of the database."""

from flask import url_for

from app.engagements.models import RUNNING, EngagementState
from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task


def case_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give one row once an engagement has begun: to who sees cases they come first, to others the library alone."""
    if scope.state == EngagementState.DRAFT or not identity.may(Permission.LIBRARY_VIEW):
        return []
    if not identity.may(Permission.TOOLS_VIEW):
        href = url_for("library.library", engagement_ref=scope.ref)
        return [Task("Library", href, "Documents, links and tools that the councils share", "Optional")]
    href = url_for("cases.cases", engagement_ref=scope.ref)
    hint = "Services walked round the commissioning cycle, with the tools of four councils, and what they share"
    return [Task("Service cases, tools and library", href, hint, "Optional" if scope.state in RUNNING else "Ended")]
