"""What a person's calendar needs: whose link it is, the plans worked by that name the person, how milestones stand."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, and_, bindparam, cast, exists, or_, select

from app.accounts.models import Authority, Membership, Person
from app.db import db, token_digest
from app.engagements.models import Engagement
from app.plans.content import plan_from
from app.plans.events import Declared, FeedPlan
from app.plans.models import CalendarFeed, Goal, Milestone, MilestoneStanding, Plan, PlanState, PlanVersion
from app.plans.models.scope import FROZEN
from app.security import Role


@dataclass(frozen=True, slots=True)
class FeedOwner:
    """Whose link it is."""

    person_id: int
    ref: str
    name: str


def feed_made_at(person_id: int) -> dt.datetime | None:
    """Say when the person's link was made; None without one."""
    return db.session.scalar(select(CalendarFeed.created_at).where(CalendarFeed.person_id == person_id))


def feed_owner(token: str) -> FeedOwner | None:
    """Give the person whose link has this token; None if it is no link any more, or its person has left."""
    found = db.session.execute(
        select(Person.id, Person.ref, Person.name)
        .join(CalendarFeed, CalendarFeed.person_id == Person.id)
        .where(CalendarFeed.token_digest == token_digest(token), Person.ended_at.is_(None))
    ).one_or_none()
    return FeedOwner(*found) if found else None


_holds_a_role = exists().where(
    Membership.person_id == bindparam("person_id"),
    Membership.ended_at.is_(None),
    or_(
        Membership.engagement_id == Engagement.id,
        and_(
            Membership.engagement_id.is_(None),
            Membership.role == Role.MANAGER,
            Membership.authority_id == Engagement.lead_authority_id,
        ),
    ),
)
_PLANS: Select[*tuple[Any, ...]] = (
    select(
        Plan.id,
        Plan.approved_number,
        PlanVersion.decided_at,
        PlanVersion.content,
        Engagement.ref,
        Engagement.illustrative,
        Authority.name,
    )
    .join(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
    .join(Engagement, Engagement.id == Plan.engagement_id)
    .join(Authority, Authority.id == Engagement.partner_authority_id)
    .where(
        Plan.state.in_([PlanState.APPROVED, PlanState.LIVE]),
        Engagement.state.not_in(FROZEN),
        _holds_a_role,
        cast(PlanVersion.content, Text).contains(bindparam("person_ref")),  # a reference stands for one person only
    )
    .order_by(Plan.id)
)


def plans_naming(owner: FeedOwner) -> list[FeedPlan]:
    """Give the plans worked by that name the person, over all engagements in which the person still holds a role."""
    wanted = {"person_id": owner.person_id, "person_ref": owner.ref}
    return [
        FeedPlan(plan_id, number, decided_at, plan_from(content), engagement_ref, illustrative, partner)
        for plan_id, number, decided_at, content, engagement_ref, illustrative, partner in db.session.execute(
            _PLANS, wanted
        )
    ]


def declared(plan_ids: Collection[int]) -> Mapping[str, Declared]:
    """Give what is declared of the plans' milestones, by reference. No query for no plan."""
    if not plan_ids:
        return {}
    found = db.session.execute(
        select(
            Milestone.ref,
            MilestoneStanding.status,
            MilestoneStanding.forecast_on,
            MilestoneStanding.done_on,
            MilestoneStanding.updated_at,
            MilestoneStanding.version,
        )
        .join(Milestone, Milestone.id == MilestoneStanding.milestone_id)
        .join(Goal, Goal.id == Milestone.goal_id)
        .where(Goal.plan_id.in_(plan_ids))
        .order_by(Milestone.id)
    )
    return {
        ref: Declared(status.words, forecast_on, done_on, at, version)
        for ref, status, forecast_on, done_on, at, version in found
    }
