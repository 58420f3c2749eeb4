"""Starting the next version: the initial agreement, the one that the plan needs, or a variation. Editing: terms.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.agreements import drafting
from app.agreements.content import AgreementContent, LineText, agreement_from
from app.agreements.errors import UnapprovedPlanError, WrongStateError
from app.agreements.models import AgreementKind, AgreementState, AgreementVersion
from app.agreements.queries.needs import ApprovedPlan, approved_plan, recommended
from app.agreements.queries.versions import in_force
from app.agreements.services.moves import add_lines, note, refuse_second
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.engagements.services.terms import locked
from app.security import EngagementScope, Identity

UNAPPROVED = (
    "Days beyond the initial agreement cannot be charged against an unapproved plan. Draft this version when the "
    "change plan is approved."
)


FIRST_THE_INITIAL = (
    "The initial agreement of this engagement is not recorded yet. Record the one that both signed on paper first: it "
    "is version 1, and the agreement from the plan follows it."
)


@dataclass(frozen=True, slots=True)
class Start:
    """Which kind of version is drafted next; the `reason` is of a variation."""

    kind: AgreementKind
    reason: str = ""


def start(what: Start, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> AgreementVersion:
    """Draft the next version, filled with what is suggested. Raises AgreementError."""
    engagement = locked(scope.id)
    refuse_second(scope.id)
    if what.kind is AgreementKind.INITIAL:
        version, lines = _initial(engagement)
    elif what.kind is AgreementKind.PLAN:
        version, lines = _from_the_plan(engagement, scope)
    else:
        version, lines = _variation(engagement, scope, what.reason)
    version.engagement_id, version.kind, version.state = scope.id, what.kind, AgreementState.DRAFT
    version.drafted_by_id, version.drafted_at = actor.person_id, now
    db.session.add(version)
    db.session.flush()
    add_lines(version, lines)
    became = {"kind": what.kind.value, "lines": len(lines)} | ({"reason": what.reason} if what.reason else {})
    note("agreement drafted", version, scope, actor=actor, now=now, became=became)
    return version


def initial_version(engagement: Engagement) -> AgreementVersion:
    """Give an initial agreement on the engagement's terms, not kept yet, with the texts that are suggested."""
    return AgreementVersion(
        reason="",
        purpose=drafting.PURPOSES["initial"],
        starts_on=engagement.starts_on,
        ends_on=engagement.ends_on,
        day_rate=engagement.day_rate,
        estimate_quarters=engagement.estimate_quarters,
        cap_quarters=engagement.cap_quarters,
        costs=drafting.COSTS,
        legal_power=drafting.LEGAL_POWER,
        equality=drafting.EQUALITY,
        decision_reference=engagement.decision_reference,
    )


def _initial(engagement: Engagement) -> tuple[AgreementVersion, Sequence[LineText]]:
    if engagement.state is not EngagementState.DRAFT:
        raise WrongStateError("The engagement is open already: record the initial agreement as signed on paper.")
    return initial_version(engagement), drafting.initial_lines()


def _from_the_plan(engagement: Engagement, scope: EngagementScope) -> tuple[AgreementVersion, Sequence[LineText]]:
    _demand_open(engagement)
    plan = approved_plan(engagement_id=scope.id)
    if plan is None or not plan.is_worked_by:
        raise UnapprovedPlanError(UNAPPROVED)
    signed, content = _in_force(scope)
    if signed is None or content is None:
        raise WrongStateError(FIRST_THE_INITIAL)
    if signed.plan_version_id is not None:
        raise WrongStateError("An agreement from the plan is in force. Draft a variation of it instead.")
    version = initial_version(engagement)
    if not signed.on_paper:
        version.costs, version.legal_power, version.equality = content.costs, content.legal_power, content.equality
    version.purpose, version.plan_version_id = drafting.PURPOSES["plan"], plan.version_id
    return version, drafting.plan_lines(plan.content, content.lines, recommended(engagement_id=scope.id))


def _variation(
    engagement: Engagement, scope: EngagementScope, reason: str
) -> tuple[AgreementVersion, Sequence[LineText]]:
    _demand_open(engagement)
    signed, content = _in_force(scope)
    if signed is None or content is None:
        raise WrongStateError("There is no signed agreement to vary yet.")
    if not reason:
        raise WrongStateError("A variation needs a reason.")
    version = AgreementVersion(
        reason=reason,
        plan_version_id=_plan_of(signed, approved_plan(engagement_id=scope.id)),
        purpose=content.purpose,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
        day_rate=content.day_rate,
        estimate_quarters=content.estimate_quarters,
        cap_quarters=content.cap_quarters,
        costs=content.costs,
        legal_power=content.legal_power,
        equality=content.equality,
        decision_reference=content.decision_reference,
    )
    return version, content.lines


def _plan_of(signed: AgreementVersion, plan: ApprovedPlan | None) -> int | None:
    """A variation of what rests on a plan rests on the plan as it is approved now; before the plan, on none."""
    if signed.plan_version_id is None or plan is None:
        return signed.plan_version_id
    return plan.version_id


def _in_force(scope: EngagementScope) -> tuple[AgreementVersion | None, AgreementContent | None]:
    signed = in_force(engagement_id=scope.id)
    return signed, agreement_from(signed.content) if signed is not None and signed.content is not None else None


def _demand_open(engagement: Engagement) -> None:
    if engagement.state is not EngagementState.OPEN:
        raise WrongStateError("This version can be drafted while the engagement is open.")
