"""The plan with the scope that is worked by, in one query: what a page that only reads progress starts from."""

from sqlalchemy import select

from app.db import db
from app.plans.content import PlanContent, plan_from
from app.plans.models import Plan, PlanVersion


def live_plan(*, engagement_id: int) -> tuple[Plan, PlanContent | None] | None:
    """Give the engagement's plan and its approved scope, None before the first approval; None without a plan."""
    row = db.session.execute(
        select(Plan, PlanVersion.content)
        .outerjoin(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
        .where(Plan.engagement_id == engagement_id)
    ).first()
    if row is None:
        return None
    plan, content = row
    return plan, plan_from(content) if content is not None else None
