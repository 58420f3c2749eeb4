"""Actions agreed in a review."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.reviewing.room import REVIEW, REVIEWS, room
from app.security import Permission


@room.form(f"{REVIEW}/actions/new", permission=Permission.REVIEW_KEEP)
def actions(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Add one."""
    return abort(404)


@room.form(f"{REVIEW}/actions/<ref:review_action_ref>/edit", permission=Permission.REVIEW_KEEP)
def edit_action(engagement_ref: str, review_ref: str, review_action_ref: str) -> ResponseReturnValue:
    """Change one."""
    return abort(404)


@room.post(f"{REVIEW}/actions/<ref:review_action_ref>/remove", permission=Permission.REVIEW_KEEP)
def remove_action(engagement_ref: str, review_ref: str, review_action_ref: str) -> ResponseReturnValue:
    """Remove one."""
    return abort(404)


@room.form(f"{REVIEWS}/actions/<ref:review_action_ref>/done", permission=Permission.REVIEW_VIEW)
def action_done(engagement_ref: str, review_action_ref: str) -> ResponseReturnValue:
    """Mark one as done."""
    return abort(404)
