"""Starting work on an approved plan, changing its scope, and withdrawing a change."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission


@room.form(f"{PLAN}/change", permission=Permission.PLAN_BUILD)
def change_scope(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.post(f"{PLAN}/change/withdraw", permission=Permission.PLAN_BUILD)
def withdraw_change(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.post(f"{PLAN}/begin", permission=Permission.PLAN_BUILD)
def begin(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)
