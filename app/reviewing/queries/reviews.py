"""Reviews of an engagement: by month, one whole with its actions, an action by reference. Facts: records.py."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, defer

from app.accounts.models import Person
from app.db import db
from app.engagements.models import Engagement
from app.reviewing.models import MonthlyReview, ReviewAction


@dataclass(frozen=True, slots=True)
class Months:
    """The dates of the engagement and its reviews without facts and content, the oldest first."""

    starts_on: dt.date
    ends_on: dt.date
    reviews: tuple[MonthlyReview, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action with its owner's name, and who said that it is done."""

    action: ReviewAction
    owner_ref: str
    owner: str
    done_by: str
    review_ref: str
    review_number: int
    month: dt.date


def months_of(*, engagement_id: int) -> Months:
    """Give them in one query."""
    rows = db.session.execute(
        select(Engagement.starts_on, Engagement.ends_on, MonthlyReview)
        .outerjoin(MonthlyReview, MonthlyReview.engagement_id == Engagement.id)
        .options(
            *(
                defer(each, raiseload=True)
                for each in (MonthlyReview.facts, MonthlyReview.confirmed_content, MonthlyReview.content)
            )
        )
        .where(Engagement.id == engagement_id)
        .order_by(MonthlyReview.number)
    ).all()
    return Months(rows[0][0], rows[0][1], tuple(review for _, _, review in rows if review is not None))


def lock_engagement(*, engagement_id: int) -> None:
    """Let no other review of the engagement be started or discarded before this request ends."""
    db.session.execute(select(Engagement.id).where(Engagement.id == engagement_id).with_for_update())


def latest_review(*, engagement_id: int) -> MonthlyReview | None:
    """Give the review with the highest number, or None."""
    return db.session.scalar(
        select(MonthlyReview)
        .where(MonthlyReview.engagement_id == engagement_id)
        .order_by(MonthlyReview.number.desc())
        .limit(1)
    )


def review_of(review_ref: str, *, engagement_id: int, lock: bool = False) -> MonthlyReview | None:
    """Give the review with this reference, or None; with `lock` nobody else changes it before this request ends."""
    query = select(MonthlyReview).where(MonthlyReview.ref == review_ref, MonthlyReview.engagement_id == engagement_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


_owner, _doer = aliased(Person), aliased(Person)
_ROWS = (
    select(
        ReviewAction,
        _owner.ref,
        _owner.name,
        func.coalesce(_doer.name, ""),
        MonthlyReview.ref,
        MonthlyReview.number,
        MonthlyReview.month,
    )
    .join(MonthlyReview, MonthlyReview.id == ReviewAction.review_id)
    .join(_owner, _owner.id == ReviewAction.owner_id)
    .outerjoin(_doer, _doer.id == ReviewAction.done_by_id)
    .order_by(ReviewAction.due_on, ReviewAction.id)
)


def actions_of(review: MonthlyReview) -> tuple[ActionRow, ...]:
    """Give the actions of a review, those due first before others."""
    return tuple(ActionRow(*row) for row in db.session.execute(_ROWS.where(ReviewAction.review_id == review.id)))


def open_actions(*, engagement_id: int) -> tuple[ActionRow, ...]:
    """Give the actions of all reviews that are not done, those due first before others."""
    wanted = (MonthlyReview.engagement_id == engagement_id, ReviewAction.done_at.is_(None))
    return tuple(ActionRow(*row) for row in db.session.execute(_ROWS.where(*wanted)))


def action_of(action_ref: str, *, engagement_id: int, lock: bool = False) -> ActionRow | None:
    """Give one action of the engagement's reviews, or None."""
    query = _ROWS.where(ReviewAction.ref == action_ref, MonthlyReview.engagement_id == engagement_id)
    if lock:
        query = query.with_for_update(of=ReviewAction).execution_options(populate_existing=True)
    row = db.session.execute(query).first()
    return ActionRow(*row) if row else None
