"""Leaving a standard for later: the reason why it has no goal now. Taking a goal removes the reason (goals.py)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app.db import db
from app.plans.errors import ConflictError, WrongStateError
from app.plans.models import Goal, Omission, Plan
from app.plans.services.moves import demand_editable, note
from app.security import EngagementScope, Identity

HAS_A_GOAL = "This standard has a goal, so it needs no reason. Remove the goal first."


def omission_of(plan: Plan, standard_key: str) -> Omission | None:
    """Give the reason why a standard is left for later."""
    return db.session.scalar(
        select(Omission)
        .where(Omission.plan_id == plan.id, Omission.standard_key == standard_key)
        .execution_options(populate_existing=True)
    )


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not now; `seen_version` 0: its writer saw none."""

    text: str
    seen_version: int


def omit(
    plan: Plan, standard_key: str, reason: Reason, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Say why a standard has no goal now. Raises WrongStateError, ConflictError if the reason changed since."""
    demand_editable(plan)
    has_goal = select(Goal.id).where(
        Goal.plan_id == plan.id, Goal.standard_key == standard_key, Goal.removed_at.is_(None)
    )
    if db.session.scalar(has_goal.limit(1)) is not None:
        raise WrongStateError(HAS_A_GOAL)
    stored = omission_of(plan, standard_key)
    was = {"reason": stored.reason} if stored else {}
    if stored is not None and stored.reason == reason.text:
        return
    if (stored.version if stored else 0) != reason.seen_version:
        raise ConflictError
    stored = stored or Omission(plan_id=plan.id, standard_key=standard_key)
    stored.reason, stored.recorded_by_id, stored.recorded_at = reason.text, actor.person_id, now
    db.session.add(stored)
    db.session.flush()
    action = f"standard {standard_key} left for later"
    note(action, f"plan {plan.ref}", scope, actor=actor, now=now, was=was, became={"reason": reason.text})


def withdraw_reason(
    plan: Plan, standard_key: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Remove the reason, so that the standard needs an answer again; a second press finds it gone."""
    demand_editable(plan)
    stored = omission_of(plan, standard_key)
    if stored is None:
        return
    was = {"reason": stored.reason}
    db.session.delete(stored)
    db.session.flush()
    note(f"reason for standard {standard_key} removed", f"plan {plan.ref}", scope, actor=actor, now=now, was=was)
