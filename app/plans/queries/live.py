"""The plan, the scope that is worked by and how it stands, in one query: for pages that only read progress."""

from typing import Any

from sqlalchemy import Select, bindparam, select

from app.db import db
from app.plans.content import PlanContent
from app.plans.models import Plan, PlanVersion
from app.plans.picture import Standing
from app.plans.queries.kept import kept_version
from app.plans.queries.loose import PLAN, loose_plan
from app.plans.queries.plan import standing_from, standing_rows

_STANDING = 7  # columns of `standing_rows`
_of_engagement = Plan.engagement_id == bindparam("engagement_id")
_standing = standing_rows(select(Plan.id).where(_of_engagement).scalar_subquery()).subquery("standing")
_LIVE: Select[*tuple[Any, ...]] = (
    select(*_standing.c, PlanVersion.ref, *PLAN)
    .outerjoin(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
    .outerjoin(_standing, Plan.id.is_not(None))
    .where(_of_engagement)
)


def live_plan(*, engagement_id: int) -> tuple[Plan, PlanContent | None, dict[str, Standing]] | None:
    """Give the engagement's plan, its approved scope, and what is declared of goals and milestones by reference.

    The plan is a loose copy. The scope is None before the first approval, and read once in each worker. None: no plan.
    """
    rows = db.session.connection().execute(_LIVE, {"engagement_id": engagement_id}).all()
    if not rows:
        return None
    version, *plan = rows[0][_STANDING:]
    content = kept_version(version) if version is not None else None
    standings = {row[0]: standing_from(row[:_STANDING]) for row in rows if row[0] is not None}
    return loose_plan(plan), content, standings
