"""Recording the scoping in steps and closing it with a recommended package. After closing nothing changes any more."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit.services import record
from app.db import db
from app.engagements.models import EngagementState, RecommendedLine, ScopedService, Scoping, SupportKind
from app.engagements.queries.scoping import whole
from app.engagements.services import notices
from app.engagements.services.terms import ChangedMeanwhileError
from app.security import EngagementScope

UNQUOTED = frozenset({"people_met"})  # names people: the audit trail says that it changed, and not what it says


class NotOpenError(ValueError):
    """Scoping is recorded while the engagement is open."""


class ScopingClosedError(ValueError):
    """The scoping is closed and stays as it is."""


class ScopingIncompleteError(ValueError):
    """Something that a scoping needs is missing; `missing` says what, in words."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class Practice:
    """The record of current practice, in words."""

    people_met: str
    current_practice: str
    strengths: str
    concerns: str


@dataclass(frozen=True, slots=True)
class ServiceSeen:
    """A service looked at: its name, how it is commissioned now, and what was seen."""

    name: str
    how_commissioned: str
    observation: str


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One kind of support with its quarter person-days and a note."""

    kind: SupportKind
    quarters: int
    note: str


def save_practice(
    practice: Practice, *, seen_version: int, scope: EngagementScope, actor_id: int, now: dt.datetime
) -> None:
    """Save the record of practice. Raises NotOpenError, ScopingClosedError, ChangedMeanwhileError."""
    scoping = _open_scoping(scope)
    if scoping.practice_version != seen_version:
        raise ChangedMeanwhileError
    changed = [each.name for each in fields(practice) if getattr(scoping, each.name) != getattr(practice, each.name)]
    if not changed:
        return
    was: dict[str, object] = {name: _quoted(name, getattr(scoping, name)) for name in changed}
    for name in changed:
        setattr(scoping, name, getattr(practice, name))
    scoping.practice_version += 1
    _record("scoping practice saved", scope, actor_id, now, was, {n: _quoted(n, getattr(scoping, n)) for n in changed})


def add_service(service: ServiceSeen, *, scope: EngagementScope, actor_id: int, now: dt.datetime) -> ScopedService:
    """Add a service that was looked at. Raises NotOpenError, ScopingClosedError."""
    scoping = _open_scoping(scope)
    added = ScopedService(scoping_id=scoping.id, **asdict(service))
    db.session.add(added)
    _record("scoped service added", scope, actor_id, now, {}, asdict(service))
    return added


def save_service(
    saved: ScopedService,
    service: ServiceSeen,
    *,
    seen_version: int,
    scope: EngagementScope,
    actor_id: int,
    now: dt.datetime,
) -> None:
    """Change a service, or put a removed one back. Raises NotOpenError, ScopingClosedError, ChangedMeanwhileError."""
    _open_scoping(scope)
    db.session.refresh(saved)
    if saved.version != seen_version:
        raise ChangedMeanwhileError
    wanted = asdict(service)
    was = {name: getattr(saved, name) for name, value in wanted.items() if getattr(saved, name) != value}
    if not was and saved.removed_at is None:
        return
    saved.removed_at = None
    for name in was:
        setattr(saved, name, wanted[name])
    _record("scoped service changed", scope, actor_id, now, was, {name: wanted[name] for name in was})


def remove_service(saved: ScopedService, *, scope: EngagementScope, actor_id: int, now: dt.datetime) -> None:
    """Remove a service; a second press finds it removed. Raises NotOpenError, ScopingClosedError."""
    _open_scoping(scope)
    db.session.refresh(saved)
    if saved.removed_at is not None:
        return
    was = {each.name: getattr(saved, each.name) for each in fields(ServiceSeen)}
    saved.removed_at = now
    _record("scoped service removed", scope, actor_id, now, was, {})


def save_package(
    lines: Sequence[PackageLine],
    recommendation: str,
    *,
    seen_version: int,
    scope: EngagementScope,
    actor_id: int,
    now: dt.datetime,
) -> None:
    """Save the recommended package: a line for each kind with days or a note. Raises as save_practice does."""
    scoping = _open_scoping(scope)
    if scoping.package_version != seen_version:
        raise ChangedMeanwhileError
    was = _package_facts(scoping.lines, scoping.recommendation)
    _put_lines(scoping, lines)
    scoping.recommendation = recommendation
    became = _package_facts(scoping.lines, recommendation)
    if was == became:
        return
    scoping.package_version += 1
    _record("support package saved", scope, actor_id, now, was, became)


def close_scoping(*, scope: EngagementScope, actor_id: int, now: dt.datetime) -> None:
    """Close the scoping for good and tell the partner; a second press finds it closed.

    Raises NotOpenError, ScopingIncompleteError.
    """
    try:
        scoping = _open_scoping(scope)
    except ScopingClosedError:
        return
    missing = missing_for_closing(scoping)
    if missing:
        raise ScopingIncompleteError(missing)
    scoping.closed_at, scoping.closed_by_id = now, actor_id
    quarters = sum(line.quarters for line in scoping.lines)
    _record("scoping closed", scope, actor_id, now, {}, {"days_recommended": Decimal(quarters) / 4})
    notices.scoping_closed(scope=scope, now=now)


def missing_for_closing(scoping: Scoping) -> list[str]:
    """Say what a scoping still needs; its services and lines must be loaded."""
    wanted = (
        (bool(scoping.current_practice), "Describe current practice"),
        (bool(scoping.services), "Add at least one service that you looked at"),
        (any(line.quarters for line in scoping.lines), "Recommend at least one kind of support with days"),
    )
    return [words for there, words in wanted if not there]


def _open_scoping(scope: EngagementScope) -> Scoping:
    """The engagement's scoping, locked until this request ends; made when it is first written to."""
    if scope.state != EngagementState.OPEN:
        raise NotOpenError
    scoping = _locked(scope.id)
    if scoping is None:
        try:
            with db.session.begin_nested():
                db.session.add(Scoping(engagement_id=scope.id))
        except IntegrityError:
            pass  # a colleague wrote first; theirs is loaded below
        scoping = _locked(scope.id)
    if scoping is None or scoping.closed_at:
        raise ScopingClosedError
    return scoping


def _locked(engagement_id: int) -> Scoping | None:
    return db.session.scalar(
        select(Scoping)
        .where(Scoping.engagement_id == engagement_id)
        .options(*whole())
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _put_lines(scoping: Scoping, lines: Sequence[PackageLine]) -> None:
    kept = {line.kind: line for line in scoping.lines}
    for wanted in lines:
        line = kept.get(wanted.kind)
        if line is not None and (wanted.quarters or wanted.note):
            line.quarters, line.note = wanted.quarters, wanted.note
        elif line is not None:
            scoping.lines.remove(line)
        elif wanted.quarters or wanted.note:
            scoping.lines.append(RecommendedLine(kind=wanted.kind, quarters=wanted.quarters, note=wanted.note))


def _package_facts(lines: Sequence[RecommendedLine], recommendation: str) -> dict[str, object]:
    facts: dict[str, object] = {"recommendation": recommendation}
    for line in sorted(lines, key=lambda line: line.kind):
        facts[f"{line.kind.value} days"] = Decimal(line.quarters) / 4
        facts[f"{line.kind.value} note"] = line.note
    return facts


def _quoted(name: str, text: str) -> str:
    return "(changed)" if name in UNQUOTED else text


def _record(
    action: str,
    scope: EngagementScope,
    actor_id: int,
    now: dt.datetime,
    was: dict[str, object],
    became: dict[str, object],
) -> None:
    db.session.flush()
    record(action, "scoping", actor_id=actor_id, now=now, engagement_id=scope.id, was=was, became=became)
