"""Forms by which owners say how a milestone or a goal goes."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.security import Permission


@room.form(f"{PLAN}/goals/<ref:goal_ref>/update", permission=Permission.PLAN_VIEW)
def update_goal(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Take how the goal goes."""
    abort(404)


@room.form(f"{PLAN}/milestones/<ref:milestone_ref>/update", permission=Permission.PLAN_VIEW)
def update_milestone(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Take how the milestone goes."""
    abort(404)
