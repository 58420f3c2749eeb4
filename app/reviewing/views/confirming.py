"""Confirming what a review says for a side; the second side's confirmation freezes it."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.engagements.forms.taking import refused
from app.reviewing.errors import ReviewError
from app.reviewing.room import REVIEW, room
from app.reviewing.services import confirming
from app.reviewing.standing import name_of
from app.reviewing.views.loading import load_review, to
from app.security import Permission, require_identity, require_scope


@room.post(f"{REVIEW}/confirm", permission=Permission.REVIEW_KEEP)
def confirm(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Confirm exactly what the page showed."""
    review, scope = load_review(review_ref), require_scope()
    here = to("review", review_ref=review.ref)
    seen = request.form.get("seen", "")
    try:
        side = confirming.confirm(review, scope, seen=seen, actor=require_identity(), now=now())
    except ReviewError as error:
        return refused(error, here)
    if review.frozen_at is not None:
        flash("Both sides have confirmed the review. It does not change any more.", "success")
    else:
        flash(f"You have confirmed the review for {name_of(side, scope)}. The other side has been told.", "success")
    return redirect(here, 303)
