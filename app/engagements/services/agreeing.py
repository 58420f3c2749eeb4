"""What both sides signed holds: a signed agreement sets rate, days and dates of its engagement. Opening: opening.py."""

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal

from app.audit.services import record
from app.db import db
from app.engagements.services.terms import locked


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """The terms that one side alone cannot change (FIXED_WHEN_OPEN). Days are in quarters, the rate in pounds."""

    starts_on: dt.date
    ends_on: dt.date
    day_rate: Decimal
    estimate_quarters: int
    cap_quarters: int


def apply_agreed(engagement_id: int, terms: AgreedTerms, *, by: str, actor_id: int, now: dt.datetime) -> None:
    """Set the terms that a signed agreement settles; `by` names it in the audit trail. Nothing differs: no entry."""
    engagement = locked(engagement_id)
    wanted = {each.name: getattr(terms, each.name) for each in fields(terms)}
    was = {name: getattr(engagement, name) for name, value in wanted.items() if getattr(engagement, name) != value}
    if not was:
        return
    for name in was:
        setattr(engagement, name, wanted[name])
    record(
        "terms set by a signed agreement", f"engagement {engagement.ref}", actor_id=actor_id, now=now,
        engagement_id=engagement.id, was=was, became={name: wanted[name] for name in was} | {"by": by},
    )  # fmt: skip
    db.session.flush()
