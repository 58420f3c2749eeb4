"""Needs and existing services of a case: added, changed, removed; and the gap between them, for all needs at once."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select

from app.cases.errors import TooMuchError
from app.cases.models import Cover, ExistingService, Need, ServiceCase
from app.cases.services.moves import demand_open, demand_seen, note
from app.db import db
from app.security import EngagementScope, Identity

MOST = 40  # needs, and services, of a case: each need is compared with each service


@dataclass(frozen=True, slots=True)
class NeedText:
    """What people need."""

    what: str
    who: str
    evidence: str
    unheard: str


@dataclass(frozen=True, slots=True)
class ServiceText:
    """A service that is there already."""

    name: str
    provider: str
    reach: str
    quality: str
    funding: str
    yearly_pence: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """How far existing services meet a need; `services` are references."""

    cover: Cover | None
    services: tuple[str, ...]
    gap: str
    priority: bool
    seen_version: int


def add(
    kind: type[Need] | type[ExistingService],
    text: NeedText | ServiceText,
    case: ServiceCase,
    *,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> Need | ExistingService:
    """Add a need or a service. Raises OverError, TooMuchError."""
    demand_open(case, scope)
    there = db.session.scalar(select(func.count()).select_from(kind).where(kind.case_id == case.id)) or 0
    if there >= MOST:
        raise TooMuchError(f"A case holds {MOST} needs and {MOST} services. Put some together, or open another case.")
    record = kind(case_id=case.id, **asdict(text))
    db.session.add(record)
    db.session.flush()
    note(f"{_called(record)} added", case, scope, actor=actor, now=now, became={"ref": record.ref} | asdict(text))
    return record


def change(
    record: Need | ExistingService,
    text: NeedText | ServiceText,
    case: ServiceCase,
    *,
    seen_version: int,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Change a need or a service. Raises OverError, ConflictError."""
    demand_open(case, scope)
    demand_seen(record.version, seen_version)
    was, became = _set(record, asdict(text))
    if became:
        called = _called(record)
        note(f"{called} changed", case, scope, actor=actor, now=now, was=was, became={"ref": record.ref} | became)


def remove(
    record: Need | ExistingService, case: ServiceCase, *, scope: EngagementScope, actor: Identity, now: dt.datetime
) -> None:
    """Remove a need; or a service, which no need is met by any more. Raises OverError."""
    demand_open(case, scope)
    if isinstance(record, ExistingService):
        for need in db.session.scalars(select(Need).where(Need.case_id == case.id).order_by(Need.id)):
            if record.ref in need.services:
                need.services = [ref for ref in need.services if ref != record.ref]
    was = {"ref": record.ref, "what": record.what if isinstance(record, Need) else record.name}
    called = _called(record)
    db.session.delete(record)
    note(f"{called} removed", case, scope, actor=actor, now=now, was=was)


def compare(
    needs: Sequence[Need],
    gaps: Mapping[str, Gap],
    case: ServiceCase,
    *,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Say of each need, by reference, how far it is met. Raises OverError, ConflictError if a need was changed."""
    demand_open(case, scope)
    known = {need.ref: need for need in needs}
    for ref, gap in gaps.items():
        demand_seen(known[ref].version, gap.seen_version)
    for ref, gap in gaps.items():
        new = {"cover": gap.cover, "services": list(gap.services), "gap": gap.gap, "priority": gap.priority}
        was, became = _set(known[ref], new)
        if became:
            note("need compared", case, scope, actor=actor, now=now, was=was, became={"ref": ref} | became)


def _set(record: Need | ExistingService, new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set what differs; give what it was and what it became."""
    was = {name: getattr(record, name) for name, value in new.items() if getattr(record, name) != value}
    for name in was:
        setattr(record, name, new[name])
    return was, {name: new[name] for name in was}


def _called(record: Need | ExistingService) -> str:
    return "need" if isinstance(record, Need) else "existing service"
