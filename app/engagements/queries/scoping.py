"""The scoping of an engagement: the whole record, or how far it is."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.db import db
from app.engagements.models import RecommendedLine, ScopedService, Scoping


@dataclass(frozen=True, slots=True)
class ScopingProgress:
    """How far the scoping is. `quarters` is the recommended package so far."""

    started: bool
    closed_at: dt.datetime | None
    services: int
    quarters: int


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


def scoping_progress(*, engagement_id: int) -> ScopingProgress:
    """How far the scoping is, in one query."""
    services = (
        select(func.count(ScopedService.id))
        .where(ScopedService.scoping_id == Scoping.id, ScopedService.removed_at.is_(None))
        .scalar_subquery()
    )
    quarters = (
        select(func.sum(RecommendedLine.quarters)).where(RecommendedLine.scoping_id == Scoping.id).scalar_subquery()
    )
    row = db.session.execute(
        select(Scoping.closed_at, services, func.coalesce(quarters, 0)).where(Scoping.engagement_id == engagement_id)
    ).one_or_none()
    return ScopingProgress(True, *row) if row else ScopingProgress(False, None, 0, 0)
