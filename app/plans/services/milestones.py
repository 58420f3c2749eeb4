"""Milestones as they are worked on: added, changed, removed, moved. What waits for what is kept free of circles."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm.attributes import flag_modified

from app.db import db
from app.engagements.models import SupportKind
from app.plans.checklist import date_problem, named, numbers
from app.plans.content import PlanContent
from app.plans.errors import CircleError, ConflictError, RefusedFieldError, WrongStateError
from app.plans.models import Goal, Milestone, MilestoneWait
from app.plans.queries.plan import PlanRecord, approved_content, working_content
from app.plans.queries.scope import Placed
from app.plans.schedule import circle
from app.plans.services.goals import Shift, after, bring_back, reordered
from app.plans.services.moves import demand_editable, note
from app.plans.services.people import person_ids
from app.security import EngagementScope, Identity

UNKNOWN_WAIT = "A milestone that you chose was removed meanwhile. Choose again"


@dataclass(frozen=True, slots=True)
class MilestoneScope:
    """What a milestone says. `owner` by reference, empty for nobody yet; `waits_for` are references of milestones."""

    what: str
    owner: str
    due_on: dt.date | None
    waits_for: tuple[str, ...]
    quarters: int
    support: SupportKind | None
    uses: str
    seen_version: int = 0


def add_milestone(
    goal: Goal, record: PlanRecord, wanted: MilestoneScope, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> Milestone:
    """Add a milestone at the end of its goal. Raises WrongStateError, RefusedFieldError."""
    demand_editable(record.plan)
    if goal.removed_at is not None:
        raise WrongStateError("A colleague has removed this goal, so nothing can be added to it.")
    milestone = Milestone(goal_id=goal.id, position=after(live_milestones(goal)), created_at=now)
    _demand_sound("", wanted, wanted.due_on, working_content(record, scope))
    _set(milestone, wanted, scope)
    milestone.due_on = wanted.due_on
    db.session.add(milestone)
    db.session.flush()
    _put_waits(milestone, wanted.waits_for)
    became = _facts(milestone, wanted.waits_for)
    note("milestone added", f"milestone {milestone.ref}", scope, actor=actor, now=now, became=became)
    return milestone


def save_milestone(
    placed: Placed, record: PlanRecord, wanted: MilestoneScope, scope: EngagementScope, *, actor: Identity,
    now: dt.datetime,
) -> None:  # fmt: skip
    """Change a milestone, or put one back that a colleague removed meanwhile. An approved date stays as it is.

    Raises WrongStateError, RefusedFieldError, CircleError, ConflictError if it changed since it was seen.
    """
    milestone, goal = placed.milestone, placed.goal
    demand_editable(record.plan)
    if milestone.version != wanted.seen_version:
        raise ConflictError
    waited, removed_at = waits_of(milestone), milestone.removed_at
    was, fixed = _facts(milestone, waited), date_is_fixed(record, milestone.ref)
    due_on = milestone.due_on if fixed else wanted.due_on
    if goal.removed_at is not None:
        bring_back(goal, record.plan)
        db.session.flush()
    _demand_sound(milestone.ref, wanted, due_on, working_content(record, scope), fixed=fixed)
    _set(milestone, wanted, scope)
    milestone.due_on, milestone.removed_at = due_on, None
    became = _facts(milestone, wanted.waits_for)
    if became == was and removed_at is None:
        return
    if set(waited) != set(wanted.waits_for):
        _put_waits(milestone, wanted.waits_for)
        flag_modified(milestone, "what")  # another version for whoever edits it meanwhile
    db.session.flush()
    note("milestone changed", f"milestone {milestone.ref}", scope, actor=actor, now=now, was=was, became=became)


def date_is_fixed(record: PlanRecord, milestone_ref: str) -> bool:
    """Say whether the date is part of the approved plan, so that only a re-forecast with a reason moves it."""
    approved = approved_content(record.plan)
    return approved is not None and approved.milestone(milestone_ref) is not None


def remove_milestone(
    milestone: Milestone, record: PlanRecord, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Remove a milestone; nothing waits for it any more. A second press finds it removed."""
    demand_editable(record.plan)
    if milestone.removed_at is not None:
        return
    was = _facts(milestone, waits_of(milestone))
    db.session.execute(delete(MilestoneWait).where(MilestoneWait.waits_for_id == milestone.id))
    milestone.removed_at = now
    db.session.flush()
    note("milestone removed", f"milestone {milestone.ref}", scope, actor=actor, now=now, was=was)


def move_milestone(
    placed: Placed, record: PlanRecord, shift: Shift, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Move a milestone within its goal, as goals.move_goal does."""
    milestone, goal = placed.milestone, placed.goal
    demand_editable(record.plan)
    order = reordered([each.id for each in live_milestones(goal)], milestone.id, shift)
    if not order:
        return
    for place, key in enumerate(order):
        db.session.execute(update(Milestone).where(Milestone.id == key).values(position=place))
    was, became = {"place": shift.seen_place + 1}, {"place": order.index(milestone.id) + 1}
    subject = f"milestone {milestone.ref}"
    note("milestone moved", subject, scope, actor=actor, now=now, was=was, became=became)


def live_milestones(goal: Goal) -> list[Milestone]:
    """Give the goal's milestones that are not removed, in order."""
    return list(
        db.session.scalars(
            select(Milestone)
            .where(Milestone.goal_id == goal.id, Milestone.removed_at.is_(None))
            .order_by(Milestone.position, Milestone.id)
        )
    )


def waits_of(milestone: Milestone) -> tuple[str, ...]:
    """Give the references of what a milestone waits for, removed or not."""
    return tuple(
        db.session.scalars(
            select(Milestone.ref)
            .join(MilestoneWait, MilestoneWait.waits_for_id == Milestone.id)
            .where(MilestoneWait.milestone_id == milestone.id, Milestone.removed_at.is_(None))
            .order_by(Milestone.id)
        )
    )


def _demand_sound(
    ref: str, wanted: MilestoneScope, due_on: dt.date | None, content: PlanContent, *, fixed: bool = False
) -> None:
    """Refuse a circle, naming it, and a date outside the twelve months or before what is waited for."""
    known = {each.ref for each in content.milestones}
    if not known.issuperset(wanted.waits_for):
        raise RefusedFieldError("waits_for", UNKNOWN_WAIT)
    waits = {each.ref: each.waits_for for each in content.milestones}
    if ref and (found := circle(waits, ref, wanted.waits_for)):
        raise CircleError(_circle_in_words(found, content, wanted))
    problem = date_problem(due_on, wanted.waits_for, content) if due_on else ""
    if problem:
        raise RefusedFieldError("waits_for" if fixed else "due_on", problem)


def _circle_in_words(found: tuple[str, ...], content: PlanContent, wanted: MilestoneScope) -> str:
    number = numbers(content)
    names = []
    for ref in found:
        milestone = content.milestone(ref)
        names.append(named(milestone, number[ref]) if milestone else f"“{wanted.what}”")
    return f"These milestones would wait for each other in a circle: {' waits for '.join(names)}"


def _put_waits(milestone: Milestone, refs: Collection[str]) -> None:
    db.session.execute(delete(MilestoneWait).where(MilestoneWait.milestone_id == milestone.id))
    if refs:
        keys = db.session.scalars(select(Milestone.id).where(Milestone.ref.in_(refs)))
        rows = [{"milestone_id": milestone.id, "waits_for_id": key} for key in keys]
        db.session.execute(insert(MilestoneWait), rows)


def _set(milestone: Milestone, wanted: MilestoneScope, scope: EngagementScope) -> None:
    milestone.owner_id = person_ids({"owner": wanted.owner}, scope)["owner"]
    milestone.what, milestone.uses = wanted.what, wanted.uses
    milestone.quarters, milestone.support = wanted.quarters, wanted.support if wanted.quarters else None


def _facts(milestone: Milestone, waits_for: Collection[str]) -> dict[str, object]:
    """What the trail keeps of a milestone: its owner by key."""
    return {
        "what": milestone.what,
        "owner_person_id": milestone.owner_id,
        "due_on": milestone.due_on,
        "waits_for": sorted(waits_for),
        "quarters": milestone.quarters,
        "support": milestone.support.value if milestone.support else "",
        "uses": milestone.uses,
    }
