"""Submitting the plan: its scope is frozen as the next version and goes to the manager; or is taken back in time."""

import datetime as dt

from sqlalchemy import func, select, update

from app.db import db
from app.plans.content import PlanContent, plan_content
from app.plans.errors import IncompleteError, WrongStateError
from app.plans.messages import tell_roles
from app.plans.models import ChangeState, Decision, Plan, PlanComment, PlanState, PlanVersion
from app.plans.queries.comments import TAKEN_BACK
from app.plans.queries.plan import PlanRecord, approved_content
from app.plans.queries.versions import newest_version, waiting_version
from app.plans.services.endorsing import demand_complete, is_endorsed, lapse
from app.plans.services.moves import demand_editable, demand_not_frozen, move, move_change
from app.security import EngagementScope, Identity, Role


def submit(
    record: PlanRecord, content: PlanContent, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> PlanVersion:
    """Freeze the scope as the next version, for the manager. The plan's row is locked, so there is one submission.

    Raises WrongStateError if it is already submitted or not endorsed as it stands, IncompleteError if something is
    missing or a change changes nothing.
    """
    plan = record.plan
    _demand_not_submitted(plan)
    demand_editable(plan)
    demand_complete(record, content)
    demand_changed(plan, content)
    if not is_endorsed(plan, content):
        raise WrongStateError(_NOT_ENDORSED if plan.endorsed_at is None else _LAPSED)
    before = newest_version(plan)
    version = PlanVersion(
        plan_id=plan.id,
        number=_next_number(plan),
        content=plan_content(content),
        reason=plan.change_reason if plan.change_state else "",
        endorsed_name=plan.endorsed_name,
        endorsed_at=plan.endorsed_at,
        submitted_by_id=actor.person_id,
        submitted_name=actor.name,
        submitted_at=now,
    )
    db.session.add(version)
    lapse(plan)  # the version says who endorsed it; the next one needs its own
    db.session.flush()
    if before is not None and before.decision_note == TAKEN_BACK:
        _carry_comments(before, version)
    _move(plan, ChangeState.SUBMITTED, scope, actor=actor, now=now, why=f"version {version.number} submitted")
    lines: tuple[str, ...] = (
        f"{actor.name} has submitted version {version.number}, endorsed by {version.endorsed_name}.",
    )
    if version.reason:
        lines += (f"It changes the scope of the approved plan because: {version.reason}",)
    tell_roles(
        {Role.MANAGER},
        "waits for your review",
        lines,
        scope,
        endpoint="plans.review",
        actor_id=actor.person_id,
        now=now,
    )
    return version


_NOT_ENDORSED = "The director has not endorsed the plan yet. Ask for it first."
_LAPSED = "The plan was edited after the director endorsed it. Ask the director to read and endorse it as it is now."


def demand_changed(plan: Plan, content: PlanContent) -> None:
    """Raise IncompleteError if a change of scope changes nothing."""
    if not plan.change_state:
        return
    approved = approved_content(plan)
    if approved is not None and approved.digest == content.digest:
        raise IncompleteError("Nothing differs from the approved plan yet. Edit it first, or withdraw the change.")


def take_back(plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Take the submitted version back to edit it, while the manager has not decided. Raises WrongStateError."""
    demand_not_frozen(plan)
    version = waiting_version(plan)
    if version is None:
        raise WrongStateError("The plan is not with the manager any more, so it cannot be taken back.")
    version.decision, version.decision_note = Decision.RETURNED, TAKEN_BACK
    version.decided_by_id, version.decided_name, version.decided_at = actor.person_id, actor.name, now
    lapse(plan)
    _move(plan, ChangeState.RETURNED, scope, actor=actor, now=now, why=f"version {version.number} taken back to edit")
    lines = (
        f"{actor.name} has taken version {version.number} back to edit it, so there is nothing to decide now.",
        "What you commented on it is kept, and stands on the next version.",
    )
    tell_roles(
        {Role.MANAGER},
        "is taken back",
        lines,
        scope,
        endpoint="plans.versions",
        actor_id=actor.person_id,
        now=now,
    )


def _move(plan: Plan, to: ChangeState, scope: EngagementScope, *, actor: Identity, now: dt.datetime, why: str) -> None:
    """Move the plan itself before its first approval, and its change afterwards."""
    if plan.approved_number is None:
        move(plan, PlanState(to.value), scope, actor=actor, now=now, why=why)
    else:
        move_change(plan, to, scope, actor=actor, now=now, why=why)
    db.session.flush()


def _demand_not_submitted(plan: Plan) -> None:
    version = waiting_version(plan)
    if version is not None:
        raise WrongStateError(
            f"Version {version.number} is already with the manager: {version.submitted_name} submitted it. "
            "Nothing was submitted twice."
        )


def _next_number(plan: Plan) -> int:
    last = db.session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan.id))
    return (last or 0) + 1


def _carry_comments(taken_back: PlanVersion, version: PlanVersion) -> None:
    """Let what the manager had begun to comment on the version that was taken back stand on the next one."""
    db.session.execute(
        update(PlanComment)
        .where(PlanComment.plan_version_id == taken_back.id)
        .values(plan_version_id=version.id)
        .execution_options(synchronize_session=False)
    )
