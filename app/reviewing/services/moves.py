"""What every change of a review does: demands that it may be, lapses confirmations, leaves a trace."""

import datetime as dt
from typing import Unpack

from sqlalchemy import null

from app.agreements.models import Side
from app.audit import services
from app.audit.services import Trace
from app.reviewing.errors import WrongStateError
from app.reviewing.models import MonthlyReview
from app.reviewing.standing import RUNNING, confirmed
from app.security import EngagementScope, Identity


def demand_running(scope: EngagementScope) -> None:
    """Raise WrongStateError unless the engagement is open or closing."""
    if scope.state not in RUNNING:
        over = "is not open yet" if scope.state == "draft" else "is over"
        raise WrongStateError(f"The engagement {over}, so its reviews cannot be changed. Nothing was changed.")


def demand_open(review: MonthlyReview, scope: EngagementScope) -> None:
    """Raise WrongStateError for a frozen review, or one of an engagement that is over."""
    if review.frozen_at is not None:
        raise WrongStateError("Both sides have confirmed this review, so it does not change any more.")
    demand_running(scope)


def lapse(review: MonthlyReview, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> bool:
    """Take back the confirmations that were given, as what was confirmed changes; say whether there were any."""
    given = [side.value for side in Side if confirmed(review, side)]
    if not given:
        return False
    review.lead_confirmed_by_id = review.lead_confirmed_at = None
    review.partner_confirmed_by_id = review.partner_confirmed_at = None
    review.lead_confirmed_name = review.partner_confirmed_name = ""
    review.confirmed_content = null()
    note("review confirmation lapsed", review, scope, actor=actor, now=now, was={"sides": ", ".join(given)})
    return True


def note(action: str, review: MonthlyReview, scope: EngagementScope, **trace: Unpack[Trace]) -> None:
    """Record a change in the audit trail, in the same transaction."""
    services.note(action, f"review {review.ref}", scope, **trace)
