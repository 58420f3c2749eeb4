"""What waits for a person in change plans, for "your work": selects of the shape in app/engagements/waiting.py."""

from sqlalchemy import and_, bindparam, case, exists, func, literal_column, or_, select

from app.assessments.models import Round, SignedResult
from app.db import one_of
from app.engagements.models import Engagement, EngagementState
from app.engagements.waiting import Source, own_places, seat, soon, waiting
from app.plans.models import (
    ChangeState,
    Condition,
    Goal,
    Milestone,
    MilestoneStanding,
    Plan,
    PlanState,
    PlanVersion,
    Status,
)
from app.security.roles import ENGAGEMENT_ROLES, Role

_forecast = func.coalesce(MilestoneStanding.forecast_on, Milestone.due_on)
_at_risk = MilestoneStanding.status == Status.AT_RISK
_MILESTONES = (
    waiting(
        "milestone",
        Plan.engagement_id,
        ref=Milestone.ref,
        what=Milestone.what,
        due_on=_forecast,
        status=case((_at_risk, "at_risk"), else_=""),
        waits=case((_at_risk, 1), else_=soon(_forecast)),
    )
    .select_from(Milestone)
    .join(Goal, Goal.id == Milestone.goal_id)
    .join(Plan, Plan.id == Goal.plan_id)
    .join(PlanVersion, and_(PlanVersion.plan_id == Plan.id, PlanVersion.number == Plan.approved_number))
    .outerjoin(MilestoneStanding, MilestoneStanding.milestone_id == Milestone.id)
    .where(
        Milestone.owner_id == bindparam("person_id"),
        one_of(Plan.state, (PlanState.APPROVED, PlanState.LIVE)),
        Plan.engagement_id.in_(own_places),
        Milestone.created_at <= PlanVersion.submitted_at,
        or_(Milestone.removed_at.is_(None), Milestone.removed_at > PlanVersion.submitted_at),
        or_(Goal.removed_at.is_(None), Goal.removed_at > PlanVersion.submitted_at),
        or_(MilestoneStanding.status.is_(None), MilestoneStanding.status != Status.DONE),
    )
)
"""Milestones that the person owns, of the approved version: what a change of scope adds or removes is not yet so."""

_to_start = (
    exists().where(Round.engagement_id == seat.c.engagement_id, SignedResult.round_id == Round.id).correlate(seat)
)
_has_plan = exists().where(Plan.engagement_id == seat.c.engagement_id).correlate(seat)
_NO_PLAN_YET = (
    waiting("plan_to_start", seat.c.engagement_id)
    .select_from(seat)
    .join(Engagement, Engagement.id == seat.c.engagement_id)
    .where(seat.c.role == Role.LEAD_OFFICER, Engagement.state == EngagementState.OPEN, _to_start, ~_has_plan)
)

_editable = or_(
    one_of(Plan.state, (PlanState.DRAFT, PlanState.RETURNED)),
    one_of(Plan.change_state, (ChangeState.DRAFT, ChangeState.RETURNED)),
)
_submitted = or_(Plan.state == PlanState.SUBMITTED, Plan.change_state == ChangeState.SUBMITTED)
_asked = and_(
    _editable,
    Plan.endorsement_asked_at.is_not(None),
    or_(Plan.endorsed_at.is_(None), Plan.endorsement_asked_at > Plan.endorsed_at),
)
_step = case(
    (_submitted, "submitted"),
    (_asked, "asked"),
    (and_(_editable, Plan.endorsed_at.is_not(None)), "endorsed"),
    (or_(Plan.state == PlanState.RETURNED, Plan.change_state == ChangeState.RETURNED), "returned"),
    (_editable, "draft"),
    else_="approved",
)
_officer, _director, _manager = (seat.c.role == role for role in (Role.LEAD_OFFICER, Role.DIRECTOR, Role.MANAGER))
_STEPS = (
    waiting(
        "plan",
        Plan.engagement_id,
        ref=case((_manager, "manager"), (_director, "director"), else_="lead_officer"),
        what=case((Plan.change_state.is_not(None), "change"), else_="plan"),
        status=_step,
        waits=case(
            (_officer, case((or_(_submitted, _asked), 0), else_=1)),
            (_director, case((_asked, 1), else_=0)),
            else_=1,
        ),
    )
    .select_from(Plan)
    .join(seat, seat.c.engagement_id == Plan.engagement_id)
    .where(
        or_(_editable, _submitted, Plan.state == PlanState.APPROVED),
        or_(_officer, _director, and_(_manager, _submitted)),
    )
)
"""What is next with a plan, or with a change of its scope, until it is live; a manager is told what to review."""

_LIVE = (
    waiting("live_plan", Plan.engagement_id, waits=literal_column("0"))
    .select_from(Plan)
    .where(
        Plan.state == PlanState.LIVE,
        Plan.engagement_id.in_(select(seat.c.engagement_id).where(seat.c.role != Role.MANAGER)),
    )
)

_CONDITIONS = (
    waiting(
        "condition",
        Plan.engagement_id,
        ref=Condition.ref,
        what=Condition.text,
        due_on=case((Condition.met_at.is_(None), Condition.due_on)),
        status=case((Condition.met_at.is_(None), "open"), else_="met"),
    )
    .select_from(Condition)
    .join(Plan, Plan.id == Condition.plan_id)
    .join(seat, seat.c.engagement_id == Plan.engagement_id)
    .where(
        Condition.confirmed_at.is_(None),
        Plan.state != PlanState.CLOSED,
        or_(and_(_officer, Condition.met_at.is_(None)), and_(_manager, Condition.met_at.is_not(None))),
    )
)
"""Conditions of an approval: a lead officer's while they are open, a manager's once somebody says that they are met."""

WAITING = (
    Source(_MILESTONES),
    Source.of(_NO_PLAN_YET, Role.LEAD_OFFICER),
    Source.of(_STEPS, Role.LEAD_OFFICER, Role.DIRECTOR, Role.MANAGER),
    Source(_LIVE, ENGAGEMENT_ROLES),
    Source.of(_CONDITIONS, Role.LEAD_OFFICER, Role.MANAGER),
)
