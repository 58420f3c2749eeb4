"""The list of an engagement's reviews by month, and starting the next one."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.reviewing.room import REVIEWS, room
from app.security import Permission, require_scope


@room.get(REVIEWS, permission=Permission.REVIEW_VIEW)
def reviews(engagement_ref: str) -> ResponseReturnValue:
    """Show every month of the engagement with its review."""
    return render_template("reviewing/reviews.html", scope=require_scope())


@room.form(f"{REVIEWS}/start", permission=Permission.REVIEW_KEEP)
def start(engagement_ref: str) -> ResponseReturnValue:
    """Start the review of the first month that has none."""
    return render_template("reviewing/reviews.html", scope=require_scope())
