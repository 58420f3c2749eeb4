"""Actions agreed in a review: adding, changing, removing while it is open; marking one as done at any time."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from app.db.clock import now, today
from app.engagements.forms.taking import Saved, refused, sent
from app.reviewing.errors import ReviewError
from app.reviewing.forms import ActionForm, DoneForm
from app.reviewing.models import MonthlyReview
from app.reviewing.queries.people import possible_owners
from app.reviewing.queries.reviews import ActionRow, review_of
from app.reviewing.room import REVIEW, REVIEWS, room
from app.reviewing.services import actions as services
from app.reviewing.services.actions import Agreed, may_mark
from app.reviewing.standing import RUNNING
from app.reviewing.told import month_words
from app.reviewing.views.loading import load_action, load_review, not_open, page, take, to
from app.security import Permission, require_identity, require_scope

ACTION = f"{REVIEW}/actions/<ref:review_action_ref>"
Owners = dict[str, tuple[int, str]]


def _by_whom() -> dict[str, Any]:
    return {"scope": require_scope(), "actor": require_identity(), "now": now()}


@room.form(f"{REVIEW}/actions/new", permission=Permission.REVIEW_KEEP)
def actions(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Add an action."""
    review = load_review(review_ref)
    if gone := not_open(review):
        return gone
    owners = possible_owners(require_scope())
    form = ActionForm(sent())
    form.offer([(ref, name) for ref, (_, name) in owners.items()])
    here = to("review", review_ref=review.ref)

    def save() -> str:
        services.agree(review, _agreed(form, owners), **_by_whom())
        flash("The action is added", "success")
        return f"{here}#actions"

    return take(form, save, _form_page(form, review, None), refused_to=here)


@room.form(f"{ACTION}/edit", permission=Permission.REVIEW_KEEP)
def edit_action(engagement_ref: str, review_ref: str, review_action_ref: str) -> ResponseReturnValue:
    """Change an action that is not done."""
    review = load_review(review_ref)
    row = load_action(review_action_ref, review)
    if gone := not_open(review) or _done_already(row):
        return gone
    action, owners = row.action, {row.owner_ref: (row.action.owner_id, row.owner)} | possible_owners(require_scope())
    kept = {"what": action.what, "owner": row.owner_ref, "due_on": action.due_on}
    form = ActionForm(sent(), data=kept | {"seen": str(action.version)})
    form.offer([(ref, name) for ref, (_, name) in owners.items()])
    here = to("review", review_ref=review.ref)

    def save() -> str:
        services.change(review, action, _agreed(form, owners), seen_version=form.seen_version, **_by_whom())
        flash("Saved", "success")
        return f"{here}#actions"

    def current() -> tuple[Saved, Saved, int]:
        typed = {"what": form.what.data, "owner": owners[str(form.owner.data)][1], "due_on": form.due_on.data}
        return typed, {"what": action.what, "owner": row.owner, "due_on": action.due_on}, action.version

    return take(form, save, _form_page(form, review, row), current=current, refused_to=here)


def _form_page(form: ActionForm, review: MonthlyReview, row: ActionRow | None) -> Any:
    def show(*, errors: object = (), conflict: object = None) -> str:
        month = month_words(review.month)
        return page(
            "action_form.html", form=form, review=review, row=row, month=month, errors=errors, conflict=conflict
        )

    return show


def _agreed(form: ActionForm, owners: Owners) -> Agreed:
    return Agreed(str(form.what.data), owners[str(form.owner.data)][0], form.due_on.data or abort(422))


def _done_already(row: ActionRow) -> Response | None:
    if row.action.done_at is None:
        return None
    flash("This action is marked as done already, so it does not change any more.", "important")
    return redirect(to("review", review_ref=row.review_ref), 303)


@room.post(f"{ACTION}/remove", permission=Permission.REVIEW_KEEP)
def remove_action(engagement_ref: str, review_ref: str, review_action_ref: str) -> ResponseReturnValue:
    """Remove an action that is not done."""
    review = load_review(review_ref)
    row = load_action(review_action_ref, review)
    here = to("review", review_ref=review.ref)
    try:
        services.remove(review, row.action, **_by_whom())
    except ReviewError as error:
        return refused(error, here)
    flash(f"Removed: {row.action.what}", "success")
    return redirect(f"{here}#actions", 303)


@room.form(f"{REVIEWS}/actions/<ref:review_action_ref>/done", permission=Permission.REVIEW_VIEW)
def action_done(engagement_ref: str, review_action_ref: str) -> ResponseReturnValue:
    """Mark an action as done, for its owner and for those who keep reviews."""
    row = load_action(review_action_ref)
    here = to("review", review_ref=row.review_ref)
    if request.method == "GET":
        may = may_mark(row.action, require_identity()) and require_scope().state in RUNNING
        return page("done.html", row=row, form=DoneForm(), month=month_words(row.month), may=may, today=today())
    if gone := _done_already(row):
        return gone
    form = DoneForm(sent())

    def save() -> str:
        review = review_of(row.review_ref, engagement_id=require_scope().id) or abort(404)
        services.mark_done(review, row.action, form.note.data or "", **_by_whom())
        flash(f"Done: {row.action.what}", "success")
        return to("reviews")

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page(
            "done.html", row=row, form=form, month=month_words(row.month), may=True, errors=errors, today=today()
        )

    return take(form, save, show, refused_to=here)
