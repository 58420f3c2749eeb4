"""Goals as they are worked on: taken in one press, added, changed, removed, moved. Their milestones: milestones.py."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from app.db import db
from app.plans.errors import ConflictError, RefusedFieldError
from app.plans.models import Goal, Milestone, MilestoneWait, Omission, Plan
from app.plans.offers import OfferedGoal
from app.plans.services.moves import demand_editable, note
from app.plans.services.people import person_ids, usual_deputy
from app.security import EngagementScope, Identity

SAME_PERSON = "The deputy must be somebody other than the owner"


@dataclass(frozen=True, slots=True)
class GoalScope:
    """What a goal says. People by reference, empty for nobody yet; `level` is the agreed one, None if not assessed.

    `seen_version` is the version that its editor saw, 0 of a new one.
    """

    what: str
    success_measure: str
    owner: str
    deputy: str
    target_level: int | None
    level: int | None
    seen_version: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """A press on up or down: the place at which the reader saw the thing, and by how many it moves (-1 is up)."""

    seen_place: int
    step: int


def take(
    plan: Plan, offered: Iterable[OfferedGoal], scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> list[Goal]:
    """Take the offered goals with their milestones; whoever presses owns them, the other lead officer stands in.

    A standard that has a goal already keeps that one. A reason why not now is removed. Raises WrongStateError.
    """
    demand_editable(plan)
    there = live_goals(plan)
    live = {goal.standard_key: goal for goal in there}
    deputy_id, place, found = usual_deputy(scope, actor.person_id), after(there), list[Goal]()
    for each in offered:
        goal = live.get(each.standard_key)
        if goal is None:
            goal = Goal(
                plan_id=plan.id,
                standard_key=each.standard_key,
                position=place + len(found),
                what=each.what,
                success_measure=each.success_measure,
                target_level=each.target_level,
                owner_id=actor.person_id,
                deputy_id=deputy_id,
                created_at=now,
            )
            _add(goal, each, plan, scope, actor=actor, now=now)
        found.append(goal)
    return found


def _add(
    goal: Goal, offered: OfferedGoal, plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    db.session.add(goal)
    db.session.flush()
    db.session.add_all(
        Milestone(
            goal_id=goal.id,
            position=position,
            what=each.what,
            due_on=each.due_on,
            owner_id=actor.person_id,
            created_at=now,
        )
        for position, each in enumerate(offered.milestones)
    )
    drop_reason(plan, goal.standard_key)
    db.session.flush()
    became = _facts(goal) | {"milestones": len(offered.milestones)}
    note("goal taken", f"goal {goal.ref}", scope, actor=actor, now=now, became=became)


def add_goal(
    plan: Plan, standard_key: str, wanted: GoalScope, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> Goal:
    """Add a goal as it was written. Raises WrongStateError, RefusedFieldError."""
    demand_editable(plan)
    goal = Goal(plan_id=plan.id, standard_key=standard_key, position=after(live_goals(plan)), created_at=now)
    _set(goal, wanted, scope)
    db.session.add(goal)
    drop_reason(plan, standard_key)
    db.session.flush()
    note("goal added", f"goal {goal.ref}", scope, actor=actor, now=now, became=_facts(goal))
    return goal


def save_goal(
    goal: Goal, plan: Plan, wanted: GoalScope, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Change a goal, or put one back that a colleague removed meanwhile with the milestones it had.

    Raises WrongStateError, RefusedFieldError, ConflictError if it changed since it was seen.
    """
    demand_editable(plan)
    if goal.version != wanted.seen_version:
        raise ConflictError
    was, removed_at = _facts(goal), goal.removed_at
    _set(goal, wanted, scope)
    if removed_at is not None:
        bring_back(goal, plan)
    elif _facts(goal) == was:
        return
    db.session.flush()
    note("goal changed", f"goal {goal.ref}", scope, actor=actor, now=now, was=was, became=_facts(goal))


def bring_back(goal: Goal, plan: Plan) -> None:
    """Undo the removal of a goal and of what was removed with it."""
    db.session.execute(
        update(Milestone)
        .where(Milestone.goal_id == goal.id, Milestone.removed_at == goal.removed_at)
        .values(removed_at=None)
        .execution_options(synchronize_session="fetch")
    )
    goal.removed_at = None
    drop_reason(plan, goal.standard_key)


def remove_goal(goal: Goal, plan: Plan, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Remove a goal and its milestones; nothing waits for them any more. A second press finds it removed."""
    demand_editable(plan)
    if goal.removed_at is not None:
        return
    theirs = select(Milestone.id).where(Milestone.goal_id == goal.id)
    db.session.execute(  # what waits within the goal comes back with it
        delete(MilestoneWait).where(MilestoneWait.waits_for_id.in_(theirs), MilestoneWait.milestone_id.not_in(theirs))
    )
    db.session.execute(
        update(Milestone)
        .where(Milestone.goal_id == goal.id, Milestone.removed_at.is_(None))
        .values(removed_at=now, version=Milestone.version + 1)  # whoever edits one meanwhile is told
        .execution_options(synchronize_session="fetch")
    )
    goal.removed_at = now
    db.session.flush()
    note("goal removed", f"goal {goal.ref}", scope, actor=actor, now=now, was=_facts(goal))


def move_goal(
    goal: Goal, plan: Plan, shift: Shift, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Move a goal, if it still stands where the reader saw it: a second press moves it no further.

    Its version stays: whoever edits the goal meanwhile is not in anybody's way.
    """
    demand_editable(plan)
    order = reordered([each.id for each in live_goals(plan)], goal.id, shift)
    if not order:
        return
    for place, goal_id in enumerate(order):
        db.session.execute(update(Goal).where(Goal.id == goal_id).values(position=place))
    was, became = {"place": shift.seen_place + 1}, {"place": order.index(goal.id) + 1}
    note("goal moved", f"goal {goal.ref}", scope, actor=actor, now=now, was=was, became=became)


def reordered(order: list[int], key: int, shift: Shift) -> list[int]:
    """Give the new order of keys after one moved; empty where nothing moves."""
    place = shift.seen_place + shift.step
    if not (0 <= shift.seen_place < len(order) and 0 <= place < len(order)) or order[shift.seen_place] != key:
        return []
    found = [each for each in order if each != key]
    found.insert(place, key)
    return found


def live_goals(plan: Plan) -> list[Goal]:
    """Give the goals that are not removed, in the plan's order."""
    return list(
        db.session.scalars(
            select(Goal).where(Goal.plan_id == plan.id, Goal.removed_at.is_(None)).order_by(Goal.position, Goal.id)
        )
    )


def after(there: Sequence[Goal] | Sequence[Milestone]) -> int:
    """Give the position behind all of these, whatever was removed between them."""
    return max((each.position for each in there), default=-1) + 1


def drop_reason(plan: Plan, standard_key: str) -> None:
    """Remove the reason why a standard has no goal: now it has one."""
    db.session.execute(delete(Omission).where(Omission.plan_id == plan.id, Omission.standard_key == standard_key))


def goal_problem(wanted: GoalScope) -> RefusedFieldError | None:
    """Say which field of a goal cannot be as it is, if any; a filled workbook asks the same."""
    if wanted.owner and wanted.owner == wanted.deputy:
        return RefusedFieldError("deputy", SAME_PERSON)
    if wanted.target_level is not None and wanted.level is not None and wanted.target_level < wanted.level:
        return RefusedFieldError(
            "target_level", f"The target level must be {wanted.level}, the agreed level, or higher"
        )
    return None


def _set(goal: Goal, wanted: GoalScope, scope: EngagementScope) -> None:
    people = person_ids({"owner": wanted.owner, "deputy": wanted.deputy}, scope)
    if problem := goal_problem(wanted):
        raise problem
    goal.what, goal.success_measure, goal.target_level = wanted.what, wanted.success_measure, wanted.target_level
    goal.owner_id, goal.deputy_id = people["owner"], people["deputy"]


def _facts(goal: Goal) -> dict[str, object]:
    """What the trail keeps of a goal: people by key."""
    return {
        "standard": goal.standard_key,
        "what": goal.what,
        "success_measure": goal.success_measure,
        "target_level": goal.target_level,
        "owner_person_id": goal.owner_id,
        "deputy_person_id": goal.deputy_id,
    }
