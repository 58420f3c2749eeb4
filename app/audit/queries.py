"""What the audit trail of one engagement says, newest first. Names of people and words for facts: the page's own."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select

from app.audit.models import AuditEntry
from app.db import db

PAGE_SIZE = 50
UNLISTED = " scored"
"""Actions ending so are of one participant scoring alone. They are recorded and sealed, and listed nowhere: even the
moment tells who works when."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One change. `actor_id` is None for what the service did itself."""

    at: dt.datetime
    actor_id: int | None
    action: str
    subject: str
    was: dict[str, Any]
    became: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One page of the trail: `page` counts from 1; `pages` is 1 at least."""

    rows: list[EntryRow]
    page: int
    pages: int
    total: int


_columns = (
    AuditEntry.at,
    AuditEntry.actor_id,
    AuditEntry.action,
    AuditEntry.subject,
    AuditEntry.was,
    AuditEntry.became,
)


def _listed(engagement_id: int) -> ColumnElement[bool]:
    return and_(AuditEntry.engagement_id == engagement_id, not_(AuditEntry.action.endswith(UNLISTED)))


def entries(*, engagement_id: int, page: int) -> EntryPage:
    """One page of the engagement's trail, newest first, 50 to a page, in one query. Scoring is left out."""
    page = max(page, 1)
    found = db.session.execute(
        select(*_columns, func.count().over().label("total"))
        .where(_listed(engagement_id))
        .order_by(AuditEntry.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    total = found[0].total if found else 0
    return EntryPage([EntryRow(*row[:-1]) for row in found], page, max(-(-total // PAGE_SIZE), 1), total)


def all_entries(*, engagement_id: int) -> list[EntryRow]:
    """The engagement's whole trail, newest first. Scoring is left out."""
    found = db.session.execute(select(*_columns).where(_listed(engagement_id)).order_by(AuditEntry.id.desc()))
    return [EntryRow(*row) for row in found]


def entries_until(moment: dt.datetime, *, engagement_id: int, after: int, most: int) -> list[tuple[int, EntryRow]]:
    """Give `most` entries made before `moment` with their keys, the oldest first, those after the key `after`."""
    found = db.session.execute(
        select(AuditEntry.id, *_columns)
        .where(_listed(engagement_id), AuditEntry.at < moment, AuditEntry.id > after)
        .order_by(AuditEntry.id)
        .limit(most)
    )
    return [(row[0], EntryRow(*row[1:])) for row in found]
