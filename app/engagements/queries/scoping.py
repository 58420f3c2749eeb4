"""The record of an engagement's scoping, whole. How far it is: engagements.py."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.db import db
from app.engagements.models import ScopedService, Scoping


def whole() -> tuple[ORMOption, ...]:
    """What loads a scoping's services, without those removed, and its lines."""
    services = Scoping.services.and_(ScopedService.removed_at.is_(None))
    return selectinload(services), selectinload(Scoping.lines)


def scoping_of(*, engagement_id: int) -> Scoping | None:
    """The record with its services and lines (three queries); None before anything was written."""
    return db.session.scalar(select(Scoping).where(Scoping.engagement_id == engagement_id).options(*whole()))


def scoped_service(ref: str, *, engagement_id: int) -> ScopedService | None:
    """One service looked at, if it belongs to the engagement; also one removed since, which saving puts back."""
    return db.session.scalar(
        select(ScopedService)
        .join(Scoping, Scoping.id == ScopedService.scoping_id)
        .where(ScopedService.ref == ref, Scoping.engagement_id == engagement_id)
    )
