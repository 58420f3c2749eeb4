"""Conditions of an approval: how each is met, and the manager's word on it."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission


@room.get(f"{PLAN}/conditions", permission=Permission.PLAN_VIEW)
def conditions(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.form(f"{PLAN}/conditions/<ref:condition_ref>/met", permission=Permission.PLAN_BUILD)
def meet_condition(engagement_ref: str, condition_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.post(f"{PLAN}/conditions/<ref:condition_ref>/confirm", permission=Permission.PLAN_REVIEW)
def confirm_condition(engagement_ref: str, condition_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)
