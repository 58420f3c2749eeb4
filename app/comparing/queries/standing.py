"""Who looks at the comparison, and whether the director agreed that the partner is part of it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Authority, Membership
from app.comparing.models import ComparisonConsent
from app.comparing.spread import Viewer
from app.db import db
from app.security import EngagementScope


@dataclass(frozen=True, slots=True)
class Consent:
    """What the director said last."""

    by: str
    agreed_at: dt.datetime
    withdrawn_at: dt.datetime | None
    version: int

    @property
    def holds(self) -> bool:
        """Say whether the partner takes part."""
        return self.withdrawn_at is None


def standing(scope: EngagementScope, *, person_id: int) -> tuple[Viewer, Consent | None]:
    """Give the viewer and what was agreed, in one query. Roles that ended count: what was seen then is known still."""
    rows = db.session.execute(
        select(
            Membership.authority_id,
            Authority.type,
            Authority.region,
            ComparisonConsent.agreed_name,
            ComparisonConsent.agreed_at,
            ComparisonConsent.withdrawn_at,
            ComparisonConsent.version,
        )
        .select_from(Membership)
        .join(Authority, Authority.id == scope.partner_authority_id)
        .outerjoin(ComparisonConsent, ComparisonConsent.engagement_id == scope.id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.id)
    ).all()
    _, kind, region, by, agreed_at, withdrawn_at, version = rows[0]
    viewer = Viewer(frozenset(row[0] for row in rows), kind, region, scope.illustrative)
    return viewer, Consent(by, agreed_at, withdrawn_at, version) if agreed_at else None


def consent_of(*, engagement_id: int, lock: bool = False) -> ComparisonConsent | None:
    """Give the record; with `lock` nobody else changes it before this request ends."""
    wanted = select(ComparisonConsent).where(ComparisonConsent.engagement_id == engagement_id)
    return db.session.scalar(wanted.with_for_update() if lock else wanted)
