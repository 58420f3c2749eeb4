"""What is frozen in an engagement: signed results of its rounds, and its monthly reviews; one query for both."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Date, Select, String, cast, func, literal, null, select, union_all

from app.assessments.models import Round, RoundKind, SignedResult
from app.assessments.result import Result, result_from
from app.db import db
from app.reviewing.content import ReviewContent, review_from
from app.reviewing.models import MonthlyReview

_newest = (
    select(func.max(SignedResult.number)).where(SignedResult.round_id == Round.id).correlate(Round).scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class SignedRound:
    """The newest signed version of a round. `signed_at` in UTC; `digest` addresses the text that was scored."""

    round_ref: str
    kind: RoundKind
    number: int
    digest: str
    signed_at: dt.datetime
    result: Result


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A monthly review; `content` None: it is open, or nobody asked for what it says."""

    ref: str
    number: int
    month: dt.date
    frozen_at: dt.datetime | None
    content: ReviewContent | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """Signed rounds, the first one first, and reviews by their number."""

    rounds: tuple[SignedRound, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()


def frozen_of(*, engagement_id: int, rounds: bool, reviews: bool, words: bool = False) -> Frozen:
    """Give what is asked for; with `words` what frozen reviews say, too. No query where nothing is asked for."""
    parts: list[Select[*tuple[Any, ...]]] = []
    if rounds:
        parts.append(_signed(engagement_id))
    if reviews:
        parts.append(_reviews(engagement_id, words=words))
    if not parts:
        return Frozen()
    both = union_all(*parts).subquery("both")
    rows = db.session.execute(select(both).order_by(both.c.what, both.c.place, both.c.number)).all()
    return Frozen(
        tuple(
            SignedRound(row.ref, RoundKind(row.kind), row.number, row.digest, row.at, result_from(row.content))
            for row in rows
            if row.what == "round"
        ),
        tuple(
            ReviewRow(row.ref, row.number, row.month, row.at, review_from(row.content) if row.content else None)
            for row in rows
            if row.what == "review"
        ),
    )


def _signed(engagement_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal("round").label("what"),
            Round.id.label("place"),
            Round.ref.label("ref"),
            SignedResult.number.label("number"),
            cast(Round.kind, String).label("kind"),
            Round.instrument_digest.label("digest"),
            cast(null(), Date).label("month"),
            SignedResult.signed_at.label("at"),
            SignedResult.content.label("content"),
        )
        .join(SignedResult, SignedResult.round_id == Round.id)
        .where(Round.engagement_id == engagement_id, SignedResult.number == _newest)
    )


def _reviews(engagement_id: int, *, words: bool) -> Select[*tuple[Any, ...]]:
    return select(
        literal("review").label("what"),
        MonthlyReview.number.label("place"),
        MonthlyReview.ref.label("ref"),
        MonthlyReview.number.label("number"),
        literal("").label("kind"),
        literal("").label("digest"),
        MonthlyReview.month.label("month"),
        MonthlyReview.frozen_at.label("at"),
        (MonthlyReview.content if words else cast(null(), JSON)).label("content"),
    ).where(MonthlyReview.engagement_id == engagement_id)
