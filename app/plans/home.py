"""The plan's row on an engagement's home page: where it stands, and what its reader does about it."""

from dataclasses import dataclass

from flask import url_for

from app.engagements.models import EngagementState
from app.plans.models import ChangeState, Plan, PlanState
from app.plans.queries.scope import plan_and_newest
from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task

TITLE = "Change plan"
_WORDS: dict[PlanState, tuple[str, str | None]] = {
    PlanState.DRAFT: ("Draft", "grey"),
    PlanState.SUBMITTED: ("With the manager", "yellow"),
    PlanState.RETURNED: ("Returned", "orange"),
    PlanState.APPROVED: ("Approved", "blue"),
    PlanState.LIVE: ("Live", "green"),
    PlanState.CLOSED: ("Closed", None),
}


@dataclass(frozen=True, slots=True)
class ToDo:
    """What a reader does next with the plan, and on which page of it."""

    hint: str
    endpoint: str


def plan_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give the row of the plan; nothing for those who may not see it, nor before the engagement is open."""
    if not identity.may(Permission.PLAN_VIEW):
        return []
    plan, newest = plan_and_newest(engagement_id=scope.id)
    if plan is None:
        return [_not_started(newest, scope, identity)] if scope.state != EngagementState.DRAFT else []
    todo = to_do(plan, identity)
    status, colour = _WORDS[plan.state]
    return [Task(TITLE, url_for(f"plans.{todo.endpoint}", engagement_ref=scope.ref), todo.hint, status, colour)]


def _not_started(newest: str, scope: EngagementScope, identity: Identity) -> Task:
    if not newest or scope.state != EngagementState.OPEN:
        waits = "It was never started" if newest else "Starts once the director has signed the result"
        return Task(TITLE, None, waits, "Not started")
    href = url_for("plans.scope", engagement_ref=scope.ref)
    if identity.may(Permission.PLAN_BUILD):
        return Task(TITLE, href, f"Start it from the result that is signed: {newest}", "Not started", "blue")
    return Task(TITLE, href, f"A lead officer starts it from {newest}", "Not started")


def to_do(plan: Plan, identity: Identity) -> ToDo:
    """Say what this reader does next."""
    if plan.is_under_review:
        return _under_review(plan, identity)
    if plan.is_editable:
        return _edited(plan, identity)
    if plan.state is PlanState.APPROVED:
        may = identity.may(Permission.PLAN_BUILD)
        return ToDo("Start work on it" if may else "It is approved; a lead officer starts work on it", "plan")
    if plan.state is PlanState.CLOSED:
        return ToDo("See how it ended", "plan")
    return ToDo("See how it goes, and update what is yours", "plan")


def _under_review(plan: Plan, identity: Identity) -> ToDo:
    what = "the change of its scope" if plan.change_state else "it"
    if identity.may(Permission.PLAN_REVIEW):
        return ToDo(f"Review {what}", "review")
    return ToDo(f"The manager reviews {what}", "plan" if plan.approved_number else "scope")


def _edited(plan: Plan, identity: Identity) -> ToDo:
    asked_at, endorsed_at = plan.endorsement_asked_at, plan.endorsed_at
    asked = asked_at is not None and (endorsed_at is None or endorsed_at < asked_at)
    if asked and identity.may(Permission.PLAN_ENDORSE):
        return ToDo("Read and endorse it", "endorse")
    if identity.may(Permission.PLAN_BUILD):
        return ToDo(_to_build(plan, asked=asked), "scope")
    if plan.change_state:
        return ToDo("A change of its scope is being prepared", "plan")
    return ToDo("The lead officers are working on it", "scope")


def _to_build(plan: Plan, *, asked: bool) -> str:
    if asked:
        return "Waiting for the director to endorse it"
    if plan.endorsed_at is not None and not _is_returned(plan):
        return "The director endorsed it: submit it to the manager"
    if _is_returned(plan):
        return "The manager returned it: read the comments and change it"
    if plan.change_state:
        return "Go on with the change of its scope"
    return "Give each standard a goal or a reason, then ask the director"


def _is_returned(plan: Plan) -> bool:
    return plan.state is PlanState.RETURNED or plan.change_state is ChangeState.RETURNED
