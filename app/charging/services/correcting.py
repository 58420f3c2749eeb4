"""Corrections of what is approved: a reversal, what replaces it, and taking a reversal back. Drafts: editing.py."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, update

from app.accounts.queries import names_of
from app.charging.errors import NotChargeableError, RefusedFieldError, WrongStateError
from app.charging.ledger import charge
from app.charging.messages import tell_corrected
from app.charging.models import ChargingAccount, EntryMessage, EntryState, SupportEntry
from app.charging.queries.entries import entry_of
from app.charging.queries.people import suppliers
from app.charging.queries.tariff import rates
from app.charging.services.approving import UNAPPROVED
from app.charging.services.books import Charge, fill_days, lock_account, use
from app.charging.services.moves import demand_running, note
from app.charging.services.serving import demand_goal
from app.charging.tariff import rate_on
from app.db import db
from app.engagements.models import SupportKind
from app.security import EngagementScope, Identity

FINAL = (EntryState.APPROVED, EntryState.STATED)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What an entry that was reversed should have been."""

    person_id: int
    on: dt.date
    quarters: int
    kind: SupportKind
    goal_ref: str
    milestone_ref: str
    note: str
    reason: str


def reverse(
    entry: SupportEntry, reason: str, scope: EngagementScope, *, actor: Identity, today: dt.date, now: dt.datetime
) -> SupportEntry:
    """Take an approved entry back, whole and once: its day and its share of the cap are free at once.

    The reversal keeps the entry's date, also in a closed month, and waits for the buyer like any line. Raises
    WrongStateError unless it is approved, not in the future and not reversed yet.
    """
    demand_running(scope)
    account = lock_account(engagement_id=scope.id)
    found = _locked(entry, scope)
    if found.state not in FINAL or found.on_date > today:
        raise WrongStateError("Only an approved day is reversed. This one can still be changed. Nothing was changed.")
    if found.reverses_id is not None:
        raise WrongStateError("A reversal is not reversed. Enter what the day should have been instead.")
    if _reversal_of(found) is not None:
        raise WrongStateError("This day has been reversed already. Nothing was changed.")
    reversal = SupportEntry(
        engagement_id=scope.id,
        person_id=found.person_id,
        on_date=found.on_date,
        quarters=-found.quarters,
        kind=found.kind,
        goal_ref=found.goal_ref,
        milestone_ref=found.milestone_ref,
        note=found.note,
        day_rate=found.day_rate,
        reverses_id=found.id,
        reason=reason,
    )
    with db.session.begin_nested():  # whoever catches a refusal finds nothing half done
        _count(reversal, account_of=account)
        return _submit(reversal, "support day reversed", scope, actor=actor, now=now)


def replace(
    reversed_entry: SupportEntry,
    new: Replacement,
    scope: EngagementScope,
    *,
    actor: Identity,
    today: dt.date,
    now: dt.datetime,
) -> SupportEntry:
    """Enter what a reversed entry should have been; it may carry a closed month's date, and waits for the buyer.

    Raises WrongStateError unless the entry is reversed, RefusedFieldError, and NotChargeableError as for any day.
    """
    demand_running(scope)
    account = lock_account(engagement_id=scope.id)
    found = _locked(reversed_entry, scope)
    if _reversal_of(found) is None:
        raise WrongStateError("Reverse the day first, then enter what it should have been. Nothing was changed.")
    _check(new, found, scope, today=today)
    kept = (found.goal_ref, found.milestone_ref)
    demand_goal(new.kind, new.goal_ref, new.milestone_ref, scope, kept=kept)
    rate = rate_on(rates(engagement_id=scope.id), new.on, new.person_id)
    if rate is None:
        raise NotChargeableError("No day rate is agreed for this date", new.on)
    entry = SupportEntry(
        engagement_id=scope.id,
        person_id=new.person_id,
        on_date=new.on,
        quarters=new.quarters,
        kind=new.kind,
        goal_ref=new.goal_ref,
        milestone_ref=new.milestone_ref,
        note=new.note,
        day_rate=rate.day_rate,
        replaces_id=found.id,
        reason=new.reason,
    )
    with db.session.begin_nested():
        _count(entry, account_of=account)
        return _submit(entry, "support day replaced", scope, actor=actor, now=now)


def withdraw(reversal: SupportEntry, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Take back a reversal that is not approved yet: its day and its share of the cap are used again.

    Its thread moves to the day that stands again. Raises WrongStateError if it is approved or if something stands in
    the day's place, NotChargeableError or DayFullError if the room was given to other days meanwhile.
    """
    demand_running(scope)
    account = lock_account(engagement_id=scope.id)
    found = _locked(reversal, scope)
    if found.reverses_id is None or found.state not in UNAPPROVED:
        raise WrongStateError("Only a reversal that is not approved yet is withdrawn. Nothing was changed.")
    if db.session.scalar(select(SupportEntry.id).where(SupportEntry.replaces_id == found.reverses_id).limit(1)):
        raise WrongStateError("Another line stands in the place of this day already. Remove that line first.")
    again = Charge(found.kind, -found.quarters, found.day_rate, found.on_date)
    with db.session.begin_nested():
        use(account, [again])
        fill_days([(found.person_id, found.on_date, again.quarters)], names_of([found.person_id]))
    db.session.execute(
        update(EntryMessage)
        .where(EntryMessage.entry_id == found.id)
        .values(entry_id=found.reverses_id)
        .execution_options(synchronize_session=False)
    )
    db.session.delete(found)
    was = {"state": found.state.value, "quarters": found.quarters, "reason": found.reason}
    note("reversal withdrawn", f"support entry {found.ref}", scope, actor=actor, now=now, was=was)


def _locked(entry: SupportEntry, scope: EngagementScope) -> SupportEntry:
    """Give the entry as it stands under the account's lock: the account is always locked first."""
    found = entry_of(entry.ref, engagement_id=scope.id, lock=True)
    if found is None:
        raise WrongStateError("This line has been removed meanwhile. Nothing was changed.")
    return found


def _reversal_of(entry: SupportEntry) -> int | None:
    return db.session.scalar(select(SupportEntry.id).where(SupportEntry.reverses_id == entry.id))


def _check(new: Replacement, instead_of: SupportEntry, scope: EngagementScope, *, today: dt.date) -> None:
    """Raise RefusedFieldError for what cannot be: a day to come, or somebody who does not work here.

    Whose day was reversed may have left since: the day is corrected all the same.
    """
    if new.on > today:
        raise RefusedFieldError("on", "The date must be today or in the past")
    working = suppliers(engagement_id=scope.id, lead_authority_id=scope.lead_authority_id)
    if new.person_id not in {instead_of.person_id, *(each.person_id for each in working)}:
        raise RefusedFieldError("person", "Choose somebody who works in this engagement")


def _count(entry: SupportEntry, *, account_of: ChargingAccount) -> None:
    """Count it towards the cap and its person's day, negative days too."""
    use(account_of, [Charge(entry.kind, entry.quarters, entry.day_rate, entry.on_date)])
    fill_days([(entry.person_id, entry.on_date, entry.quarters)], names_of([entry.person_id]))


def _submit(
    entry: SupportEntry, action: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> SupportEntry:
    entry.state, entry.submitted_at = EntryState.SUBMITTED, now
    entry.logged_by_id, entry.logged_at = actor.person_id, now
    db.session.add(entry)
    db.session.flush()
    became = {
        "on": entry.on_date,
        "quarters": entry.quarters,
        "charge": charge(entry.quarters, entry.day_rate),
        "reason": entry.reason,
    }
    note(action, f"support entry {entry.ref}", scope, actor=actor, now=now, became=became)
    tell_corrected(entry, scope, actor=actor, now=now)
    return entry
