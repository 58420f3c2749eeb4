"""What every change of days and money does: demands that it may be, leaves a trace. Counters: books.py."""

import datetime as dt

from app.audit.services import Facts, record
from app.charging.errors import NotChargeableError, WrongStateError
from app.charging.logging_rules import closed, closed_words
from app.charging.models import ChargingAccount
from app.db import db
from app.engagements.models import RUNNING, EngagementState
from app.security import EngagementScope, Identity

__all__ = ["RUNNING", "closed", "closed_words", "demand_open_month", "demand_running", "note"]


def demand_running(scope: EngagementScope) -> None:
    """Raise WrongStateError unless the engagement is open or closing."""
    if scope.state == EngagementState.DRAFT:
        raise WrongStateError("The engagement is not open yet, so no days can be charged. Nothing was changed.")
    if scope.state not in RUNNING:
        raise WrongStateError("The engagement is over, so its days cannot be changed any more. Nothing was changed.")


def demand_open_month(account: ChargingAccount, on: dt.date) -> None:
    """Raise NotChargeableError if the month of the date is closed."""
    if closed(account.closed_through, on):
        raise NotChargeableError(closed_words(on), on)


def note(
    action: str,
    subject: str,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
    was: Facts | None = None,
    became: Facts | None = None,
) -> None:
    """Record a change ("support entry …", "statement …") in the audit trail, in the same transaction."""
    db.session.flush()
    record(action, subject, actor_id=actor.person_id, now=now, engagement_id=scope.id, was=was, became=became)
