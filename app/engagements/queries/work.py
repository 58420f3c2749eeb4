"""The engagements that a person has something to do in, with the roles held there, for "your work"."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select, union_all
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Membership
from app.db import db
from app.engagements.models import Engagement, EngagementState, Scoping
from app.security.roles import Role

RUNNING = (EngagementState.DRAFT, EngagementState.OPEN, EngagementState.CLOSING)
MOST = 300


@dataclass(frozen=True, slots=True)
class OwnEngagement:
    """A running engagement and one role that the person holds in it; a person with two roles has two of these."""

    id: int
    ref: str
    state: EngagementState
    role: Role
    partner_name: str
    lead_name: str
    partnership_name: str
    illustrative: bool
    scoping_closed: bool


def own_engagements(person_id: int) -> list[OwnEngagement]:
    """Give the running engagements that the person works in, or manages for the lead authority, oldest first."""
    held = (Membership.person_id == person_id, Membership.ended_at.is_(None))
    within = select(Membership.engagement_id, Membership.role).where(*held, Membership.engagement_id.is_not(None))
    managed = (
        select(Engagement.id, Membership.role)
        .join(Membership, Membership.authority_id == Engagement.lead_authority_id)
        .where(*held, Membership.role == Role.MANAGER, Engagement.state == EngagementState.DRAFT)
    )
    mine = union_all(within, managed).subquery("mine")
    lead, partner = aliased(Authority), aliased(Authority)
    rows: Sequence[Row[int, str, EngagementState, Role, str, str, str, bool, object]] = db.session.execute(
        select(
            Engagement.id,
            Engagement.ref,
            Engagement.state,
            mine.c.role,
            partner.name,
            lead.name,
            Engagement.partnership_name,
            Engagement.illustrative,
            Scoping.closed_at,
        )
        .join(mine, mine.c.engagement_id == Engagement.id)
        .join(lead, lead.id == Engagement.lead_authority_id)
        .join(partner, partner.id == Engagement.partner_authority_id)
        .outerjoin(Scoping, Scoping.engagement_id == Engagement.id)
        .where(Engagement.state.in_(RUNNING))
        .order_by(Engagement.id, mine.c.role)
        .limit(MOST)
    ).all()
    return [OwnEngagement(*row[:8], scoping_closed=row[8] is not None) for row in rows]
