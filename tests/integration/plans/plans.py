"""Plans in each state, made directly, so that a test starts where its question starts."""

import datetime as dt
from dataclasses import dataclass

from app.accounts.models import Person
from app.assessments.models import Round, RoundState
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, SupportKind
from app.plans.content import plan_content
from app.plans.models import ChangeState, Decision, MilestoneWait, Plan, PlanState
from app.plans.needs import needs
from app.plans.queries.plan import plan_of, working_content
from app.security import EngagementScope
from tests import plan_factories
from tests.integration.assessments.rounds import make_round
from tests.keeping import kept_rows
from tests.world import World

APPROVED = frozenset({PlanState.APPROVED, PlanState.LIVE, PlanState.CLOSED})
WHAT = ("The framework is drafted.", "Partners adopt it.", "Data is shared.", "The board decides on it.")
DUE = (dt.date(2027, 1, 29), dt.date(2027, 3, 31), dt.date(2027, 2, 26), dt.date(2027, 6, 30))


@dataclass(frozen=True)
class MadePlan:
    """References of what was made: two goals with two milestones each; each second one waits for the first."""

    round_ref: str
    goals: tuple[str, ...]
    milestones: tuple[str, ...]


@kept_rows
def make_plan(
    world: World,
    state: PlanState = PlanState.DRAFT,
    *,
    change: ChangeState | None = None,
    round_ref: str | None = None,
) -> MadePlan:
    """Make a plan in `state`: two goals owned by the lead officer, milestones by participants, the rest left for later.

    A submitted, returned or approved one has version 1 with its content frozen.
    """
    round_ref = round_ref or make_round(world, RoundState.SIGNED, submitted=3)
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        pinned_to = db.session.scalars(db.select(Round).filter_by(ref=round_ref)).one()
        officer, doer = (db.session.get_one(Person, world.people[key]) for key in ("lead_officer", "participant1"))
        plan = plan_factories.plan(engagement, pinned_to, officer)
        goals, milestones = _scope(plan, officer, doer)
        made = MadePlan(round_ref, tuple(goal.ref for goal in goals), tuple(each.ref for each in milestones))
        if state is not PlanState.DRAFT:
            _submit(plan, world, officer, state)
        plan.change_state, plan.change_reason = change, "A new duty begins in April." if change else ""
        db.session.commit()
    return made


def scope_of(world: World) -> EngagementScope:
    """The scope that the gate would make; in an app context."""
    engagement = db.session.get_one(Engagement, world.engagement_id)
    return EngagementScope(
        id=engagement.id,
        ref=engagement.ref,
        state=engagement.state.value,
        lead_authority_id=world.lead_id,
        partner_authority_id=world.partner_id,
        lead_name="Halton",
        partner_name="Cheshire West and Chester",
        partnership_name=engagement.partnership_name,
        illustrative=engagement.illustrative,
    )


def _scope(plan, officer, doer):
    record = plan_of(engagement_id=plan.engagement_id)
    first, second, *others = needs(record.result)
    goals = [
        plan_factories.goal(plan, each.key, position=place, owner_id=officer.id, deputy_id=doer.id)
        for place, each in enumerate((first, second))
    ]
    milestones = [
        plan_factories.milestone(
            goals[place // 2],
            position=place % 2,
            what=what,
            due_on=due,
            owner_id=doer.id,
            quarters=4,
            support=SupportKind.MENTORING,
        )
        for place, (what, due) in enumerate(zip(WHAT, DUE, strict=True))
    ]
    for later, earlier in ((1, 0), (3, 2)):
        db.session.add(MilestoneWait(milestone_id=milestones[later].id, waits_for_id=milestones[earlier].id))
    for each in others:
        plan_factories.omission(plan, each.key, officer)
    return goals, milestones


def _submit(plan: Plan, world: World, officer: Person, state: PlanState) -> None:
    content = working_content(plan_of(engagement_id=plan.engagement_id), scope_of(world))
    director, manager = (db.session.get_one(Person, world.people[key]) for key in ("director", "manager"))
    version = plan_factories.plan_version(plan, plan_content(content), officer, endorsed_name=director.name)
    plan.state = state
    if state is not PlanState.SUBMITTED:
        version.decision = Decision.RETURNED if state is PlanState.RETURNED else Decision.APPROVED
        version.decided_by_id, version.decided_name, version.decided_at = manager.id, manager.name, now()
    if state in APPROVED:
        plan.approved_number = 1
    if state is not PlanState.APPROVED and state in APPROVED:
        plan.started_at = now()
    if state is PlanState.CLOSED:
        plan.closed_at, plan.closing_note = now(), "The year is over."
