"""Every signed result of an engagement as facts of a review: agreed levels, targets, and the levels before."""

import datetime as dt

from app.assessments.models import Round, SignedResult
from app.assessments.over_time import Earlier, over_time
from app.assessments.result import Result, result_from
from app.db import db
from app.instruments.queries import instrument
from app.reviewing.drafting import london_day
from app.reviewing.facts import SignedFact, StandardFact


def signings(*, engagement_id: int) -> tuple[tuple[dt.datetime, SignedFact], ...]:
    """Give them with the moment of each signature, the oldest first; one query once texts are known.

    "Before" is the newest version of the round before, as it was then; a standard that was replaced has none.
    """
    rows = db.session.execute(
        db.select(Round, SignedResult)
        .join(SignedResult, SignedResult.round_id == Round.id)
        .where(Round.engagement_id == engagement_id)
        .order_by(SignedResult.signed_at, SignedResult.id)
    ).all()
    newest: dict[int, Earlier] = {}
    found = []
    for each, signed in rows:
        result = result_from(signed.content)
        older = max((key for key in newest if key < each.id), default=None)
        found.append((signed.signed_at, _fact(each, signed, result, newest[older] if older else None)))
        newest[each.id] = Earlier(each.kind.label, result, instrument(each.instrument_digest))
    return tuple(found)


def _fact(of: Round, signed: SignedResult, result: Result, before: Earlier | None) -> SignedFact:
    return SignedFact(
        round_ref=of.ref,
        round=of.kind.label,
        version=signed.number,
        signed_on=london_day(signed.signed_at),
        signed_by=signed.signed_name,
        reason=signed.reason,
        standards=_standards(of, result, before),
    )


def _standards(of: Round, result: Result, before: Earlier | None) -> tuple[StandardFact, ...]:
    standards = result.standards
    was: list[int | None] = [None] * len(standards)
    if before:
        rows = over_time("", of.kind.label, result, instrument(of.instrument_digest), [before]).rows
        was = [row.earlier[0].level for row in rows]
    return tuple(
        StandardFact(each.number, each.title, each.level, each.target, level)
        for each, level in zip(standards, was, strict=True)
    )
