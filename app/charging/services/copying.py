"""One's own week is logged again for the week after: what that will make, and what it leaves out and why."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.agreements.limits import Limits, Used
from app.agreements.queries.limits import limits
from app.charging.errors import RefusedFieldError
from app.charging.logging_rules import Bounds, Wanted, refusals
from app.charging.models import SupportEntry
from app.charging.queries.logging import Loggable, own_entries, people_to_log, span_of
from app.charging.queries.tariff import rates
from app.charging.services.books import lock_account
from app.charging.services.logging import NewDays, bounds_of, keep_new
from app.charging.services.moves import demand_running
from app.charging.services.serving import demand_goal
from app.charging.tariff import Rate, rate_on
from app.db import db
from app.security import EngagementScope, Identity

WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
SATURDAY = 5
WEEKEND = "It falls on a weekend"
THERE = "You have logged the same already"


@dataclass(frozen=True, slots=True)
class Copy:
    """One entry of the week, and what it is to become; `why_not` says why it is left out."""

    entry: SupportEntry
    wanted: Wanted
    why_not: str = ""


def preview(monday: dt.date, scope: EngagementScope, *, actor: Identity, today: dt.date) -> tuple[Copy, ...]:
    """Give what copying the week that begins on `monday` makes. How much the cap leaves is looked at on copying."""
    me = _me(monday, scope, actor)
    if me is None:
        return ()
    allowed, span = limits(engagement_id=scope.id), span_of(engagement_id=scope.id)
    taken = {(me.id, on): quarters for on, quarters in me.taken.items()}
    bounds = Bounds(allowed, Used({}, Decimal(0)), taken, span.closed_through)
    return _copies(me, _both_weeks(monday, scope, actor), monday, _usual(allowed), bounds, today)


def copy_week(
    monday: dt.date, scope: EngagementScope, *, actor: Identity, today: dt.date, now: dt.datetime
) -> tuple[Copy, ...]:
    """Log the week's days again a week later, but for those that cannot be; gives all with the reasons.

    Raises WrongStateError, NotChargeableError.
    """
    demand_running(scope)
    with db.session.begin_nested():
        account = lock_account(engagement_id=scope.id)
        me = _me(monday, scope, actor)
        if me is None:
            return ()
        bounds = bounds_of(account, [me], scope)
        tariff = rates(engagement_id=scope.id)
        copies = tuple(
            each if each.why_not else Copy(each.entry, each.wanted, _without_goal(each.entry, scope))
            for each in _copies(me, _both_weeks(monday, scope, actor), monday, tariff, bounds, today)
        )
        kept = [(each.wanted, _as_new(each.entry)) for each in copies if not each.why_not]
        keep_new(account, kept, scope, actor=actor, now=now)
        return copies


def _me(monday: dt.date, scope: EngagementScope, actor: Identity) -> Loggable | None:
    """Give who copies, with what is given in the week after; None for somebody whose days are not logged here."""
    people = people_to_log(monday + WEEK, monday + 2 * WEEK - DAY, scope=scope)
    return next((each for each in people if each.id == actor.person_id), None)


def _both_weeks(monday: dt.date, scope: EngagementScope, actor: Identity) -> list[SupportEntry]:
    return own_entries(monday, monday + 2 * WEEK - DAY, engagement_id=scope.id, person_id=actor.person_id)


def _usual(allowed: Limits | None) -> tuple[Rate, ...]:
    """Give the agreement's rate for a preview, which shows no money."""
    return (Rate(allowed.starts_on, allowed.day_rate, ""),) if allowed else ()


def _copies(
    me: Loggable,
    entries: Sequence[SupportEntry],
    monday: dt.date,
    tariff: tuple[Rate, ...],
    bounds: Bounds,
    today: dt.date,
) -> tuple[Copy, ...]:
    """Say of each entry of the first week what becomes of it; what can be made counts against what follows."""
    there = {_said(entry, entry.on_date) for entry in entries if entry.on_date >= monday + WEEK}
    week = [entry for entry in entries if entry.on_date < monday + WEEK]
    copies = [_copy(me, entry, tariff, today, there) for entry in week]
    possible = [each for each in copies if not each.why_not]
    refused = refusals([each.wanted for each in possible], bounds)
    whys = {id(each): refused.get(place, "") for place, each in enumerate(possible)}
    return tuple(Copy(each.entry, each.wanted, each.why_not or whys[id(each)]) for each in copies)


def _copy(
    me: Loggable, entry: SupportEntry, tariff: tuple[Rate, ...], today: dt.date, there: set[tuple[object, ...]]
) -> Copy:
    on = entry.on_date + WEEK
    rate = rate_on(tariff, on, me.id)
    wanted = Wanted(me.id, me.name, on, entry.quarters, entry.kind, rate.day_rate if rate else None, booked=on > today)
    if on.weekday() >= SATURDAY:
        return Copy(entry, wanted, WEEKEND)
    return Copy(entry, wanted, THERE if _said(entry, on) in there else "")


def _said(entry: SupportEntry, on: dt.date) -> tuple[object, ...]:
    return on, entry.quarters, entry.kind, entry.goal_ref, entry.milestone_ref


def _as_new(entry: SupportEntry) -> NewDays:
    return NewDays((), (), entry.kind, entry.goal_ref, entry.milestone_ref, entry.note)


def _without_goal(entry: SupportEntry, scope: EngagementScope) -> str:
    """Say so where the plan no longer has the goal that an entry served."""
    try:
        demand_goal(entry.kind, entry.goal_ref, entry.milestone_ref, scope)
    except RefusedFieldError:
        return "The approved plan no longer has the goal that it served"
    return ""
