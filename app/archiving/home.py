"""The row of archives on an engagement's home page. It asks nothing of the database."""

from flask import url_for

from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task


def archiving_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give the row to those who may ask for an archive, once there is something in it."""
    if scope.state == "draft" or not identity.may(Permission.ARCHIVE_MAKE):
        return []
    href = url_for("archiving.archives", engagement_ref=scope.ref)
    return [Task("Everything in one file", href, "Take all records and documents away, to keep or to move on", "Zip")]
