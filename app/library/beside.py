"""What of the library was used for a goal, as lines beside it. Who may not open an item reads its title only."""

from flask import url_for

from app.library.queries.uses import UsedRow, used_for_goal
from app.library.reach import reach_of
from app.plans.beside import Beside
from app.security import EngagementScope, Identity, Permission
from app.web.filters import day


def used_beside(goal_ref: str, scope: EngagementScope, identity: Identity) -> list[Beside]:
    """Give a line for each use for the goal or one of its milestones, the newest first."""
    if not identity.may(Permission.LIBRARY_VIEW):
        return []
    return [_line(used, scope) for used in used_for_goal(goal_ref, reach=reach_of(scope, identity))]


def _line(used: UsedRow, scope: EngagementScope) -> Beside:
    href = url_for("library.item", engagement_ref=scope.ref, item_ref=used.item_ref) if used.seen else None
    note = f": {used.note}" if used.note else ""
    return f"Library: {used.title}", href, f"Used on {day(used.used_on)}{note}"
