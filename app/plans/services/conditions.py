"""Tracking a condition: a lead officer says how it is met, the manager confirms it or asks again."""

import datetime as dt

from app.accounts.queries import holds_membership
from app.db import db
from app.plans.checklist import in_words
from app.plans.errors import ConflictError, ConflictOfInterestError, WrongStateError
from app.plans.messages import tell_roles
from app.plans.models import Condition, Plan, PlanState
from app.plans.services.moves import demand_not_frozen, note
from app.security import EngagementScope, Identity, Role


def meet(
    condition: Condition,
    text: str,
    plan: Plan,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Say how a condition is met; the manager is asked to confirm. What was said before stays.

    Raises ConflictError if somebody did so before, WrongStateError if it is confirmed or the plan closed.
    """
    _demand_open_plan(plan)
    if condition.version != seen_version:
        raise ConflictError("Somebody else wrote about this condition while you did. Both texts are below.")
    if condition.confirmed_at is not None:
        raise WrongStateError("The manager has already confirmed that this condition is met.")
    condition.met_at, condition.met_by_id, condition.met_name = now, actor.person_id, actor.name
    _say(condition, actor.name, text, now=now)
    note("condition met", f"condition {condition.ref}", scope, actor=actor, now=now, became={"how": text})
    lines = (f"{actor.name} says that this condition is met: {condition.text}", text, "Confirm it, or ask again.")
    _tell(Role.MANAGER, "has a condition to confirm", lines, scope, actor=actor, now=now)


def confirm(
    condition: Condition, plan: Plan, scope: EngagementScope, *, seen_version: int, actor: Identity, now: dt.datetime
) -> None:
    """Confirm that a condition is met. Raises WrongStateError unless somebody says that it is, ConflictError if that
    was said otherwise since it was read, ConflictOfInterestError for whoever said it or holds a role at the partner.
    """
    _demand_open_plan(plan)
    _demand_met(condition)
    _demand_seen(condition, seen_version)
    if condition.met_by_id == actor.person_id:
        raise ConflictOfInterestError("You said how this condition is met, so somebody else has to confirm it.")
    if holds_membership(actor.person_id, authority_id=scope.partner_authority_id):
        raise ConflictOfInterestError(
            f"You hold a role at {scope.partner_name}, the partner authority, so somebody else has to confirm this."
        )
    condition.confirmed_at, condition.confirmed_by_id, condition.confirmed_name = now, actor.person_id, actor.name
    db.session.flush()
    note("condition confirmed", f"condition {condition.ref}", scope, actor=actor, now=now)
    lines = (f"{actor.name} has confirmed that this condition is met: {condition.text}",)
    _tell(Role.LEAD_OFFICER, "has met a condition", lines, scope, actor=actor, now=now)


def reopen(
    condition: Condition,
    why: str,
    plan: Plan,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Open a condition again because it is not met yet, with a reason. Raises WrongStateError, ConflictError."""
    _demand_open_plan(plan)
    _demand_met(condition)
    _demand_seen(condition, seen_version)
    condition.met_at = condition.met_by_id = None
    condition.met_name = ""
    _say(condition, f"{actor.name}, not met yet", why, now=now)
    note("condition reopened", f"condition {condition.ref}", scope, actor=actor, now=now, became={"reason": why})
    lines = (
        f"{actor.name} does not see this condition met yet: {condition.text}",
        why,
        "Say how it is met once it is.",
    )
    _tell(Role.LEAD_OFFICER, "has a condition that is open again", lines, scope, actor=actor, now=now)


def _say(condition: Condition, who: str, text: str, *, now: dt.datetime) -> None:
    """Add to what was said, so that a reader can follow it from the beginning."""
    said = f"{who}, {in_words(now.date())}: {text}"
    condition.met_note = f"{condition.met_note}\n\n{said}" if condition.met_note else said
    db.session.flush()


def _demand_open_plan(plan: Plan) -> None:
    demand_not_frozen(plan)
    if plan.state is PlanState.CLOSED:
        raise WrongStateError("The plan is closed, so its conditions cannot be changed any more.")


def _demand_met(condition: Condition) -> None:
    if condition.met_at is None:
        raise WrongStateError("The lead officers have not said yet how this condition is met.")
    if condition.confirmed_at is not None:
        raise WrongStateError("This condition is already confirmed.")


def _demand_seen(condition: Condition, seen_version: int) -> None:
    if condition.version != seen_version:
        raise ConflictError("The lead officers have said more about this condition since you opened the page. Read it.")


def _tell(
    role: Role, verb: str, lines: tuple[str, ...], scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    tell_roles({role}, verb, lines, scope, endpoint="plans.conditions", actor_id=actor.person_id, now=now)
