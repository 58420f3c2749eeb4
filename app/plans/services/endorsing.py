"""The director's part before a submission: being asked, and endorsing what was read. An edit makes it lapse."""

import datetime as dt

from app.accounts.queries import holds_membership
from app.plans.checklist import missing
from app.plans.content import PlanContent
from app.plans.errors import ConflictError, ConflictOfInterestError, IncompleteError, WrongStateError
from app.plans.messages import tell_roles
from app.plans.models import Plan
from app.plans.queries.plan import PlanRecord
from app.plans.services.moves import demand_editable, note
from app.security import EngagementScope, Identity, Role


def is_endorsed(plan: Plan, content: PlanContent) -> bool:
    """Say whether the director has endorsed this very content."""
    return plan.endorsed_at is not None and plan.endorsed_digest == content.digest


def is_open(record: PlanRecord, content: PlanContent) -> bool:
    """Say whether the plan waits for a director's word: open to edits, nothing missing, not endorsed as it is."""
    ready = record.plan.is_editable and not missing(content, record.result)
    return ready and not is_endorsed(record.plan, content)


def ask_endorsement(
    record: PlanRecord, content: PlanContent, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Ask the director to read and endorse the plan. Raises IncompleteError, WrongStateError if it is endorsed."""
    demand_editable(record.plan)
    demand_complete(record, content)
    if is_endorsed(record.plan, content):
        raise WrongStateError("The director has already endorsed the plan as it stands. Submit it.")
    record.plan.endorsement_asked_at = now
    note("endorsement asked", f"plan {record.plan.ref}", scope, actor=actor, now=now)
    lines = (
        f"{actor.name} asks you to read the plan and endorse it.",
        "Once you have, the lead officers submit it to the manager.",
    )
    tell_roles(
        {Role.DIRECTOR},
        "waits for your endorsement",
        lines,
        scope,
        endpoint="plans.endorse",
        actor_id=actor.person_id,
        now=now,
    )


def endorse(
    record: PlanRecord,
    content: PlanContent,
    scope: EngagementScope,
    *,
    seen_digest: str,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Endorse the plan for the partner as it was read.

    Raises ConflictError if it has changed since, ConflictOfInterestError for somebody with a role at the lead.
    """
    demand_editable(record.plan)
    refuse_people_of_the_lead(actor, scope)
    demand_complete(record, content)
    if content.digest != seen_digest:
        raise ConflictError(
            "When you opened the page, the plan read otherwise: somebody has edited it since. Read it again below, "
            "and endorse it as it is now."
        )
    if is_endorsed(record.plan, content):
        return  # pressed twice: the lead officers are told once
    plan = record.plan
    plan.endorsed_by_id, plan.endorsed_name = actor.person_id, actor.name
    plan.endorsed_at, plan.endorsed_digest = now, content.digest
    note("plan endorsed", f"plan {plan.ref}", scope, actor=actor, now=now, became={"content": content.digest[:12]})
    lines = (f"{actor.name} has endorsed it.", "Submit it to the manager. An edit makes the endorsement lapse.")
    tell_roles(
        {Role.LEAD_OFFICER},
        "is endorsed",
        lines,
        scope,
        endpoint="plans.submit",
        actor_id=actor.person_id,
        now=now,
    )


def lapse(plan: Plan) -> None:
    """Take the endorsement off the plan: it was given, or asked for, for what is settled now."""
    plan.endorsed_by_id, plan.endorsed_name, plan.endorsed_at, plan.endorsed_digest = None, "", None, ""
    plan.endorsement_asked_at = None


def demand_complete(record: PlanRecord, content: PlanContent) -> None:
    """Raise IncompleteError unless the checklist is empty."""
    left = missing(content, record.result)
    if left:
        things = "1 thing is" if len(left) == 1 else f"{len(left)} things are"
        raise IncompleteError(f"{things} missing from the plan. The checklist names each, with a link to its place.")


def refuse_people_of_the_lead(actor: Identity, scope: EngagementScope) -> None:
    """Raise ConflictOfInterestError for somebody with a role at the lead authority, whatever else they are."""
    if holds_membership(actor.person_id, authority_id=scope.lead_authority_id):
        raise ConflictOfInterestError(
            f"You hold a role at {scope.lead_name}, the lead authority, so somebody else has to endorse the plan for "
            f"{scope.partner_name}."
        )
