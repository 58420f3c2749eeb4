"""The partner's purchase order, whose number every statement carries; the first cannot be issued without it."""

import datetime as dt

from app.charging.errors import ConflictError
from app.charging.services.books import lock_account
from app.charging.services.moves import demand_running, note
from app.charging.services.standing import refuse_people_of_the_lead
from app.db import db
from app.security import EngagementScope, Identity


def record_order(
    number: str,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
    seen_number: str | None = None,
) -> None:
    """Record the number for the partner, or change it; `seen_number` is what the page showed, None: not asked.

    Raises ConflictOfInterestError for people of the lead, ConflictError, WrongStateError, NotChargeableError.
    """
    demand_running(scope)
    refuse_people_of_the_lead(actor, scope, doing="give the purchase order number")
    account = lock_account(engagement_id=scope.id)
    was = account.purchase_order
    if was == number:
        return
    if seen_number is not None and seen_number != was:
        raise ConflictError(f"A colleague recorded “{was}” while you were writing")
    account.purchase_order = number
    db.session.flush()
    facts = {"was": {"number": was} if was else {}, "became": {"number": number}}
    note("purchase order recorded", "purchase order", scope, actor=actor, now=now, **facts)
