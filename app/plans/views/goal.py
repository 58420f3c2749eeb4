"""One goal as it stands, with everything that was recorded of it."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.security import Permission


@room.get(f"{PLAN}/goals/<ref:goal_ref>", permission=Permission.PLAN_VIEW)
def goal(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Show the goal."""
    abort(404)
