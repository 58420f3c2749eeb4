"""Submitting the plan to the manager, and taking it back before a decision."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission


@room.form(f"{PLAN}/submit", permission=Permission.PLAN_BUILD)
def submit(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.post(f"{PLAN}/submit/take-back", permission=Permission.PLAN_BUILD)
def take_back(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)
