"""The list of an engagement's reviews by month, and starting the next one."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now, today
from app.engagements.forms.taking import sent
from app.reviewing.calendar import ReviewMonth, calendar, offered, to_start
from app.reviewing.forms import StartForm
from app.reviewing.models import MonthlyReview
from app.reviewing.queries.reviews import Months, months_of, open_actions
from app.reviewing.room import REVIEWS, room
from app.reviewing.services import starting
from app.reviewing.services.actions import may_mark
from app.reviewing.standing import RUNNING, stands
from app.reviewing.told import month_words
from app.reviewing.views.loading import page, take, to
from app.security import Permission, require_identity, require_scope


@room.get(REVIEWS, permission=Permission.REVIEW_VIEW)
def reviews(engagement_ref: str) -> ResponseReturnValue:
    """Show every month of the engagement with its review, and what is still to be done of all reviews."""
    scope, me = require_scope(), require_identity()
    found = months_of(engagement_id=scope.id)
    months = _calendar(found)
    runs = scope.state in RUNNING
    waiting = next((each for each in found.reviews if each.frozen_at is None), None)
    return page(
        "reviews.html",
        months=months,
        stands={each.ref: stands(each, scope) for each in found.reviews},
        missing=[month_words(each.month) for each in months if each.is_missing],
        waiting=waiting,
        offered=offered(months) if runs and waiting is None else None,
        keeps=me.may(Permission.REVIEW_KEEP),
        runs=runs,
        actions=[(row, runs and may_mark(row.action, me)) for row in open_actions(engagement_id=scope.id)],
        words=month_words,
        today=today(),
    )


@room.form(f"{REVIEWS}/start", permission=Permission.REVIEW_KEEP)
def start(engagement_ref: str) -> ResponseReturnValue:
    """Start the review of a month: the one that has just ended is offered."""
    scope = require_scope()
    found = months_of(engagement_id=scope.id)
    waiting = next((each for each in found.reviews if each.frozen_at is None), None)
    if waiting is not None:
        flash(f"The review for {month_words(waiting.month)} comes first: one is open at a time.", "important")
        return redirect(to("review", review_ref=waiting.ref), 303)
    every = _calendar(found)
    months = to_start(every)
    if scope.state not in RUNNING or not months:
        flash("No review can be started now.", "important")
        return redirect(to("reviews"), 303)
    asked = request.args.get("month", "")
    form = StartForm(sent(), data={"month": asked if asked in map(str, months) else str(offered(every))})
    form.offer(months)

    def save() -> str:
        review = starting.start(form.chosen, scope, actor=require_identity(), now=now())
        flash(f"The review for {month_words(review.month)} is drafted from the facts up to now.", "success")
        return to("review", review_ref=review.ref)

    def show(*, errors: object = ()) -> str:
        return page("start.html", form=form, errors=errors, last=_last(found))

    return take(form, save, show, refused_to=to("reviews"))


def _calendar(found: Months) -> tuple[ReviewMonth[MonthlyReview], ...]:
    by_month = {each.month: each for each in found.reviews}
    return calendar(found.starts_on, found.ends_on, by_month, today=today())


def _last(found: Months) -> MonthlyReview | None:
    return found.reviews[-1] if found.reviews else None
