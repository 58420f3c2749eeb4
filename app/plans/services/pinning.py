"""Taking the newest signed version over: the plan is pinned to it from then on, its goals stay as they are."""

import datetime as dt

from sqlalchemy import select

from app.assessments.models import Round
from app.assessments.queries.signed import newest_signed
from app.audit.services import Facts
from app.db import db
from app.plans.errors import ConflictError
from app.plans.models import Plan
from app.plans.services.moves import demand_editable, note
from app.security import EngagementScope, Identity

SIGNED_MEANWHILE = "Another version was signed while you were reading. Look at what changed, then take it over."


def take_newest(plan: Plan, seen_ref: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> bool:
    """Pin the plan to the newest signed version, of which the reader saw `seen_ref`; False if it was already.

    Raises WrongStateError, ConflictError if yet another one was signed meanwhile.
    """
    demand_editable(plan)
    newest = newest_signed(engagement_id=scope.id)
    if newest is None or newest.ref != seen_ref:
        raise ConflictError(SIGNED_MEANWHILE)
    if (plan.round_id, plan.result_number) == (newest.round_id, newest.number):
        return False
    was = _facts(plan)
    plan.round_id, plan.result_number = newest.round_id, newest.number
    note("newer result taken over", f"plan {plan.ref}", scope, actor=actor, now=now, was=was, became=_facts(plan))
    return True


def _facts(plan: Plan) -> Facts:
    """Name the signed version as people do; a key would tell a reader nothing."""
    kind = db.session.scalars(select(Round.kind).where(Round.id == plan.round_id)).one()
    return {"round": kind.value, "version": plan.result_number}
