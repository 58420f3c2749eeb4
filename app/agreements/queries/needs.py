"""What a version is built from: the approved plan, and what the scoping recommended. The arithmetic: drafting.py."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from app.agreements.drafting import Recommended
from app.db import db
from app.engagements.models import RecommendedLine, Scoping
from app.plans.content import PlanContent
from app.plans.models import Plan, PlanState, PlanVersion
from app.plans.queries.kept import kept_version


@dataclass(frozen=True, slots=True)
class ApprovedPlan:
    """The version of the plan that is worked by; `is_worked_by` False once the plan is closed."""

    version_id: int
    number: int
    is_worked_by: bool
    content: PlanContent


_APPROVED = (
    select(PlanVersion.id, PlanVersion.number, Plan.state, PlanVersion.ref)
    .join(Plan, (Plan.id == PlanVersion.plan_id) & (Plan.approved_number == PlanVersion.number))
    .where(Plan.engagement_id == bindparam("engagement_id"))
)


def approved_plan(*, engagement_id: int) -> ApprovedPlan | None:
    """Give the approved version of the engagement's plan, in one query; None before any is approved."""
    row = db.session.connection().execute(_APPROVED, {"engagement_id": engagement_id}).first()
    if row is None:
        return None
    version_id, number, state, ref = row
    return ApprovedPlan(version_id, number, state is not PlanState.CLOSED, kept_version(ref))


def recommended(*, engagement_id: int) -> tuple[Recommended, ...]:
    """Give the package that the scoping recommended, once the scoping is closed."""
    rows = db.session.execute(
        select(RecommendedLine.kind, RecommendedLine.quarters, RecommendedLine.note)
        .join(Scoping, Scoping.id == RecommendedLine.scoping_id)
        .where(Scoping.engagement_id == engagement_id, Scoping.closed_at.is_not(None))
        .order_by(RecommendedLine.id)
    )
    return tuple(Recommended(kind.value, quarters, note) for kind, quarters, note in rows)
