"""Closing a plan for good, with a note: once everything is done or the year is over, or confirmed though it is not."""

import datetime as dt
from dataclasses import dataclass

from app.db import db
from app.plans.errors import IncompleteError, WrongStateError
from app.plans.messages import tell_roles
from app.plans.models import Plan, PlanState
from app.plans.picture import MilestonePicture, PlanPicture
from app.plans.services.moves import demand_not_frozen, move
from app.security import EngagementScope, Identity, Role


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing note; `confirmed`: though milestones are open before the end."""

    note: str
    confirmed: bool = False


def left_open(picture: PlanPicture) -> tuple[MilestonePicture, ...]:
    """Give what is not done."""
    return tuple(each for each in picture.milestones if each.standing.done_on is None)


def needs_confirmation(picture: PlanPicture) -> bool:
    """Say whether milestones are open while the twelve months still run."""
    return picture.today <= picture.content.last_on and bool(left_open(picture))


def demand_closable(plan: Plan) -> None:
    """Raise WrongStateError unless the plan is live and no change of its scope is under way."""
    demand_not_frozen(plan)
    if plan.state is PlanState.CLOSED:
        raise WrongStateError("The plan is already closed.")
    if plan.state is not PlanState.LIVE:
        raise WrongStateError("Work on the plan has not started, so there is nothing to close yet.")
    if plan.change_state is not None:
        raise WrongStateError("A change of the scope is under way. Withdraw it, or wait until it is decided.")


def close(
    closing: Closing, plan: Plan, picture: PlanPicture, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Close the plan. Raises WrongStateError, or IncompleteError where a confirmation is needed and not given."""
    demand_closable(plan)
    if needs_confirmation(picture) and not closing.confirmed:
        raise IncompleteError("Tick the box to close the plan although milestones are open")
    plan.closed_at, plan.closing_note = now, closing.note
    move(plan, PlanState.CLOSED, scope, actor=actor, now=now, why=closing.note)
    db.session.flush()
    counted = picture.counted
    lines = (
        f"{actor.name} has closed the plan: {counted.done} of {counted.of} milestones are done.",
        closing.note,
        "It stays readable.",
    )
    tell_roles(
        {Role.LEAD_OFFICER, Role.DIRECTOR, Role.MANAGER},
        "is closed",
        lines,
        scope,
        endpoint="plans.plan",
        actor_id=actor.person_id,
        now=now,
    )
