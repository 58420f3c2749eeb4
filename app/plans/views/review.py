"""The manager's review: the whole plan, what changed, and comments on it."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission


@room.get(f"{PLAN}/review", permission=Permission.PLAN_REVIEW)
def review(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.form(f"{PLAN}/review/comments/new", permission=Permission.PLAN_REVIEW)
def new_comment(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.form(f"{PLAN}/review/comments/<ref:comment_ref>", permission=Permission.PLAN_REVIEW)
def edit_comment(engagement_ref: str, comment_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.post(f"{PLAN}/review/comments/<ref:comment_ref>/remove", permission=Permission.PLAN_REVIEW)
def remove_comment(engagement_ref: str, comment_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.form(f"{PLAN}/comments/<ref:comment_ref>/answer", permission=Permission.PLAN_BUILD)
def answer(engagement_ref: str, comment_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)
