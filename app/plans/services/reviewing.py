"""The manager's decision on the version that waits: approved, approved with conditions, or returned."""

import datetime as dt
from dataclasses import dataclass

from app.accounts.queries import holds_membership
from app.db import db
from app.plans.checklist import in_words
from app.plans.content import plan_from
from app.plans.errors import ConflictError, ConflictOfInterestError, IncompleteError, WrongStateError
from app.plans.messages import tell_approved, tell_roles
from app.plans.models import ChangeState, Condition, Decision, Plan, PlanState, PlanVersion
from app.plans.queries.comments import comments_on
from app.plans.queries.versions import waiting_version
from app.plans.services.endorsing import lapse
from app.plans.services.moves import demand_not_frozen, move, move_change, note
from app.security import EngagementScope, Identity, Role

MOVED_ON = "The plan is not waiting for a decision any more. Nothing was changed."


@dataclass(frozen=True, slots=True)
class NewCondition:
    """A condition to be tracked; `goal_ref` empty: on the plan as a whole."""

    text: str
    due_on: dt.date
    goal_ref: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the manager decided on the version with number `seen_number`."""

    decision: Decision
    note: str
    conditions: tuple[NewCondition, ...]
    seen_number: int


def decide(verdict: Verdict, plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Decide on the version that waits; an approval makes its dates the baseline.

    Raises WrongStateError or ConflictError if that version waits no more, ConflictOfInterestError for whoever submitted
    it or holds a role at the partner, IncompleteError for a return that says nothing.
    """
    version = demand_waiting(plan, verdict.seen_number)
    _refuse_people_of_the_partner(version, scope, actor)
    if (
        verdict.decision is Decision.RETURNED
        and not verdict.note
        and not comments_on(plan, version.number, unsent=True)
    ):
        raise IncompleteError("Write a note, or comment on the plan first, so that the partner knows what to change")
    version.decision, version.decision_note = verdict.decision, verdict.note
    version.decided_by_id, version.decided_name, version.decided_at = actor.person_id, actor.name, now
    if verdict.decision is Decision.RETURNED:
        _return(version, plan, scope, actor=actor, now=now)
    else:
        _approve(version, verdict, plan, scope, actor=actor, now=now)


def _return(version: PlanVersion, plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    why = f"version {version.number} returned"
    lapse(plan)
    if plan.approved_number is None:
        move(plan, PlanState.RETURNED, scope, actor=actor, now=now, why=why)
    else:
        move_change(plan, ChangeState.RETURNED, scope, actor=actor, now=now, why=why)
    db.session.flush()
    lines = (
        f"{actor.name} has returned version {version.number}.",
        *filter(None, [version.decision_note]),
        "You can edit the plan again. Comments stand beside the goals; answer them, then submit the next version.",
    )
    roles = {Role.LEAD_OFFICER}
    tell_roles(roles, "is returned to you", lines, scope, endpoint="plans.scope", actor_id=actor.person_id, now=now)


def _approve(
    version: PlanVersion, verdict: Verdict, plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    first = plan.approved_number is None
    plan.approved_number = version.number
    why = f"version {version.number} {verdict.decision.words.lower()}"
    if first:
        move(plan, PlanState.APPROVED, scope, actor=actor, now=now, why=why)
    else:
        move_change(plan, None, scope, actor=actor, now=now, why=why)
        plan.change_reason = ""  # the version keeps it
    db.session.flush()
    for each in verdict.conditions if verdict.decision is Decision.WITH_CONDITIONS else ():
        _keep_condition(each, version, plan, scope, actor=actor, now=now)
    content = plan_from(version.content)
    tell_approved(_approved_lines(version, verdict), content, scope, endpoint="plans.plan", now=now)


def _approved_lines(version: PlanVersion, verdict: Verdict) -> tuple[str, ...]:
    lines: tuple[str, ...] = (f"{version.decided_name} has {_VERBS[verdict.decision]} version {version.number}.",)
    lines += tuple(filter(None, [version.decision_note]))
    if verdict.decision is Decision.WITH_CONDITIONS:
        listed = "\n".join(f"- {each.text} (by {in_words(each.due_on)})" for each in verdict.conditions)
        lines += (f"Conditions:\n{listed}",)
    return (*lines, "Its dates are the baseline now. You can see what is yours in the plan.")


_VERBS = {Decision.APPROVED: "approved", Decision.WITH_CONDITIONS: "approved, with conditions,"}


def _keep_condition(
    new: NewCondition, version: PlanVersion, plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    kept = Condition(
        plan_id=plan.id, plan_version_id=version.id, goal_ref=new.goal_ref, text=new.text, due_on=new.due_on
    )
    db.session.add(kept)
    db.session.flush()
    became = {"text": new.text, "due": new.due_on, "version": version.number}
    note("condition set", f"condition {kept.ref}", scope, actor=actor, now=now, became=became)


def demand_waiting(plan: Plan, seen_number: int) -> PlanVersion:
    """Give the version that waits; refuse what the manager has not seen, telling what was so and what is so now."""
    demand_not_frozen(plan)
    version = waiting_version(plan)
    if version is None:
        raise WrongStateError(f"When you opened the page, version {seen_number} waited for a decision. {MOVED_ON}")
    if version.number != seen_number:
        raise ConflictError(
            f"When you opened the page, version {seen_number} waited for a decision. It was taken back, and version "
            f"{version.number} waits now. Read it before you go on."
        )
    return version


def _refuse_people_of_the_partner(version: PlanVersion, scope: EngagementScope, actor: Identity) -> None:
    if version.submitted_by_id == actor.person_id:
        raise ConflictOfInterestError("You submitted this version, so somebody else has to decide on it.")
    if holds_membership(actor.person_id, authority_id=scope.partner_authority_id):
        raise ConflictOfInterestError(
            f"You hold a role at {scope.partner_name}, the partner authority, so somebody else has to decide on its "
            f"plan for {scope.lead_name}."
        )
