"""Recording a change, and sealing what is recorded."""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from app.audit.models import AuditEntry
from app.db import db

FIRST_SEAL = "0" * 64
SETTLING = dt.timedelta(minutes=1)
Facts = dict[str, Any]


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
        insert(AuditEntry).values(
            at=now,
            actor_id=actor_id,
            engagement_id=engagement_id,
            action=action,
            subject=subject,
            was={key: _plain(value) for key, value in (was or {}).items()},
            became={key: _plain(value) for key, value in (became or {}).items()},
        )
    )


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


def first_broken_seal() -> int | None:
    """Give the key of the first sealed entry that no longer fits its chain, or None when all do."""
    seal = FIRST_SEAL
    for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.seal.is_not(None)).order_by(AuditEntry.id)):
        seal = seal_of(seal, entry)
        if seal != entry.seal:
            return entry.id
    return None
