"""What is frozen in an engagement: signed results and monthly reviews; one query, and contents are kept."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from app.assessments.models import Round, RoundKind, SignedResult
from app.assessments.result import Result, result_from
from app.db import db
from app.db.keeping import kept_all
from app.reviewing.content import ReviewContent, review_from
from app.reviewing.models import MonthlyReview

T = TypeVar("T")
KEPT = 128  # results and reviews of a worker, a few KB each
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
    """Give what is asked for; with `words` what frozen reviews say, too. No query where nothing is asked for.

    What is signed or frozen is read back once in each worker: one more query for what it has not seen of each.
    """
    asked = _ASKED.get((rounds, reviews))
    if asked is None:
        return Frozen()
    rows = db.session.connection().execute(asked, {"engagement_id": engagement_id}).all()
    signed, met = ([row for row in rows if row.what == what] for what in ("round", "review"))
    results = _read("signed result", [row.result_ref for row in signed], _RESULTS, result_from)
    frozen = [row.ref for row in met if words and row.at]
    contents = dict(zip(frozen, _read("frozen review", frozen, _CONTENTS, review_from), strict=True))
    return Frozen(
        tuple(
            SignedRound(row.ref, RoundKind(row.kind), row.number, row.digest, row.at, result)
            for row, result in zip(signed, results, strict=True)
        ),
        tuple(ReviewRow(row.ref, row.number, row.month, row.at, contents.get(row.ref)) for row in met),
    )


_engagement_id = bindparam("engagement_id", type_=Integer)
_SIGNED = (
    select(
        literal("round").label("what"),
        Round.id.label("place"),
        Round.ref.label("ref"),
        SignedResult.number.label("number"),
        cast(Round.kind, String).label("kind"),
        Round.instrument_digest.label("digest"),
        cast(null(), Date).label("month"),
        SignedResult.signed_at.label("at"),
        SignedResult.ref.label("result_ref"),
    )
    .join(SignedResult, SignedResult.round_id == Round.id)
    .where(Round.engagement_id == _engagement_id, SignedResult.number == _newest)
)
_REVIEWS = select(
    literal("review").label("what"),
    MonthlyReview.number.label("place"),
    MonthlyReview.ref.label("ref"),
    MonthlyReview.number.label("number"),
    literal("").label("kind"),
    literal("").label("digest"),
    MonthlyReview.month.label("month"),
    MonthlyReview.frozen_at.label("at"),
    literal("").label("result_ref"),
).where(MonthlyReview.engagement_id == _engagement_id)


def _in_order(*parts: Select[*tuple[Any, ...]]) -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(*parts).order_by("what", "place", "number")


_ASKED = {
    (True, True): _in_order(_SIGNED, _REVIEWS),
    (True, False): _in_order(_SIGNED),
    (False, True): _in_order(_REVIEWS),
}
_refs: BindParameter[Any] = bindparam("refs", expanding=True)
_RESULTS = select(SignedResult.ref, SignedResult.content).where(SignedResult.ref.in_(_refs)).order_by(SignedResult.id)
_CONTENTS = (
    select(MonthlyReview.ref, MonthlyReview.content).where(MonthlyReview.ref.in_(_refs)).order_by(MonthlyReview.id)
)


def _read(kind: str, refs: list[str], prepared: Select[*tuple[Any, ...]], read: Callable[[Any], T]) -> list[T]:
    def found(missing: list[str]) -> list[tuple[str, T]]:
        rows = db.session.connection().execute(prepared, {"refs": missing})
        return [(ref, read(content)) for ref, content in rows]

    return kept_all(kind, refs, found, most=KEPT)
