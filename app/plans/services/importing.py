"""Takes a filled workbook over into the working scope by the services of single goals and milestones: all or none.

What the workbook makes of the plan, and what is wrong in it: app/plans/importing.py.
"""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.db import db
from app.engagements.models import SupportKind
from app.plans.content import GoalText, MilestoneText, PlanContent
from app.plans.models import Goal, Milestone
from app.plans.queries.plan import PlanRecord, approved_content
from app.plans.queries.scope import Placed
from app.plans.schedule import Step, in_order
from app.plans.services.goals import GoalScope, add_goal, live_goals, remove_goal, save_goal
from app.plans.services.milestones import MilestoneScope, add_milestone, remove_milestone, save_milestone
from app.plans.services.moves import demand_editable, note
from app.security import EngagementScope, Identity


@dataclass
class _Rows:
    """The plan's records by reference; new ones join under the references that the workbook's reading gave them."""

    goals: dict[str, Goal]
    milestones: dict[str, Milestone]


def take_over(
    record: PlanRecord,
    was: PlanContent,
    becomes: PlanContent,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Make the working scope of a locked plan, which is `was`, into `becomes`.

    Raises WrongStateError, RefusedFieldError or CircleError; then whoever called rolls everything back.
    """
    demand_editable(record.plan)
    rows = _rows(record)
    _remove(record, rows, was, becomes, scope, actor=actor, now=now)
    for goal in becomes.goals:
        before, row = was.goal(goal.ref), rows.goals.get(goal.ref)
        if row is None:
            wanted = _wanted_goal(goal, 0)
            rows.goals[goal.ref] = add_goal(record.plan, goal.standard_key, wanted, scope, actor=actor, now=now)
        elif before and replace(before, milestones=()) != replace(goal, milestones=()):
            save_goal(row, record.plan, _wanted_goal(goal, row.version), scope, actor=actor, now=now)
    approved = approved_content(record.plan)
    goal_of = {each.ref: rows.goals[goal.ref] for goal in becomes.goals for each in goal.milestones}
    for each in _in_order(becomes):
        milestone, goal_row = rows.milestones.get(each.ref), goal_of[each.ref]
        wanted_step = _wanted_milestone(each, rows, milestone.version if milestone else 0)
        if milestone is None:
            rows.milestones[each.ref] = add_milestone(goal_row, record, wanted_step, scope, actor=actor, now=now)
        elif each != was.milestone(each.ref):
            placed = Placed(milestone, goal_row, is_approved=bool(approved and approved.milestone(each.ref)))
            save_milestone(placed, record, wanted_step, scope, actor=actor, now=now)
    became = {"goals": len(becomes.goals), "milestones": len(becomes.milestones)}
    note("workbook taken over", f"plan {record.plan.ref}", scope, actor=actor, now=now, became=became)


def _rows(record: PlanRecord) -> _Rows:
    goals = live_goals(record.plan)
    milestones = db.session.scalars(
        select(Milestone)
        .where(Milestone.goal_id.in_([goal.id for goal in goals]), Milestone.removed_at.is_(None))
        .order_by(Milestone.id)
    )
    return _Rows({goal.ref: goal for goal in goals}, {each.ref: each for each in milestones})


def _in_order(becomes: PlanContent) -> list[MilestoneText]:
    """Give milestones so that each stands after what it waits for: then every step on the way is sound, too."""
    texts = {each.ref: each for each in becomes.milestones}
    last = becomes.last_on
    steps = [Step(each.ref, last, last, waits_for=each.waits_for) for each in texts.values()]
    return [texts[step.ref] for step in in_order(steps)]


def _remove(
    record: PlanRecord,
    rows: _Rows,
    was: PlanContent,
    becomes: PlanContent,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    for goal in was.goals:
        if becomes.goal(goal.ref) is None:
            remove_goal(rows.goals[goal.ref], record.plan, scope, actor=actor, now=now)
            continue
        for milestone in goal.milestones:
            if becomes.milestone(milestone.ref) is None:
                remove_milestone(rows.milestones[milestone.ref], record, scope, actor=actor, now=now)


def _wanted_goal(goal: GoalText, seen_version: int) -> GoalScope:
    return GoalScope(
        what=goal.what,
        success_measure=goal.success_measure,
        owner=goal.owner.ref if goal.owner else "",
        deputy=goal.deputy.ref if goal.deputy else "",
        target_level=goal.target_level,
        level=goal.level,
        seen_version=seen_version,
    )


def _wanted_milestone(milestone: MilestoneText, rows: _Rows, seen_version: int) -> MilestoneScope:
    return MilestoneScope(
        what=milestone.what,
        owner=milestone.owner.ref if milestone.owner else "",
        due_on=milestone.due_on,
        waits_for=tuple(rows.milestones[ref].ref for ref in milestone.waits_for),
        quarters=milestone.quarters,
        support=SupportKind(milestone.support) if milestone.support else None,
        uses=milestone.uses,
        seen_version=seen_version,
    )
