"""Needs and existing services of a case, and one of either by reference."""

from typing import TypeVar

from sqlalchemy import select

from app.cases.models import ExistingService, Need, ServiceCase
from app.db import db

R = TypeVar("R", Need, ExistingService)


def needs_of(case_id: int) -> tuple[Need, ...]:
    """Give the needs, as they were written down; in one query."""
    return tuple(db.session.scalars(select(Need).where(Need.case_id == case_id).order_by(Need.id)))


def services_of(case_id: int) -> tuple[ExistingService, ...]:
    """Give the services that are there already, as they were listed; in one query."""
    found = select(ExistingService).where(ExistingService.case_id == case_id).order_by(ExistingService.id)
    return tuple(db.session.scalars(found))


def one_of_case(kind: type[R], ref: str, case: ServiceCase) -> R | None:
    """Give the need or service of the case with this reference, or None."""
    return db.session.scalar(select(kind).where(kind.ref == ref, kind.case_id == case.id))
