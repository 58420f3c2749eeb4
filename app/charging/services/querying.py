"""The thread on an entry: the buyer asks, the supplier answers; each moves the entry. Approving: approving.py."""

import datetime as dt

from app.charging.errors import ConflictError, WrongStateError
from app.charging.messages import tell_answered, tell_queried
from app.charging.models import EntryMessage, EntryState, MessageKind, SupportEntry
from app.charging.services.approving import APPROVABLE
from app.charging.services.moves import demand_running, note
from app.charging.services.standing import refuse_people_of_the_lead
from app.db import db
from app.security import EngagementScope, Identity

CHANGED = "This line has changed since you opened the page, so nothing was sent. Read it again below, then send it."


def query(
    entry: SupportEntry, text: str, scope: EngagementScope, *, seen_version: int, actor: Identity, now: dt.datetime
) -> None:
    """Hold a line back with a question. It is not approved before it is answered.

    Raises ConflictOfInterestError for somebody of the lead authority, WrongStateError unless it waits for approval,
    ConflictError if it was changed since it was shown.
    """
    demand_queryable(entry, scope, actor=actor)
    _say(entry, MessageKind.QUERY, text, scope, seen_version=seen_version, actor=actor, now=now)
    tell_queried(entry, text, scope, actor=actor, now=now)


def answer(
    entry: SupportEntry, text: str, scope: EngagementScope, *, seen_version: int, actor: Identity, now: dt.datetime
) -> None:
    """Answer a queried line: it is corrected by now, or explained, and waits for approval again.

    Raises WrongStateError unless it is queried, ConflictError if it was changed since it was shown.
    """
    demand_answerable(entry, scope)
    _say(entry, MessageKind.ANSWER, text, scope, seen_version=seen_version, actor=actor, now=now)
    tell_answered(entry, text, scope, actor=actor, now=now)


def demand_queryable(entry: SupportEntry, scope: EngagementScope, *, actor: Identity) -> None:
    """Raise WrongStateError unless the line waits for approval, ConflictOfInterestError for people of the lead."""
    demand_running(scope)
    refuse_people_of_the_lead(actor, scope, doing="query days")
    if entry.state is EntryState.QUERIED:
        raise WrongStateError("Somebody has queried this line already. The query is below. Nothing was changed.")
    if entry.state not in APPROVABLE:
        raise WrongStateError(f"{_stands(entry)}, so it cannot be queried. Nothing was changed.")


def demand_answerable(entry: SupportEntry, scope: EngagementScope) -> None:
    """Raise WrongStateError unless a query on the line waits for an answer."""
    demand_running(scope)
    if entry.state is EntryState.ANSWERED:
        raise WrongStateError("Somebody has answered this query already. The answer is below. Nothing was changed.")
    if entry.state is not EntryState.QUERIED:
        raise WrongStateError(f"{_stands(entry)}: no query on it waits for an answer. Nothing was changed.")


def _say(  # what a message needs
    entry: SupportEntry,
    kind: MessageKind,
    text: str,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    if entry.version != seen_version:
        raise ConflictError(CHANGED)
    was = entry.state
    entry.state = EntryState.QUERIED if kind is MessageKind.QUERY else EntryState.ANSWERED
    message = EntryMessage(entry_id=entry.id, kind=kind, text=text, written_at=now)
    message.author_id, message.author_name = actor.person_id, actor.name
    db.session.add(message)
    note(
        f"support day {entry.state.value}",
        f"support entry {entry.ref}",
        scope,
        actor=actor,
        now=now,
        was={"state": was.value},
        became={"state": entry.state.value},
    )


def _stands(entry: SupportEntry) -> str:
    return {
        EntryState.BOOKED: "The day is only booked",
        EntryState.DRAFT: "The day is not submitted",
        EntryState.SUBMITTED: "The day waits for approval",
        EntryState.APPROVED: "The day is approved",
    }.get(entry.state, "The day is on a statement")
