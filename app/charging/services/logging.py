"""Days are logged, changed, removed; a booking turns into a day that took place. Copying weeks: copying.py."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.accounts.queries import names_of
from app.agreements.limits import Used
from app.agreements.queries.limits import limits
from app.audit.services import Facts
from app.charging.errors import ConflictError, NotChargeableError, RefusedDatesError, RefusedFieldError, WrongStateError
from app.charging.logging_rules import NO_RATE, Bounds, Wanted, refusals
from app.charging.models import ChargingAccount, EntryMessage, EntryState, SupportEntry
from app.charging.queries.entries import entry_of, used_by_kind
from app.charging.queries.logging import Loggable, people_to_log
from app.charging.queries.tariff import rates
from app.charging.services.books import Charge, fill_days, lock_account, use
from app.charging.services.moves import demand_open_month, demand_running, note
from app.charging.services.serving import demand_goal
from app.charging.tariff import rate_on
from app.db import db
from app.engagements.models import SupportKind
from app.security import EngagementScope, Identity
from app.web.filters import day

DUE = "The date of this booking has come. Say first that it took place, or remove it."
EDITABLE = frozenset({EntryState.BOOKED, EntryState.DRAFT, EntryState.QUERIED, EntryState.ANSWERED})


@dataclass(frozen=True, slots=True)
class NewDays:
    """Days of one visit: every person (by key) gives every date's quarters, for one kind and one goal."""

    people: tuple[int, ...]
    dates: tuple[tuple[dt.date, int], ...]
    kind: SupportKind
    goal_ref: str
    milestone_ref: str
    note: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an entry is to say; its person, date and rate stay."""

    quarters: int
    kind: SupportKind
    goal_ref: str
    milestone_ref: str
    note: str


def log(
    days: NewDays, scope: EngagementScope, *, actor: Identity, today: dt.date, now: dt.datetime
) -> list[SupportEntry]:
    """Log every person × date, all or nothing: up to today as drafts, later ones as bookings.

    Raises RefusedDatesError, which says of each date why it cannot be; RefusedFieldError for a person or goal that is
    not of this engagement.
    """
    demand_running(scope)
    with db.session.begin_nested():  # whoever catches a refusal finds nothing half done
        account = lock_account(engagement_id=scope.id)
        demand_goal(days.kind, days.goal_ref, days.milestone_ref, scope)
        chosen = _people_of(days, scope)
        wanted = wanted_of(chosen, days, scope, today=today)
        found = refusals(wanted, bounds_of(account, chosen, scope))
        if found:
            raise RefusedDatesError({wanted[place].on: why for place, why in reversed(found.items())})
        return keep_new(account, [(each, days) for each in wanted], scope, actor=actor, now=now)


def _people_of(days: NewDays, scope: EngagementScope) -> list[Loggable]:
    dates = [on for on, _ in days.dates] or [dt.date.min]
    known = {each.id: each for each in people_to_log(min(dates), max(dates), scope=scope)}
    if not set(days.people) <= known.keys():
        raise RefusedFieldError("people", f"Choose people of {scope.lead_name} who work in this engagement")
    return [known[each] for each in dict.fromkeys(days.people)]


def wanted_of(people: Sequence[Loggable], days: NewDays, scope: EngagementScope, *, today: dt.date) -> list[Wanted]:
    """Give the days as they are asked for, each with the rate of its date, by date and person."""
    tariff = rates(engagement_id=scope.id)
    return [
        Wanted(each.id, each.name, on, quarters, days.kind, rate.day_rate if rate else None, booked=on > today)
        for on, quarters in sorted(days.dates)
        for each in people
        for rate in (rate_on(tariff, on, each.id),)
    ]


def bounds_of(account: ChargingAccount, people: Iterable[Loggable], scope: EngagementScope) -> Bounds:
    """Give what bounds new days now; the account is locked by the caller."""
    return Bounds(
        limits=limits(engagement_id=scope.id),
        used=Used(used_by_kind(engagement_id=scope.id), account.used_value),
        taken={(each.id, on): quarters for each in people for on, quarters in each.taken.items()},
        closed_through=account.closed_through,
    )


def keep_new(
    account: ChargingAccount,
    wanted: Sequence[tuple[Wanted, NewDays]],
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> list[SupportEntry]:
    """Count days in the account and in people's days, and keep them as entries.

    Raises NotChargeableError if somebody was faster.
    """
    each = [one for one, _ in wanted]
    use(account, [Charge(one.kind, one.quarters, _rate(one), one.on) for one in each if not one.booked])
    fill_days([(one.person_id, one.on, one.quarters) for one in each], {one.person_id: one.name for one in each})
    made = [_entry(one, days, scope, actor=actor, now=now) for one, days in wanted]
    db.session.add_all(made)
    db.session.flush()
    for entry in made:
        note("support day logged", _subject(entry), scope, actor=actor, now=now, became=facts(entry))
    return made


def _rate(one: Wanted) -> Decimal:
    if one.day_rate is None:
        raise NotChargeableError(NO_RATE, one.on)
    return one.day_rate


def _entry(one: Wanted, days: NewDays, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> SupportEntry:
    return SupportEntry(
        engagement_id=scope.id,
        person_id=one.person_id,
        on_date=one.on,
        quarters=one.quarters,
        kind=days.kind,
        goal_ref=days.goal_ref,
        milestone_ref=days.milestone_ref,
        note=days.note,
        day_rate=_rate(one),
        state=EntryState.BOOKED if one.booked else EntryState.DRAFT,
        logged_by_id=actor.person_id,
        logged_at=now,
    )


def edit(
    entry: SupportEntry,
    change: Change,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    today: dt.date,
    now: dt.datetime,
) -> SupportEntry:
    """Change an entry that the buyer has not approved; it keeps its state, person, date and rate.

    Raises WrongStateError, ConflictError, NotChargeableError, RefusedFieldError.
    """
    demand_running(scope)
    with db.session.begin_nested():
        account = lock_account(engagement_id=scope.id)
        found = _changeable(entry, account, scope)
        if found.version != seen_version:
            raise ConflictError("A colleague saved a change while you were writing")
        if is_due(found.state, found.on_date, today):
            raise WrongStateError(DUE)
        kept = (found.goal_ref, found.milestone_ref)
        demand_goal(change.kind, change.goal_ref, change.milestone_ref, scope, kept=kept)
        _recount(account, found, change)
        was = facts(found)
        found.quarters, found.kind, found.note = change.quarters, change.kind, change.note
        found.goal_ref, found.milestone_ref = change.goal_ref, change.milestone_ref
        became = facts(found)
        changed = {name for name in became if was[name] != became[name]}
        if changed:
            some = {"was": {name: was[name] for name in changed}, "became": {name: became[name] for name in changed}}
            note("support day changed", _subject(found), scope, actor=actor, now=now, **some)
        db.session.flush()
        return found


def _recount(account: ChargingAccount, entry: SupportEntry, change: Change) -> None:
    """Count what differs. Whatever became of the limits meanwhile, a change that takes no more is never refused."""
    more = change.quarters - entry.quarters
    if entry.state is not EntryState.BOOKED:
        if change.kind is entry.kind:
            charges = [Charge(entry.kind, more, entry.day_rate, entry.on_date)] if more else []
        else:
            charges = [
                Charge(entry.kind, -entry.quarters, entry.day_rate, entry.on_date),
                Charge(change.kind, change.quarters, entry.day_rate, entry.on_date),
            ]
        use(account, charges)
    if more:
        fill_days([(entry.person_id, entry.on_date, more)], names_of([entry.person_id]))


def remove(entry: SupportEntry, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Remove an entry that the buyer has not approved, its thread too; its day and its share of the cap come back.

    Raises WrongStateError, NotChargeableError.
    """
    demand_running(scope)
    with db.session.begin_nested():
        account = lock_account(engagement_id=scope.id)
        found = _changeable(entry, account, scope)
        _give_back(account, found)
        note("support day removed", _subject(found), scope, actor=actor, now=now, was=facts(found))
        db.session.execute(db.delete(EntryMessage).where(EntryMessage.entry_id == found.id))
        db.session.delete(found)
        db.session.flush()


def _give_back(account: ChargingAccount, entry: SupportEntry) -> None:
    if entry.state is not EntryState.BOOKED:
        use(account, [Charge(entry.kind, -entry.quarters, entry.day_rate, entry.on_date)])
    fill_days([(entry.person_id, entry.on_date, -entry.quarters)], names_of([entry.person_id]))


def took_place(
    entry: SupportEntry, scope: EngagementScope, *, actor: Identity, today: dt.date, now: dt.datetime
) -> SupportEntry:
    """Turn a booking whose date has come into a draft, at the rate that holds on its date now: from here on it counts.

    Raises WrongStateError, NotChargeableError.
    """
    demand_running(scope)
    with db.session.begin_nested():
        account = lock_account(engagement_id=scope.id)
        found = entry_of(entry.ref, engagement_id=scope.id, lock=True)
        if found is None or found.state is not EntryState.BOOKED:
            raise WrongStateError("These days are not a booking any more. Nothing was changed.")
        if found.on_date > today:
            raise WrongStateError(f"{day(found.on_date)} has not come yet. Say that it took place once it has.")
        demand_open_month(account, found.on_date)
        rate = rate_on(rates(engagement_id=scope.id), found.on_date, found.person_id)
        if rate is None:
            raise NotChargeableError(NO_RATE, found.on_date)
        use(account, [Charge(found.kind, found.quarters, rate.day_rate, found.on_date)])
        was = {"state": found.state.value, "day_rate": found.day_rate}
        found.state, found.day_rate = EntryState.DRAFT, rate.day_rate
        became = {"state": found.state.value, "day_rate": found.day_rate}
        note("booked support day took place", _subject(found), scope, actor=actor, now=now, was=was, became=became)
        return found


def _changeable(entry: SupportEntry, account: ChargingAccount, scope: EngagementScope) -> SupportEntry:
    """Lock an entry and demand that it can be changed or removed now."""
    found = entry_of(entry.ref, engagement_id=scope.id, lock=True)
    if found is None:
        raise WrongStateError("A colleague removed these days meanwhile. Nothing was changed.")
    why = not_changeable(found.state, is_reversal=found.reverses_id is not None)
    if why:
        raise WrongStateError(why)
    if found.state is not EntryState.BOOKED and found.replaces_id is None:
        demand_open_month(account, found.on_date)  # a correction goes on the next statement, whatever its date
    return found


def is_due(state: EntryState, on: dt.date, today: dt.date) -> bool:
    """Say whether it is a booking whose date has come: it took place, or it is removed."""
    return state is EntryState.BOOKED and on <= today


def not_changeable(state: EntryState, *, is_reversal: bool) -> str:
    """Say why an entry cannot be changed or removed, or nothing if it can."""
    if is_reversal:
        return "A reversal is not edited or removed. Withdraw it instead, as long as it is not approved."
    if state in EDITABLE:
        return ""
    if state is EntryState.SUBMITTED:
        return "These days are submitted. Take the month’s days back first, then change them."
    return "These days are approved, so they are not edited or removed. Correct them with a reversal."


def facts(entry: SupportEntry) -> Facts:
    """What the audit trail keeps of an entry."""
    return {
        "person_id": entry.person_id,
        "on": entry.on_date,
        "quarters": entry.quarters,
        "kind": entry.kind.value,
        "goal": entry.goal_ref,
        "milestone": entry.milestone_ref,
        "note": entry.note,
        "day_rate": entry.day_rate,
        "state": entry.state.value,
    }


def _subject(entry: SupportEntry) -> str:
    return f"support entry {entry.ref}"
