"""How a plan changes and leaves its trace; every service of the room goes through here."""

import datetime as dt

from app.audit.services import Facts, record
from app.plans.errors import WrongStateError
from app.plans.models import ChangeState, Plan, PlanState
from app.security import EngagementScope, Identity

FROZEN = "The engagement is over, so its plan is frozen. It stays readable. Nothing was changed."


def demand_not_frozen(plan: Plan) -> None:
    """Raise WrongStateError once the engagement is over: plans freeze with it (rules.md, Engagement)."""
    if plan.is_frozen:
        raise WrongStateError(FROZEN)


def demand_editable(plan: Plan) -> None:
    """Raise WrongStateError unless the scope may be edited now."""
    demand_not_frozen(plan)
    if not plan.is_editable:
        raise WrongStateError(f"The plan cannot be edited: {_stands(plan)}. Nothing was changed.")


def demand_worked_by(plan: Plan) -> None:
    """Raise WrongStateError unless progress may be recorded now."""
    demand_not_frozen(plan)
    if not plan.is_worked_by:
        raise WrongStateError(f"Progress cannot be recorded: {_stands(plan)}. Nothing was changed.")


def _stands(plan: Plan) -> str:
    if plan.is_under_review:
        return "it is with the manager for review"
    return {
        PlanState.APPROVED: "it is approved; to change its scope, start a change",
        PlanState.LIVE: "it is approved; to change its scope, start a change",
        PlanState.CLOSED: "it is closed",
    }.get(plan.state, "it is not approved yet")


def move(
    plan: Plan, state: PlanState, scope: EngagementScope, *, actor: Identity, now: dt.datetime, why: str = ""
) -> None:
    """Move the plan to `state` and record it."""
    was, plan.state = plan.state, state
    became = {"state": state.value} | ({"reason": why} if why else {})
    note("plan moved", f"plan {plan.ref}", scope, actor=actor, now=now, was={"state": was.value}, became=became)


def move_change(
    plan: Plan, state: ChangeState | None, scope: EngagementScope, *, actor: Identity, now: dt.datetime, why: str = ""
) -> None:
    """Move the change of the plan's scope to `state` (None: there is none any more) and record it."""
    was, plan.change_state = plan.change_state, state
    became = {"change": state.value if state else "settled"} | ({"reason": why} if why else {})
    was_facts = {"change": was.value} if was else {}
    note("change of scope moved", f"plan {plan.ref}", scope, actor=actor, now=now, was=was_facts, became=became)


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
    """Record a change of the plan or of a part of it ("goal …", "milestone …") in the audit trail."""
    record(action, subject, actor_id=actor.person_id, now=now, engagement_id=scope.id, was=was, became=became)
