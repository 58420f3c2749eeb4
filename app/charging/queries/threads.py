"""The threads on entries: what the buyer asked and the supplier answered, in order. Entries: entries.py."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select

from app.charging.ledger import last_day
from app.charging.models import EntryMessage, MessageKind, SupportEntry
from app.db import db


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """One message as pages print it."""

    kind: MessageKind
    text: str
    author_name: str
    written_at: dt.datetime

    @property
    def verb(self) -> str:
        """Say what it does: asked or answered."""
        return "asked" if self.kind is MessageKind.QUERY else "answered"


Threads = Mapping[str, tuple[ThreadMessage, ...]]
_MESSAGES: Select[*tuple[Any, ...]] = (
    select(SupportEntry.ref, EntryMessage.kind, EntryMessage.text, EntryMessage.author_name, EntryMessage.written_at)
    .join(SupportEntry, SupportEntry.id == EntryMessage.entry_id)
    .where(SupportEntry.engagement_id == bindparam("engagement_id"))
    .order_by(EntryMessage.id)
)
_OF_MONTH = _MESSAGES.where(SupportEntry.on_date.between(bindparam("first"), bindparam("last")))
_OF_ONE = _MESSAGES.where(SupportEntry.ref == bindparam("ref"))


def threads_of_month(month: dt.date, *, engagement_id: int) -> Threads:
    """Give the threads on the entries dated in a month, by the entry's reference."""
    return _threads(_OF_MONTH, {"engagement_id": engagement_id, "first": month, "last": last_day(month)})


def thread_of(ref: str, *, engagement_id: int) -> tuple[ThreadMessage, ...]:
    """Give the thread on one entry."""
    return _threads(_OF_ONE, {"engagement_id": engagement_id, "ref": ref}).get(ref, ())


def _threads(query: Select[*tuple[Any, ...]], values: Mapping[str, Any]) -> Threads:
    found = defaultdict[str, list[ThreadMessage]](list)
    for ref, *message in db.session.connection().execute(query, values):
        found[ref].append(ThreadMessage(*message))
    return {ref: tuple(messages) for ref, messages in found.items()}
