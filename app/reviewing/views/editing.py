"""Editing an open review, and discarding it."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.reviewing.room import REVIEW, room
from app.security import Permission


@room.form(f"{REVIEW}/edit", permission=Permission.REVIEW_KEEP)
def edit(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Edit it."""
    return abort(404)


@room.form(f"{REVIEW}/discard", permission=Permission.REVIEW_KEEP)
def discard(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Discard it."""
    return abort(404)
