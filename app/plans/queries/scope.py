"""What building asks: one goal or milestone to edit, removed ones too. The builder's own page: builder.py."""

from dataclasses import dataclass

from sqlalchemy import (
    bindparam,
    exists,
    select,
    true,
)

from app.assessments.models import Round, SignedResult
from app.assessments.result import Result
from app.db import db
from app.engagements.models import Engagement
from app.plans.content import plan_from
from app.plans.models import Goal, Milestone, MilestoneWait, Plan, PlanVersion
from app.plans.queries.loose import PLAN, loose_plan


@dataclass(frozen=True, slots=True)
class Placed:
    """A milestone and its goal, as records; `is_approved`: it is in the version that is worked by."""

    milestone: Milestone
    goal: Goal
    is_approved: bool


@dataclass(frozen=True, slots=True)
class Waitable:
    """A milestone that another may wait for: its number in the plan ("2.1"), and whether that one waits for it."""

    ref: str
    what: str
    number: str
    standard_key: str
    waited: bool

    def goal_title(self, result: Result) -> str:
        """Name its goal: "Goal 2: A shared process"."""
        title = next((each.title for each in result.standards if each.key == self.standard_key), "")
        return f"Goal {self.number.partition('.')[0]}: {title or 'a standard of an earlier instrument'}"


def goal_to_edit(goal_ref: str, *, engagement_id: int) -> Goal | None:
    """Give a goal of the engagement's plan, a removed one too."""
    return db.session.scalar(
        select(Goal)
        .join(Plan, Plan.id == Goal.plan_id)
        .where(Goal.ref == goal_ref, Plan.engagement_id == engagement_id)
        .execution_options(populate_existing=True)
    )


def milestone_to_edit(milestone_ref: str, *, engagement_id: int) -> Placed | None:
    """Give a milestone of the engagement's plan with its goal, removed ones too."""
    row = db.session.execute(
        select(Milestone, Goal, PlanVersion.content)
        .join(Goal, Goal.id == Milestone.goal_id)
        .join(Plan, Plan.id == Goal.plan_id)
        .outerjoin(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
        .where(Milestone.ref == milestone_ref, Plan.engagement_id == engagement_id)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        return None
    milestone, goal, content = row
    approved = content is not None and plan_from(content).milestone(milestone_ref) is not None
    return Placed(milestone, goal, approved)


def waitables(plan: Plan, of: Milestone | None = None) -> list[Waitable]:
    """Give the plan's milestones that `of` (None: a new one) may wait for, in the plan's order; not itself."""
    waited = exists().where(
        MilestoneWait.milestone_id == (of.id if of else 0), MilestoneWait.waits_for_id == Milestone.id
    )
    rows = db.session.execute(
        select(Goal.ref, Goal.standard_key, Milestone.ref, Milestone.what, waited)
        .outerjoin(Milestone, (Milestone.goal_id == Goal.id) & Milestone.removed_at.is_(None))
        .where(Goal.plan_id == plan.id, Goal.removed_at.is_(None))
        .order_by(Goal.position, Goal.id, Milestone.position, Milestone.id)
    )
    found, goals = list[Waitable](), dict[str, int]()
    for goal_ref, key, ref, what, is_waited in rows:
        goals[goal_ref] = goals.get(goal_ref, -1) + 1
        if ref is not None and (of is None or ref != of.ref):
            found.append(Waitable(ref, what, f"{len(goals)}.{goals[goal_ref] + 1}", key, is_waited))
    return found


NEWEST = (
    select(Round.kind, SignedResult.number)
    .join(SignedResult, SignedResult.round_id == Round.id)
    .where(Round.engagement_id == bindparam("engagement_id"))
    .order_by(Round.id.desc(), SignedResult.number.desc())
    .limit(1)
    .subquery()
)
_PLAN_AND_NEWEST = (
    select(NEWEST.c.kind, NEWEST.c.number, *PLAN)
    .select_from(Engagement)
    .outerjoin(Plan, Plan.engagement_id == Engagement.id)
    .outerjoin(NEWEST, true())
    .where(Engagement.id == bindparam("engagement_id"))
)


def plan_and_newest(*, engagement_id: int) -> tuple[Plan | None, str]:
    """Give the engagement's plan and the title of the newest signed version, empty while none is; in one query.

    The plan is a loose copy.
    """
    found = db.session.connection().execute(_PLAN_AND_NEWEST, {"engagement_id": engagement_id}).one()
    kind, number, key, *values = found
    plan = loose_plan((key, *values)) if key is not None else None
    return plan, f"{kind.label}, version {number}" if kind else ""
