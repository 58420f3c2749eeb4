"""Moving a milestone's forecast, and what a slip proposes for what waits for it."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.security import Permission


@room.form(f"{PLAN}/milestones/<ref:milestone_ref>/forecast", permission=Permission.PLAN_VIEW)
def reforecast(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Take a new forecast."""
    abort(404)


@room.form(f"{PLAN}/milestones/<ref:milestone_ref>/slip", permission=Permission.PLAN_VIEW)
def slip(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Offer new dates for what waits."""
    abort(404)
