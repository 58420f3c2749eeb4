"""Factories of monthly reviews and their actions, beside those of factories.py. Use in an app context."""

import datetime as dt
from typing import Any

from app.accounts.models import Person
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement
from app.reviewing.drafting import Records, draft
from app.reviewing.facts import facts_content
from app.reviewing.models import MonthlyReview, ReviewAction


def _save(record: Any) -> Any:
    db.session.add(record)
    db.session.flush()
    return record


def review(within: Engagement, starter: Person, **values: Any) -> MonthlyReview:
    """A review of October 2026 that nobody has confirmed, of an engagement in which nothing has happened."""
    defaults: dict[str, Any] = {
        "number": 1,
        "month": dt.date(2026, 10, 1),
        "cut_off": now(),
        "facts": facts_content(draft(Records(within.starts_on), None, cut_off=now())),
        "started_at": now(),
    }
    return _save(MonthlyReview(engagement_id=within.id, started_by_id=starter.id, **defaults | values))


def review_action(of: MonthlyReview, owner: Person, **values: Any) -> ReviewAction:
    defaults: dict[str, Any] = {"what": "Agree the dates of the workshop", "due_on": dt.date(2026, 12, 4)}
    return _save(ReviewAction(review_id=of.id, owner_id=owner.id, created_at=now(), **defaults | values))
