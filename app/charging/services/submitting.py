"""Days of a month go to the buyer for approval, and come back while nobody has decided. Approval: approving.py."""

import datetime as dt

from sqlalchemy import or_, select

from app.charging.ledger import last_day
from app.charging.messages import tell_submitted
from app.charging.models import EntryState, SupportEntry
from app.charging.services.books import lock_account
from app.charging.services.moves import demand_running, note
from app.db import db
from app.security import EngagementScope, Identity, Role


def submit(month: dt.date, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> int:
    """Submit one's own drafts of the month, a manager everybody's; tell the director. Gives how many entries."""
    demand_running(scope)
    found = _own(month, EntryState.DRAFT, scope, actor=actor)
    for entry in found:
        entry.state, entry.submitted_at = EntryState.SUBMITTED, now
        _note("support day submitted", entry, EntryState.DRAFT, scope, actor=actor, now=now)
    if found:
        tell_submitted(month, sum(entry.quarters for entry in found), scope, actor=actor, now=now)
    return len(found)


def take_back(month: dt.date, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> int:
    """Make drafts again of one's own submitted days of the month, a manager of everybody's. Gives how many.

    A reversal is withdrawn instead; what the buyer has queried or approved stays with the buyer.
    """
    demand_running(scope)
    found = _own(month, EntryState.SUBMITTED, scope, actor=actor)
    for entry in found:
        entry.state, entry.submitted_at = EntryState.DRAFT, None
        _note("support day taken back", entry, EntryState.SUBMITTED, scope, actor=actor, now=now)
    return len(found)


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


def _note(
    action: str, entry: SupportEntry, was: EntryState, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    subject = f"support entry {entry.ref}"
    became = {"state": entry.state.value}
    note(action, subject, scope, actor=actor, now=now, was={"state": was.value}, became=became)
