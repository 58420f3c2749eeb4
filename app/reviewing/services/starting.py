"""Starting the review of a month, which works its facts out once and keeps them; discarding one that was begun."""

import datetime as dt

from sqlalchemy import delete

from app.agreements.models import Side
from app.db import db
from app.reviewing.calendar import calendar, to_start
from app.reviewing.drafting import draft, london_day
from app.reviewing.errors import RefusedFieldError, WrongStateError
from app.reviewing.facts import facts_content, facts_from
from app.reviewing.models import MonthlyReview, ReviewAction
from app.reviewing.queries.records import records
from app.reviewing.queries.reviews import latest_review, lock_engagement, months_of
from app.reviewing.services.moves import demand_open, demand_running, note
from app.reviewing.standing import confirmed
from app.reviewing.told import month_words
from app.security import EngagementScope, Identity


def start(month: dt.date, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> MonthlyReview:
    """Start it with `now` as its cut-off; `month` is a first day.

    Raises WrongStateError while another is open or once the engagement is over, RefusedFieldError for the month.
    """
    demand_running(scope)
    lock_engagement(engagement_id=scope.id)
    latest = latest_review(engagement_id=scope.id)
    if latest is not None and latest.frozen_at is None:
        raise WrongStateError(
            f"The review for {month_words(latest.month)} is not confirmed yet. One review is open at a time."
        )
    _demand_month(month, scope, today=london_day(now))
    before = facts_from(latest.facts) if latest else None
    facts = draft(records(scope, reader=actor, at=now), before, cut_off=now)
    review = MonthlyReview(
        engagement_id=scope.id,
        number=latest.number + 1 if latest else 1,
        month=month,
        cut_off=now,
        facts=facts_content(facts),
        decisions=[],
        started_by_id=actor.person_id,
        started_at=now,
    )
    db.session.add(review)
    db.session.flush()
    note("review started", review, scope, actor=actor, now=now, became={"month": month, "number": review.number})
    return review


def _demand_month(month: dt.date, scope: EngagementScope, *, today: dt.date) -> None:
    found = months_of(engagement_id=scope.id)
    months = calendar(found.starts_on, found.ends_on, {each.month: each for each in found.reviews}, today=today)
    if month not in to_start(months):
        raise RefusedFieldError("month", "Choose a month that has begun and has no review yet")


def discard(review: MonthlyReview, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Delete an open review with its actions, so that its month can be reviewed anew. Raises WrongStateError."""
    demand_open(review, scope)
    if any(confirmed(review, side) for side in Side):
        raise WrongStateError("A side has confirmed this review, so it cannot be discarded. Change it instead.")
    note("review discarded", review, scope, actor=actor, now=now, was={"month": review.month, "number": review.number})
    db.session.execute(delete(ReviewAction).where(ReviewAction.review_id == review.id))
    db.session.delete(review)
    db.session.flush()
