"""Actions agreed in a review: added, changed and removed while it is open, done by their owners at any time."""

import datetime as dt
from dataclasses import dataclass

from app.audit.services import Facts
from app.db import db
from app.reviewing.drafting import london_day
from app.reviewing.errors import ConflictError, NotYoursError, RefusedFieldError, WrongStateError
from app.reviewing.models import MonthlyReview, ReviewAction
from app.reviewing.services.moves import demand_open, demand_running, lapse, note
from app.security import EngagementScope, Identity, Permission


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action as it is agreed."""

    what: str
    owner_id: int
    due_on: dt.date


def agree(
    review: MonthlyReview, agreed: Agreed, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> ReviewAction:
    """Add an action. Raises WrongStateError, RefusedFieldError for a day before the cut-off."""
    demand_open(review, scope)
    _demand_day(agreed.due_on, review)
    action = ReviewAction(
        review_id=review.id, what=agreed.what, owner_id=agreed.owner_id, due_on=agreed.due_on, created_at=now
    )
    db.session.add(action)
    db.session.flush()
    note("review action agreed", review, scope, actor=actor, now=now, became=_facts(action))
    lapse(review, scope, actor=actor, now=now)
    return action


def change(
    review: MonthlyReview,
    action: ReviewAction,
    agreed: Agreed,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Change an action that is not done. Raises WrongStateError, ConflictError, RefusedFieldError."""
    demand_open(review, scope)
    _demand_not_done(action)
    if action.version != seen_version:
        raise ConflictError("A colleague saved a change while you were writing")
    if agreed == Agreed(action.what, action.owner_id, action.due_on):
        return
    _demand_day(agreed.due_on, review)
    was = _facts(action)
    action.what, action.owner_id, action.due_on = agreed.what, agreed.owner_id, agreed.due_on
    note("review action changed", review, scope, actor=actor, now=now, was=was, became=_facts(action))
    lapse(review, scope, actor=actor, now=now)


def remove(
    review: MonthlyReview, action: ReviewAction, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Remove an action that is not done. Raises WrongStateError."""
    demand_open(review, scope)
    _demand_not_done(action)
    note("review action removed", review, scope, actor=actor, now=now, was=_facts(action))
    db.session.delete(action)
    db.session.flush()
    lapse(review, scope, actor=actor, now=now)


def may_mark(action: ReviewAction, actor: Identity) -> bool:
    """Say whether the person may say that it is done: its owner, and whoever keeps reviews."""
    return action.owner_id == actor.person_id or actor.may(Permission.REVIEW_KEEP)


def mark_done(
    review: MonthlyReview,
    action: ReviewAction,
    done_note: str,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Mark it as done, with what came of it, after the review is frozen, too. Raises NotYoursError, WrongStateError."""
    demand_running(scope)
    if not may_mark(action, actor):
        raise NotYoursError("Only its owner and those who keep the review mark this action as done.")
    _demand_not_done(action)
    action.done_at, action.done_by_id, action.done_note = now, actor.person_id, done_note
    became: Facts = {"action": action.ref, "done_by_id": actor.person_id, "note": done_note}
    note("review action done", review, scope, actor=actor, now=now, became=became)


def _demand_not_done(action: ReviewAction) -> None:
    if action.done_at is not None:
        raise WrongStateError("This action is marked as done already, so it does not change any more.")


def _demand_day(due_on: dt.date, review: MonthlyReview) -> None:
    if due_on < london_day(review.cut_off):
        raise RefusedFieldError("due_on", "The date must not be before the review was started")


def _facts(action: ReviewAction) -> Facts:
    return {"action": action.ref, "what": action.what, "owner_person_id": action.owner_id, "due_on": action.due_on}
