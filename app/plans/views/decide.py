"""The manager's decision on a submitted version."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission


@room.form(f"{PLAN}/review/decide", permission=Permission.PLAN_REVIEW)
def decide(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)
