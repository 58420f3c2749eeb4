"""What happened to one entry, in order: its thread, and its changes as the audit trail keeps them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import String, cast, literal, select, union_all

from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.charging.models import EntryMessage, MessageKind, SupportEntry
from app.db import db

_SAID_BY_THE_THREAD = ("support day queried", "support day answered")


@dataclass(frozen=True, slots=True)
class Happened:
    """One event. `text` is a message's own words, empty for other changes."""

    at: dt.datetime
    who: str
    what: str
    text: str


def history_of(ref: str, *, engagement_id: int) -> tuple[Happened, ...]:
    """Give the entry's history in one query."""
    messages = (
        select(
            literal(0).label("place"),
            EntryMessage.id.label("id"),
            EntryMessage.written_at.label("at"),
            EntryMessage.author_name.label("who"),
            cast(EntryMessage.kind, String).label("what"),
            EntryMessage.text.label("text"),
        )
        .join(SupportEntry, SupportEntry.id == EntryMessage.entry_id)
        .where(SupportEntry.engagement_id == engagement_id, SupportEntry.ref == ref)
    )
    changes = (
        select(literal(1), AuditEntry.id, AuditEntry.at, Person.name, AuditEntry.action, literal(""))
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(
            AuditEntry.engagement_id == engagement_id,
            AuditEntry.subject == f"support entry {ref}",
            AuditEntry.action.not_in(_SAID_BY_THE_THREAD),
        )
    )
    both = union_all(messages, changes).subquery("both")
    rows = db.session.execute(select(both).order_by(both.c.at, both.c.place, both.c.id))
    return tuple(Happened(row.at, row.who or "The service", _words(row.what), row.text) for row in rows)


def _words(what: str) -> str:
    """Say a message's kind or an audit entry's action as a page does: "asked", "support day logged"."""
    said = {MessageKind.QUERY.value: "asked", MessageKind.ANSWER.value: "answered"}
    return said.get(what, what.removeprefix("support day "))
