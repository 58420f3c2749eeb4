"""How progress leaves its trace: who may, what was seen, the entry in the history; the first one makes a plan live."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select

from app.db import db, new_ref
from app.plans.content import GoalText, MilestoneText, Who
from app.plans.errors import ConflictError, NotYoursError, PlanError
from app.plans.models import Goal, GoalStanding, Milestone, MilestoneStanding, Plan, PlanEntry, PlanState
from app.plans.picture import PlanPicture, Standing
from app.plans.queries.plan import PlanRecord
from app.plans.services.moves import demand_worked_by, move
from app.security import EngagementScope, Identity, Permission

MEANWHILE = "Somebody else saved this while you were writing. Nothing is lost: both are here."


_GOAL_KEY = select(Goal.id).where(Goal.ref == bindparam("goal_ref"), Goal.plan_id == bindparam("of_plan"))
_GOAL = (
    select(Goal.id, GoalStanding)
    .outerjoin(GoalStanding, GoalStanding.goal_id == Goal.id)
    .where(Goal.ref == bindparam("ref"), Goal.plan_id == bindparam("plan_id"))
)
_MILESTONE = (
    select(Milestone, MilestoneStanding)
    .join(Goal, Goal.id == Milestone.goal_id)
    .outerjoin(MilestoneStanding, MilestoneStanding.milestone_id == Milestone.id)
    .where(Milestone.ref == bindparam("ref"), Goal.plan_id == bindparam("plan_id"))
)
_ENTRY = insert(cast("Table", PlanEntry.__table__)).inline()
_OF_GOAL = _ENTRY.values(goal_id=_GOAL_KEY.scalar_subquery())


class RefusedError(PlanError):
    """What was typed cannot stand; `field` of the form is where it is put right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes in which plan, as it stands, and when. The record is locked, the picture was read after that."""

    record: PlanRecord
    picture: PlanPicture
    scope: EngagementScope
    actor: Identity
    now: dt.datetime

    @property
    def plan(self) -> Plan:
        """The plan that is written in."""
        return self.record.plan


def answerable(goal: GoalText, milestone: MilestoneText | None = None) -> tuple[Who, ...]:
    """Give who speaks for the goal, or for a milestone of it, besides lead officers; each once."""
    people = (milestone.owner if milestone else None, goal.owner, goal.deputy)
    return tuple(dict.fromkeys(who for who in people if who))


def may_update(actor: Identity, goal: GoalText, milestone: MilestoneText | None = None) -> bool:
    """Say whether the person may say how the goal goes, or a milestone of it."""
    own = {who.ref for who in answerable(goal, milestone)}
    return actor.person_ref in own or actor.may(Permission.PLAN_BUILD)


def demand_may_update(pen: Pen, goal: GoalText, milestone: MilestoneText | None = None) -> None:
    """Raise WrongStateError outside the time of work, NotYoursError for everybody who does not speak for it."""
    demand_worked_by(pen.plan)
    if not may_update(pen.actor, goal, milestone):
        raise NotYoursError("Only its owner, the goal’s owner and deputy, and lead officers can do this.")


def milestone_row(ref: str, pen: Pen, *, seen_version: int) -> tuple[Milestone, MilestoneStanding | None]:
    """Give the milestone and how it stands. Raises ConflictError if that is not what the writer saw."""
    milestone, standing = db.session.execute(_MILESTONE, {"ref": ref, "plan_id": pen.plan.id}).one()
    demand_seen(standing, seen_version)
    return milestone, standing


def goal_row(ref: str, pen: Pen) -> tuple[int, GoalStanding | None]:
    """Give the goal's key and how it stands."""
    key, standing = db.session.execute(_GOAL, {"ref": ref, "plan_id": pen.plan.id}).one()
    return key, standing


def demand_seen(standing: Standing | MilestoneStanding | None, seen_version: int) -> None:
    """Raise ConflictError unless that is how it stood when the writer looked."""
    if (standing.version if standing else 0) != seen_version:
        raise ConflictError(MEANWHILE)


def write(pen: Pen, **said: Any) -> str:
    """Add an entry to the history and give its reference; the first one on an approved plan makes it live.

    What it is about is said by columns of PlanEntry, a goal also by `goal_ref`.
    """
    if pen.plan.state is PlanState.APPROVED:
        plan = db.session.get_one(Plan, pen.plan.id)
        plan.started_at = pen.now
        move(plan, PlanState.LIVE, pen.scope, actor=pen.actor, now=pen.now)
        pen.plan.state = plan.state
    db.session.flush()
    by = {"person_id": pen.actor.person_id, "person_name": pen.actor.name}
    entry: dict[str, Any] = {"ref": new_ref(), "plan_id": pen.plan.id, "at": pen.now, **by, **said}
    if "goal_ref" in said:
        db.session.connection().execute(_OF_GOAL, {**entry, "of_plan": pen.plan.id})
    else:
        db.session.connection().execute(_ENTRY, entry)
    return str(entry["ref"])
