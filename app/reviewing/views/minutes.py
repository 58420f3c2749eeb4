"""The minutes to take away."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.reviewing.room import REVIEW, room
from app.security import Permission


@room.get(f"{REVIEW}/minutes.pdf", permission=Permission.REVIEW_VIEW)
def minutes_pdf(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Give them as PDF."""
    return abort(404)


@room.get(f"{REVIEW}/minutes.docx", permission=Permission.REVIEW_VIEW)
def minutes_word(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Give them as Word."""
    return abort(404)
