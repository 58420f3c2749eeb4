"""Recording a change, sealing what is recorded, and deleting what is too old; the chain of seals outlives both."""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any, Required, TypedDict, Unpack, cast

from sqlalchemy import Table, delete, func, insert, or_, select

from app.audit.models import AuditEntry
from app.db import db
from app.security import EngagementScope, Identity

FIRST_SEAL = "0" * 64
SETTLING = dt.timedelta(minutes=1)
SHORTENED = "audit trail shortened"
Facts = dict[str, Any]
_WRITE = insert(cast("Table", AuditEntry.__table__))


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def record(
    action: str,
    subject: str,
    *,
    actor_id: int | None,
    now: dt.datetime,
    engagement_id: int | None = None,
    was: Facts | None = None,
    became: Facts | None = None,
) -> None:
    """Write one entry in the transaction of the change itself. Of a score, `was` and `became` must stay empty."""
    db.session.execute(
        _WRITE,
        {
            "at": now,
            "actor_id": actor_id,
            "engagement_id": engagement_id,
            "action": action,
            "subject": subject,
            "was": {key: _plain(value) for key, value in (was or {}).items()},
            "became": {key: _plain(value) for key, value in (became or {}).items()},
        },
    )


class Trace(TypedDict, total=False):
    """Who changed something of an engagement, when, and from what to what."""

    actor: Required[Identity]
    now: Required[dt.datetime]
    was: Facts | None
    became: Facts | None


def note(action: str, subject: str, scope: EngagementScope, **trace: Unpack[Trace]) -> None:
    """Write what has changed to the database, and then an entry for it in the trail of the engagement."""
    db.session.flush()
    facts = {"was": trace.get("was"), "became": trace.get("became")}
    record(action, subject, actor_id=trace["actor"].person_id, now=trace["now"], engagement_id=scope.id, **facts)


def seal_of(previous: str, entry: AuditEntry) -> str:
    """Compute the seal of `entry` after `previous` (sha256, hexadecimal)."""
    content = [
        entry.id,
        entry.at.isoformat(),
        entry.actor_id,
        entry.engagement_id,
        entry.action,
        entry.subject,
        entry.was,
        entry.became,
    ]
    return hashlib.sha256(f"{previous}{json.dumps(content, sort_keys=True)}".encode()).hexdigest()


def seal_new(*, now: dt.datetime, limit: int = 1000) -> int:
    """Chain the entries that have settled since the last sealing; returns how many. The worker commits.

    An entry is left for a minute: on PostgreSQL one with a lower key may still be committed until then. Two workers at
    once compute the same seals.
    """
    previous = db.session.scalar(
        select(AuditEntry.seal).where(AuditEntry.seal.is_not(None)).order_by(AuditEntry.id.desc()).limit(1)
    )
    settled = AuditEntry.seal.is_(None) & (AuditEntry.at < now - SETTLING)
    entries = db.session.scalars(select(AuditEntry).where(settled).order_by(AuditEntry.id).limit(limit)).all()
    seal = previous or FIRST_SEAL
    for entry in entries:
        seal = seal_of(seal, entry)
        entry.seal = seal
    return len(entries)


def delete_expired(*, now: dt.datetime, keep: dt.timedelta) -> int:
    """Delete the entries before the day that is `keep` ago; returns how many. The worker commits.

    Only the beginning of the chain goes, and never its newest seal, so that what stays still fits. The last seal that
    goes is written down in a new entry: the chain starts there from now on. By whole days, so one entry a day at most.
    """
    first_day = (now - keep).replace(hour=0, minute=0, second=0, microsecond=0)
    kept = select(func.min(AuditEntry.id)).where(or_(AuditEntry.at >= first_day, AuditEntry.seal.is_(None)))
    newest = select(func.max(AuditEntry.id)).where(AuditEntry.seal.is_not(None))
    bounds = [key for key in (db.session.scalar(kept), db.session.scalar(newest)) if key is not None]
    if not bounds:
        return 0
    last = db.session.execute(
        select(AuditEntry.id, AuditEntry.seal)
        .where(AuditEntry.id < min(bounds))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return 0
    gone = delete(AuditEntry).where(AuditEntry.id <= last.id).returning(AuditEntry.id)
    count = len(db.session.scalars(gone.execution_options(synchronize_session=False)).all())
    if count:  # none if another worker has just deleted them
        record(SHORTENED, "audit trail", actor_id=None, now=now, became={"last_deleted": last.id, "seal": last.seal})
    return count


def _start_of_chain() -> str:
    """Give the seal before the first entry that is kept."""
    shortened = select(AuditEntry.became).where(AuditEntry.action == SHORTENED).order_by(AuditEntry.id.desc()).limit(1)
    noted = db.session.scalar(shortened)
    return str(noted["seal"]) if noted else FIRST_SEAL


def first_broken_seal() -> int | None:
    """Give the key of the first sealed entry that no longer fits its chain, or None when all do."""
    seal = _start_of_chain()
    for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.seal.is_not(None)).order_by(AuditEntry.id)):
        seal = seal_of(seal, entry)
        if seal != entry.seal:
            return entry.id
    return None
