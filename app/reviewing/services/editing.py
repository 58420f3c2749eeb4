"""Writing what people make of the facts. Every change lapses confirmations; what has not changed lapses nothing."""

import datetime as dt
from dataclasses import asdict

from app.reviewing.content import Words
from app.reviewing.errors import ConflictError
from app.reviewing.models import Impact, MonthlyReview
from app.reviewing.services.moves import demand_open, lapse, note
from app.reviewing.standing import words_of
from app.security import EngagementScope, Identity


def write(
    review: MonthlyReview,
    words: Words,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> bool:
    """Save them; say whether a confirmation lapsed by it. Raises WrongStateError, ConflictError."""
    demand_open(review, scope)
    if review.version != seen_version:
        raise ConflictError("A colleague saved a change while you were writing")
    was = words_of(review)
    if was == words:
        return False
    lapsed = lapse(review, scope, actor=actor, now=now)
    review.judgement, review.risks = words.judgement, words.risks
    review.impact = Impact(words.impact) if words.impact else None
    review.impact_comment, review.rescheduling = words.impact_comment, words.rescheduling
    review.decisions = list(words.decisions)
    review.met_on, review.present = words.met_on, words.present
    before, after = _traced(was), _traced(words)
    changed = [name for name in after if before[name] != after[name]]
    note(
        "review written",
        review,
        scope,
        actor=actor,
        now=now,
        was={name: before[name] for name in changed if name != "present"},
        became={name: after[name] for name in changed if name != "present"}
        | ({"present": "reworded"} if "present" in changed else {}),
    )
    return lapsed


def _traced(words: Words) -> dict[str, object]:
    """Give them as the audit trail has them; who was present is names, which it does not hold."""
    return {name: "; ".join(value) if name == "decisions" else value for name, value in asdict(words).items()}
