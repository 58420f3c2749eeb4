"""Engagements: those that a person can see, one in detail, and the register of councils that they join."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Membership
from app.db import db
from app.engagements.councils import Council
from app.engagements.estimate import Estimate
from app.engagements.models import Engagement, EngagementState, Scoping
from app.engagements.terms import Terms
from app.security import Identity, Role

PAGE_SIZE = 50
_lead, _partner = aliased(Authority, name="lead"), aliased(Authority, name="partner")


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """An engagement as lists show it."""

    ref: str
    partnership_name: str
    lead_name: str
    partner_name: str
    state: EngagementState
    starts_on: dt.date
    ends_on: dt.date
    illustrative: bool
    lead_authority_id: int


@dataclass(frozen=True, slots=True)
class EngagementPage:
    """One page of a list: `page` counts from 1; `pages` is 1 at least."""

    rows: list[EngagementRow]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class ScopingProgress:
    """How far the scoping is."""

    started: bool
    closed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class EngagementDetail:
    """An engagement with its terms, the names of both authorities and how far its scoping is."""

    id: int
    ref: str
    state: EngagementState
    version: int
    lead_id: int
    lead_name: str
    partner_id: int
    partner_name: str
    partner_ref: str
    agreement_signed_on: dt.date | None
    terms: Terms
    scoping: ScopingProgress

    @property
    def title(self) -> str:
        """Name the engagement: the partnership, and whose it is."""
        return f"{self.terms.partnership_name}, {self.partner_name}"

    @property
    def estimate(self) -> Estimate:
        """The estimate of the terms, to be valued."""
        return Estimate(self.terms.estimate_quarters, self.terms.cap_quarters, self.terms.day_rate)


_own = select(Membership.engagement_id).where(
    Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None), Membership.engagement_id.is_not(None)
)
_LISTING: Select[*tuple[Any, ...]] = (
    select(
        Engagement.ref,
        Engagement.partnership_name,
        _lead.name,
        _partner.name,
        Engagement.state,
        Engagement.starts_on,
        Engagement.ends_on,
        Engagement.illustrative,
        Engagement.lead_authority_id,
        func.count().over().label("total"),
    )
    .join(_lead, _lead.id == Engagement.lead_authority_id)
    .join(_partner, _partner.id == Engagement.partner_authority_id)
    .where(
        or_(
            Engagement.id.in_(_own),
            Engagement.lead_authority_id.in_(bindparam("leading", expanding=True)),
            Engagement.partner_authority_id.in_(bindparam("financed", expanding=True)),
        )
    )
    .order_by(Engagement.starts_on.desc(), Engagement.id.desc())
    .limit(PAGE_SIZE)
    .offset(bindparam("offset"))
)
"""Engagements in which the person holds a role, or which a role for a whole authority reaches (identity.py)."""


def engagements_of(identity: Identity, *, page: int) -> EngagementPage:
    """Every engagement that the person can see, the latest start first, 50 to a page."""
    page = max(page, 1)
    finance = identity.authorities_as(Role.FINANCE_OFFICER)
    reach = {
        "person_id": identity.person_id,
        "leading": [*identity.authorities_as(Role.MANAGER), *identity.authorities_as(Role.TRAINER), *finance],
        "financed": list(finance),
        "offset": (page - 1) * PAGE_SIZE,
    }
    found = db.session.connection().execute(_LISTING, reach).all()
    total = found[0].total if found else 0
    rows = [EngagementRow(*row[:-1]) for row in found]
    return EngagementPage(rows, page, max(-(-total // PAGE_SIZE), 1), total)


_DETAIL: Select[*tuple[Any, ...]] = (
    select(
        Engagement.id,
        Engagement.ref,
        Engagement.state,
        Engagement.version,
        _lead.id,
        _lead.name,
        _partner.id,
        _partner.name,
        _partner.ref,
        Engagement.agreement_signed_on,
        Engagement.partnership_name,
        Engagement.starts_on,
        Engagement.ends_on,
        Engagement.decision_reference,
        Engagement.day_rate,
        Engagement.estimate_quarters,
        Engagement.cap_quarters,
        Scoping.id.is_not(None),
        Scoping.closed_at,
    )
    .join(_lead, _lead.id == Engagement.lead_authority_id)
    .join(_partner, _partner.id == Engagement.partner_authority_id)
    .outerjoin(Scoping, Scoping.engagement_id == Engagement.id)
    .where(Engagement.id == bindparam("engagement_id"))
)


def engagement_detail(*, engagement_id: int) -> EngagementDetail:
    """The engagement of the gate's scope, in one query."""
    row = db.session.connection().execute(_DETAIL, {"engagement_id": engagement_id}).one()
    facts = [*row[:10], Terms(*row[10:17]), ScopingProgress(*row[17:])]
    return EngagementDetail(*facts)


_register = select(
    Authority.id,
    Authority.ref,
    Authority.name,
    Authority.official_name,
    Authority.region,
    Authority.type,
).order_by(Authority.name, Authority.id)


def councils() -> Sequence[Council]:
    """The whole register of councils, by name."""
    return [Council(*row) for row in db.session.execute(_register)]


def councils_by_id(ids: Collection[int]) -> list[Council]:
    """The councils with these keys, by name."""
    return [Council(*row) for row in db.session.execute(_register.where(Authority.id.in_(set(ids))))]
