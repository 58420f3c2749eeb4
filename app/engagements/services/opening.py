"""Opening an engagement on the initial agreement that both authorities signed (rules.md, Engagement)."""

import datetime as dt

from app.audit.services import record
from app.db import db
from app.engagements.models import EngagementState
from app.engagements.services.terms import locked


class NotDraftError(ValueError):
    """The engagement is no draft any more."""


class SignedInFutureError(ValueError):
    """An agreement cannot have been signed on a day that has not come."""


def open_engagement(engagement_id: int, *, signed_on: dt.date, today: dt.date, actor_id: int, now: dt.datetime) -> None:
    """Open a draft; `signed_on` is the date on which the second of both sides signed, `today` London's date.

    Raises NotDraftError, SignedInFutureError.
    """
    engagement = locked(engagement_id)
    if engagement.state is not EngagementState.DRAFT:
        raise NotDraftError
    if signed_on > today:
        raise SignedInFutureError
    engagement.state, engagement.agreement_signed_on = EngagementState.OPEN, signed_on
    record(
        "engagement opened", f"engagement {engagement.ref}", actor_id=actor_id, now=now, engagement_id=engagement.id,
        was={"state": EngagementState.DRAFT.value},
        became={"state": EngagementState.OPEN.value, "agreement_signed_on": signed_on},
    )  # fmt: skip
    db.session.flush()
