"""The plan, the scope that is worked by and how it stands, in one query: for pages that only read progress."""

from typing import Any

from sqlalchemy import Select, bindparam, select

from app.db import db
from app.plans.content import PlanContent
from app.plans.models import Plan, PlanVersion
from app.plans.picture import Standing
from app.plans.queries.kept import kept_version
from app.plans.queries.plan import standing_from, standing_rows

_of_engagement = Plan.engagement_id == bindparam("engagement_id")
_standing = standing_rows(select(Plan.id).where(_of_engagement).scalar_subquery()).subquery("standing")
_LIVE: Select[*tuple[Any, ...]] = (
    select(Plan, PlanVersion.ref.label("version_ref"), *_standing.c)
    .outerjoin(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
    .outerjoin(_standing, Plan.id.is_not(None))
    .where(_of_engagement)
)


def live_plan(*, engagement_id: int) -> tuple[Plan, PlanContent | None, dict[str, Standing]] | None:
    """Give the engagement's plan, its approved scope, and what is declared of goals and milestones by reference.

    The scope is None before the first approval; it is read once in each worker. None without a plan.
    """
    rows = db.session.execute(_LIVE, {"engagement_id": engagement_id}).all()
    if not rows:
        return None
    content = kept_version(rows[0].version_ref) if rows[0].version_ref is not None else None
    standings = {row.ref: standing_from(row) for row in rows if row.ref is not None}
    return rows[0][0], content, standings
