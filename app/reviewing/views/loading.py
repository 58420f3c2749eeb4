"""Finds the review of the address or answers 404; whether it can be changed; addresses of the room. No page."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from werkzeug import Response

from app.engagements.forms import taking
from app.engagements.forms.taking import Refusals, refused
from app.reviewing.content import ReviewContent
from app.reviewing.errors import ConflictError, RefusedFieldError, ReviewError
from app.reviewing.models import MonthlyReview
from app.reviewing.queries.reviews import ActionRow, action_of, actions_of, review_of
from app.reviewing.services.moves import demand_open
from app.reviewing.standing import content_of
from app.security import require_scope


@dataclass(frozen=True, slots=True)
class Record:
    """A review with its actions as they are now, and what it says."""

    review: MonthlyReview
    rows: tuple[ActionRow, ...]
    content: ReviewContent


def load_review(review_ref: str) -> MonthlyReview:
    """Give the review of the address, locked when something is sent."""
    lock = request.method == "POST"
    return review_of(review_ref, engagement_id=require_scope().id, lock=lock) or abort(404)


def load_record(review_ref: str) -> Record:
    """Give the review of the address whole."""
    review = load_review(review_ref)
    rows = actions_of(review)
    return Record(review, rows, content_of(review, rows, require_scope()))


def load_action(action_ref: str, review: MonthlyReview | None = None) -> ActionRow:
    """Give the action of the address; with `review`, only one of that review."""
    row = action_of(action_ref, engagement_id=require_scope().id, lock=request.method == "POST") or abort(404)
    if review is not None and row.action.review_id != review.id:
        abort(404)
    return row


def not_open(review: MonthlyReview) -> Response | None:
    """Lead back with the reason if the review cannot be changed."""
    try:
        demand_open(review, require_scope())
    except ReviewError as error:
        return refused(error, to("review", review_ref=review.ref))
    return None


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the room in this engagement."""
    return url_for(f"reviewing.{endpoint}", engagement_ref=require_scope().ref, **values)


def page(template: str, **values: Any) -> str:
    """Render a page of the room."""
    return render_template(f"reviewing/{template}", scope=require_scope(), to=to, **values)


take = partial(taking.take, Refusals(ConflictError, ReviewError, (RefusedFieldError,)))
"""A form of the room is taken as those of all rooms are."""
