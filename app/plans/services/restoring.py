"""Puts the working rows of a plan back to a frozen content, matched by reference: what is newer is removed."""

import datetime as dt

from sqlalchemy import delete, select

from app.accounts.models import Person
from app.assessments.models import Round, SignedResult
from app.db import db
from app.engagements.models import SupportKind
from app.plans.content import GoalText, MilestoneText, PlanContent, Who
from app.plans.models import Goal, Milestone, MilestoneWait, Omission, Plan

People = dict[str, int]  # keys by reference


def restore(plan: Plan, content: PlanContent, *, actor_id: int, now: dt.datetime) -> None:
    """Make the working scope say what `content` says, and pin the plan to the result it grew from."""
    people = _people(content)
    goals = {goal.ref: goal for goal in db.session.scalars(select(Goal).where(Goal.plan_id == plan.id))}
    steps = _milestones(plan)
    for ref, goal in goals.items():
        if content.goal(ref) is None:
            goal.removed_at = goal.removed_at or now
    for ref, step in steps.items():
        if content.milestone(ref) is None:
            step.removed_at = step.removed_at or now
    for place, text in enumerate(content.goals):
        _restore_goal(goals[text.ref], text, place, people)
        for position, milestone in enumerate(text.milestones):
            _restore_milestone(steps[milestone.ref], milestone, position, people)
    _restore_waits(content, steps)
    _restore_omissions(plan, content, actor_id=actor_id, now=now)
    _pin_again(plan, content)
    db.session.flush()


def _milestones(plan: Plan) -> dict[str, Milestone]:
    query = select(Milestone).join(Goal, Goal.id == Milestone.goal_id).where(Goal.plan_id == plan.id)
    return {milestone.ref: milestone for milestone in db.session.scalars(query)}


def _people(content: PlanContent) -> People:
    whos = [who for goal in content.goals for who in (goal.owner, goal.deputy)]
    refs = {who.ref for who in (*whos, *(each.owner for each in content.milestones)) if who}
    found = db.session.execute(select(Person.ref, Person.id).where(Person.ref.in_(refs)).order_by(Person.id))
    return {row.ref: row.id for row in found}


def _key(who: Who | None, people: People) -> int | None:
    return people.get(who.ref) if who else None


def _restore_goal(goal: Goal, text: GoalText, place: int, people: People) -> None:
    goal.removed_at, goal.position = None, place
    goal.standard_key, goal.what, goal.success_measure = text.standard_key, text.what, text.success_measure
    goal.target_level = text.target_level
    goal.owner_id, goal.deputy_id = _key(text.owner, people), _key(text.deputy, people)


def _restore_milestone(milestone: Milestone, text: MilestoneText, place: int, people: People) -> None:
    milestone.removed_at, milestone.position = None, place
    milestone.what, milestone.due_on, milestone.uses = text.what, text.due_on, text.uses
    milestone.quarters, milestone.support = text.quarters, SupportKind(text.support) if text.support else None
    milestone.owner_id = _key(text.owner, people)


def _restore_waits(content: PlanContent, steps: dict[str, Milestone]) -> None:
    ids = [step.id for step in steps.values()]
    db.session.execute(
        delete(MilestoneWait).where(MilestoneWait.milestone_id.in_(ids)).execution_options(synchronize_session=False)
    )
    db.session.add_all(
        MilestoneWait(milestone_id=steps[milestone.ref].id, waits_for_id=steps[ref].id)
        for milestone in content.milestones
        for ref in milestone.waits_for
    )


def _restore_omissions(plan: Plan, content: PlanContent, *, actor_id: int, now: dt.datetime) -> None:
    kept = {each.standard_key: each for each in db.session.scalars(select(Omission).where(Omission.plan_id == plan.id))}
    wanted = {each.standard_key: each.reason for each in content.omissions}
    for key, omission in kept.items():
        if key not in wanted:
            db.session.delete(omission)
        elif omission.reason != wanted[key]:
            omission.reason, omission.recorded_by_id, omission.recorded_at = wanted[key], actor_id, now
    db.session.add_all(
        Omission(plan_id=plan.id, standard_key=key, reason=reason, recorded_by_id=actor_id, recorded_at=now)
        for key, reason in wanted.items()
        if key not in kept
    )


def _pin_again(plan: Plan, content: PlanContent) -> None:
    """Find the signed version that the content names ("Baseline, version 1") and pin the plan to it."""
    signed = db.session.execute(
        select(Round.kind, Round.id, SignedResult.number)
        .join(SignedResult, SignedResult.round_id == Round.id)
        .where(Round.engagement_id == plan.engagement_id)
        .order_by(Round.id, SignedResult.number)
    )
    for kind, round_id, number in signed:
        if f"{kind.label}, version {number}" == content.result:
            plan.round_id, plan.result_number = round_id, number
