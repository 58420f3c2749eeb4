"""Confirming what a review says."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.reviewing.room import REVIEW, room
from app.security import Permission


@room.post(f"{REVIEW}/confirm", permission=Permission.REVIEW_KEEP)
def confirm(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Confirm it for a side."""
    return abort(404)
