"""After approval: starting work on the plan, opening its scope for a change, and withdrawing such a change."""

import datetime as dt

from app.db import db
from app.plans.errors import WrongStateError
from app.plans.models import ChangeState, Plan, PlanState
from app.plans.queries.plan import approved_content
from app.plans.services.endorsing import lapse
from app.plans.services.moves import demand_not_frozen, move, move_change
from app.plans.services.restoring import restore
from app.security import EngagementScope, Identity


def begin(plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Start work on an approved plan; from now on it is live. Raises WrongStateError."""
    demand_not_frozen(plan)
    if plan.state is PlanState.LIVE:
        raise WrongStateError("Work on the plan has already started.")
    if plan.state is not PlanState.APPROVED:
        raise WrongStateError("Work starts once the plan is approved.")
    plan.started_at = now
    move(plan, PlanState.LIVE, scope, actor=actor, now=now)
    db.session.flush()


def change_scope(why: str, plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Open the scope of an approved plan for editing; the approved version holds meanwhile. Raises WrongStateError."""
    demand_changeable(plan)
    plan.change_reason = why
    lapse(plan)
    move_change(plan, ChangeState.DRAFT, scope, actor=actor, now=now, why=why)
    db.session.flush()


def demand_changeable(plan: Plan) -> None:
    """Raise WrongStateError unless a change of scope can be started."""
    demand_not_frozen(plan)
    if plan.state is PlanState.CLOSED:
        raise WrongStateError("The plan is closed, so its scope cannot be changed any more.")
    if not plan.is_worked_by:
        raise WrongStateError("The plan is not approved yet: edit it as it is.")
    if plan.change_state is not None:
        raise WrongStateError("A change of the scope has already been started.")


def withdraw_change(plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Put the scope back to what is approved. Raises WrongStateError while the manager has it, or without a change."""
    demand_not_frozen(plan)
    if plan.change_state is None:
        raise WrongStateError("There is no change of the scope to withdraw.")
    if plan.change_state is ChangeState.SUBMITTED:
        raise WrongStateError("The change is with the manager. Take it back first, then withdraw it.")
    content = approved_content(plan)
    if content is None:  # cannot be: a change is of what is approved
        raise WrongStateError("Nothing is approved that the scope could be put back to.")
    restore(plan, content, actor_id=actor.person_id, now=now)
    plan.change_reason = ""
    lapse(plan)
    move_change(plan, None, scope, actor=actor, now=now, why="withdrawn; the scope is as approved again")
    db.session.flush()
