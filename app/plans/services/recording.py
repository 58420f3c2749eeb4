"""How progress leaves its trace: who may, what was seen, the entry in the history; the first one makes a plan live."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from app.db import db
from app.plans.content import GoalText, MilestoneText, Who
from app.plans.errors import ConflictError, NotYoursError, PlanError
from app.plans.models import Goal, GoalStanding, Milestone, MilestoneStanding, Plan, PlanEntry, PlanState
from app.plans.picture import PlanPicture
from app.plans.queries.plan import PlanRecord
from app.plans.services.moves import demand_worked_by, move
from app.security import EngagementScope, Identity, Permission

MEANWHILE = "Somebody else saved this while you were writing. Nothing is lost: both are here."


_of_plan = Goal.plan_id == bindparam("plan_id")
_GOAL = (
    select(Goal.id, GoalStanding)
    .outerjoin(GoalStanding, GoalStanding.goal_id == Goal.id)
    .where(Goal.ref == bindparam("ref"), _of_plan)
)
_MILESTONE = (
    select(Milestone, MilestoneStanding)
    .join(Goal, Goal.id == Milestone.goal_id)
    .outerjoin(MilestoneStanding, MilestoneStanding.milestone_id == Milestone.id)
    .where(Milestone.ref == bindparam("ref"), _of_plan)
)


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
    _demand_seen(standing, seen_version)
    return milestone, standing


def goal_row(ref: str, pen: Pen, *, seen_version: int) -> tuple[int, GoalStanding | None]:
    """Give the goal's key and how it stands. Raises ConflictError if that is not what the writer saw."""
    key, standing = db.session.execute(_GOAL, {"ref": ref, "plan_id": pen.plan.id}).one()
    _demand_seen(standing, seen_version)
    return key, standing


def _demand_seen(standing: MilestoneStanding | GoalStanding | None, seen_version: int) -> None:
    if (standing.version if standing else 0) != seen_version:
        raise ConflictError(MEANWHILE)


def write(entry: PlanEntry, pen: Pen) -> PlanEntry:
    """Add an entry to the history; the first one on an approved plan makes it live."""
    entry.plan_id, entry.at = pen.plan.id, pen.now
    entry.person_id, entry.person_name = pen.actor.person_id, pen.actor.name
    db.session.add(entry)
    if pen.plan.state is PlanState.APPROVED:
        pen.plan.started_at = pen.now
        move(pen.plan, PlanState.LIVE, pen.scope, actor=pen.actor, now=pen.now)
    db.session.flush()
    return entry
