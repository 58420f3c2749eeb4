"""Approval by the buyer: everything of a month that was shown to wait, in one press. One line's query: querying.py."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.agreements.queries.limits import limits
from app.charging.errors import ConflictError, NotChargeableError, WrongStateError
from app.charging.ledger import Days, days_of, last_day, total
from app.charging.messages import tell_approved
from app.charging.models import EntryState, SupportEntry
from app.charging.queries.entries import balance_of
from app.charging.services.books import lock_account
from app.charging.services.moves import demand_running, note
from app.charging.services.standing import refuse_people_of_the_lead
from app.db import db
from app.security import EngagementScope, Identity
from app.web.filters import person_days, pounds

APPROVABLE = (EntryState.SUBMITTED, EntryState.ANSWERED)
UNAPPROVED = (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.QUERIED, EntryState.ANSWERED)


def shown_digest(entries: Iterable[tuple[str, int]]) -> str:
    """Mark the lines that a page shows as waiting, by reference and version: equal lines, equal mark."""
    lines = "\n".join(f"{ref} {version}" for ref, version in sorted(entries))
    return hashlib.sha256(lines.encode("ascii")).hexdigest()


def approve(month: dt.date, scope: EngagementScope, *, seen_digest: str, actor: Identity, now: dt.datetime) -> int:
    """Approve all that waits in the month, if it is what was shown; give the number of lines.

    Raises ConflictOfInterestError for somebody of the lead authority, ConflictError if a line was changed, added or
    taken away since, WrongStateError if nothing waits, NotChargeableError beyond the signed cap.
    """
    demand_running(scope)
    refuse_people_of_the_lead(actor, scope, doing="approve days")
    lock_account(engagement_id=scope.id)
    entries = _waiting(month, engagement_id=scope.id)
    if not entries:
        raise WrongStateError(f"Nothing waits for approval in {month:%B %Y}. Nothing was changed.")
    if shown_digest((entry.ref, entry.version) for entry in entries) != seen_digest:
        raise ConflictError(
            f"The lines of {month:%B %Y} have changed since you opened the page, so nothing was approved. Check them "
            "again below, then approve them."
        )
    _demand_within_the_cap(entries, scope)
    for entry in entries:
        _approve(entry, scope, actor=actor, now=now)
    db.session.flush()
    days = total(days_of(entry.quarters, entry.day_rate) for entry in entries)
    ready = not _is_left(month, engagement_id=scope.id)
    tell_approved(month, days, scope, ready=ready, actor=actor, now=now)
    return len(entries)


def _approve(entry: SupportEntry, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    was, entry.state = entry.state, EntryState.APPROVED
    entry.approved_by_id, entry.approved_name, entry.approved_at = actor.person_id, actor.name, now
    became = {"state": entry.state.value}
    subject = f"support entry {entry.ref}"
    note("support day approved", subject, scope, actor=actor, now=now, was={"state": was.value}, became=became)


def _waiting(month: dt.date, *, engagement_id: int) -> Sequence[SupportEntry]:
    """Give what waits, so that nobody else changes it before this request ends."""
    return db.session.scalars(
        select(SupportEntry)
        .where(
            SupportEntry.engagement_id == engagement_id,
            SupportEntry.on_date.between(month, last_day(month)),
            SupportEntry.state.in_(APPROVABLE),
        )
        .order_by(SupportEntry.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _is_left(month: dt.date, *, engagement_id: int) -> bool:
    """Say whether anything of the month is not approved yet."""
    left = select(SupportEntry.id).where(
        SupportEntry.engagement_id == engagement_id,
        SupportEntry.on_date.between(month, last_day(month)),
        SupportEntry.state.in_(UNAPPROVED),
    )
    return db.session.scalar(left.limit(1)) is not None


def _demand_within_the_cap(entries: Iterable[SupportEntry], scope: EngagementScope) -> None:
    """Raise NotChargeableError if approving would pass the cap that is signed now; what lowers the sum never does."""
    allowed = limits(engagement_id=scope.id)
    more = total(days_of(entry.quarters, entry.day_rate) for entry in entries)
    then = balance_of(engagement_id=scope.id).approved + more
    if allowed is None or not _passes(more, then, Days(allowed.cap_quarters, allowed.cap_value)):
        return
    raise NotChargeableError(
        f"With these lines, {person_days(then.quarters)} ({pounds(then.value)}) would be approved, more than the cap "
        f"of {person_days(allowed.cap_quarters)} ({pounds(allowed.cap_value)}). Nothing was approved. Query what is "
        "too much, or sign a variation of the agreement first."
    )


def _passes(more: Days, then: Days, cap: Days) -> bool:
    in_days = more.quarters > 0 and then.quarters > cap.quarters
    return in_days or (more.value > 0 and then.value > cap.value)
