"""The engagements that a person has something to do in, with the roles held there, for "your work"."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, Subquery, bindparam, select, union_all
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Membership
from app.db import db, one_of
from app.engagements.models import Engagement, EngagementState, Scoping
from app.engagements.waiting import NOT_OVER
from app.security.roles import Role

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


_held = (Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None))
_within = select(Membership.engagement_id, Membership.role).where(*_held, Membership.engagement_id.is_not(None))
_managed = (
    select(Engagement.id, Membership.role)
    .join(Membership, Membership.authority_id == Engagement.lead_authority_id)
    .where(*_held, Membership.role == Role.MANAGER, Engagement.state == EngagementState.DRAFT)
)
_lead, _partner = aliased(Authority), aliased(Authority)


def _of(mine: Subquery) -> Select[int, str, EngagementState, Role, str, str, str, bool, object]:
    return (
        select(
            Engagement.id,
            Engagement.ref,
            Engagement.state,
            mine.c.role,
            _partner.name,
            _lead.name,
            Engagement.partnership_name,
            Engagement.illustrative,
            Scoping.closed_at,
        )
        .join(mine, mine.c.engagement_id == Engagement.id)
        .join(_lead, _lead.id == Engagement.lead_authority_id)
        .join(_partner, _partner.id == Engagement.partner_authority_id)
        .outerjoin(Scoping, Scoping.engagement_id == Engagement.id)
        .where(one_of(Engagement.state, NOT_OVER))
        .order_by(Engagement.id, mine.c.role)
        .limit(MOST)
    )


_WITHIN = _of(_within.subquery("mine"))
_WITHIN_AND_MANAGED = _of(union_all(_within, _managed).subquery("mine"))


def own_engagements(person_id: int, *, manages: bool) -> list[OwnEngagement]:
    """Give the running engagements that the person works in, and the drafts that a manager opens, oldest first."""
    query = _WITHIN_AND_MANAGED if manages else _WITHIN
    rows: Sequence[Row[int, str, EngagementState, Role, str, str, str, bool, object]] = (
        db.session.connection().execute(query, {"person_id": person_id}).all()
    )
    return [OwnEngagement(*row[:8], scoping_closed=row[8] is not None) for row in rows]
