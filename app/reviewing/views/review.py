"""One review whole."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.reviewing.room import REVIEW, room
from app.security import Permission


@room.get(REVIEW, permission=Permission.REVIEW_VIEW)
def review(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Show it."""
    return abort(404)
