"""Asking the director to endorse the plan, and the director's endorsement."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission


@room.post(f"{PLAN}/endorsement/ask", permission=Permission.PLAN_BUILD)
def ask_endorsement(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.form(f"{PLAN}/endorse", permission=Permission.PLAN_ENDORSE)
def endorse(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)
