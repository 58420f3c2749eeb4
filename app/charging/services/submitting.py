"""Days of a month go to the buyer for approval, and come back while nobody has decided. Approval: approving.py."""

import datetime as dt
from typing import Protocol

from sqlalchemy import or_, select

from app.charging.ledger import last_day
from app.charging.messages import tell_submitted
from app.charging.models import EntryState, SupportEntry
from app.charging.services.books import lock_account
from app.charging.services.moves import demand_running, note
from app.db import db
from app.security import EngagementScope, Identity, Role


class Act(Protocol):
    """Moves a month's lines to another state, and gives how many."""

    def __call__(self, month: dt.date, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> int:
        """Act."""


def submit(month: dt.date, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> int:
    """Submit one's own drafts of the month, a manager everybody's; tell the director. Gives how many entries."""
    found = _move("submitted", month, (EntryState.DRAFT, EntryState.SUBMITTED), scope, actor=actor, now=now)
    if found:
        tell_submitted(month, sum(entry.quarters for entry in found), scope, actor=actor, now=now)
    return len(found)


def take_back(month: dt.date, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> int:
    """Make drafts again of one's own submitted days of the month, a manager of everybody's. Gives how many.

    A reversal is withdrawn instead; what the buyer has queried or approved stays with the buyer.
    """
    return len(_move("taken back", month, (EntryState.SUBMITTED, EntryState.DRAFT), scope, actor=actor, now=now))


def _move(
    how: str,
    month: dt.date,
    states: tuple[EntryState, EntryState],
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> list[SupportEntry]:
    """Move one's own entries of the month from the first state to the second, each with its line in the trail."""
    demand_running(scope)
    was, state = states
    found = _own(month, was, scope, actor=actor)
    facts = {"was": {"state": was.value}, "became": {"state": state.value}}
    for entry in found:
        entry.state, entry.submitted_at = state, now if state is EntryState.SUBMITTED else None
        note(f"support day {how}", f"support entry {entry.ref}", scope, actor=actor, now=now, **facts)
    return found


def _own(month: dt.date, state: EntryState, scope: EngagementScope, *, actor: Identity) -> list[SupportEntry]:
    """Lock the account, so that nobody approves meanwhile, then one's own entries in this state."""
    lock_account(engagement_id=scope.id)
    query = (
        select(SupportEntry)
        .where(
            SupportEntry.engagement_id == scope.id,
            SupportEntry.on_date.between(month, last_day(month)),
            SupportEntry.state == state,
            SupportEntry.reverses_id.is_(None),
        )
        .order_by(SupportEntry.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if Role.MANAGER not in actor.scope_roles:
        me = actor.person_id
        query = query.where(or_(SupportEntry.logged_by_id == me, SupportEntry.person_id == me))
    return list(db.session.scalars(query))
