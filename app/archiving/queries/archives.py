"""The archives of a side of an engagement, the newest first. Who makes them: services."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, true

from app.accounts.models import Person
from app.archiving.models import Archive, ArchiveState
from app.db import db

MOST = 20


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """An archive as the page lists it; the storage key stays here."""

    ref: str
    state: ArchiveState
    asked_by: str
    asked_at: dt.datetime
    done: int
    steps: int
    size: int  # bytes
    sha256: str
    made_at: dt.datetime | None
    expires_at: dt.datetime | None
    error: str
    storage_key: str

    @property
    def is_under_way(self) -> bool:
        """Say whether it waits for the worker or is being made."""
        return self.state in {ArchiveState.QUEUED, ArchiveState.MAKING}

    @property
    def percent(self) -> int:
        """How far it is, in whole percent, rounded down."""
        return 100 * self.done // self.steps if self.steps else 0

    def can_be_taken(self, now: dt.datetime) -> bool:
        """Say whether it is there and its time is not over."""
        return self.state is ArchiveState.READY and self.expires_at is not None and self.expires_at > now


_ROWS: Select[*tuple[Any, ...]] = select(
    Archive.ref,
    Archive.state,
    Person.name,
    Archive.asked_at,
    Archive.done,
    Archive.steps,
    Archive.size,
    Archive.sha256,
    Archive.made_at,
    Archive.expires_at,
    Archive.error,
    Archive.storage_key,
).join(Person, Person.id == Archive.asked_by_id)


def _of(engagement_id: int, authority_id: int, *, less: bool) -> tuple[ColumnElement[bool], ...]:
    still = or_(Archive.state != ArchiveState.READY, Archive.after_the_end) if less else true()
    return Archive.engagement_id == engagement_id, Archive.authority_id == authority_id, still


def archives_of(*, engagement_id: int, authority_id: int, less: bool) -> tuple[ArchiveRow, ...]:
    """Give the newest MOST, the newest first; with `less` none that holds more than the lead may read after the end."""
    here = _ROWS.where(*_of(engagement_id, authority_id, less=less))
    rows = db.session.connection().execute(here.order_by(Archive.id.desc()).limit(MOST))
    return tuple(ArchiveRow(*row) for row in rows)


def archive_of(ref: str, *, engagement_id: int, authority_id: int, less: bool) -> ArchiveRow | None:
    """Give one, or None if the side has no such archive, or with `less` may not read it any more."""
    here = _ROWS.where(Archive.ref == ref, *_of(engagement_id, authority_id, less=less))
    row = db.session.connection().execute(here).first()
    return ArchiveRow(*row) if row else None
