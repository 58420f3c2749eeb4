"""Starting the plan of an engagement from the newest signed version of its result."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.assessments.queries.signed import newest_signed
from app.db import db
from app.engagements.models import EngagementState
from app.plans.errors import WrongStateError
from app.plans.models import Plan, PlanState
from app.plans.services.moves import note
from app.security import EngagementScope, Identity

NOT_OPEN = "A plan can be started while the engagement is open. Nothing was changed."
NOTHING_SIGNED = "A plan can be started once the director has signed a result. Nothing was changed."


def start(scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> Plan:
    """Start the plan, or give the one that a colleague has started. Raises WrongStateError while nothing is signed."""
    if scope.state != EngagementState.OPEN:
        raise WrongStateError(NOT_OPEN)
    newest = newest_signed(engagement_id=scope.id)
    if newest is None:
        raise WrongStateError(NOTHING_SIGNED)
    plan = Plan(
        engagement_id=scope.id,
        round_id=newest.round_id,
        result_number=newest.number,
        state=PlanState.DRAFT,
        created_by_id=actor.person_id,
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(plan)
    except IntegrityError:
        return db.session.scalars(select(Plan).where(Plan.engagement_id == scope.id)).one()
    became = {"round": newest.kind.value, "version": newest.number}
    note("plan started", f"plan {plan.ref}", scope, actor=actor, now=now, became=became)
    return plan
