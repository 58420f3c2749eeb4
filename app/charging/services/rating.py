"""Dated day rates beside the agreement's own: proposed by a manager, agreed by the director, or withdrawn.

A new rate never touches an entry: whoever logs afterwards gets it, by the entry's date (tariff.py).
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from app.accounts.queries import names_of
from app.agreements.limits import UNSIGNED
from app.agreements.queries.limits import limits
from app.charging.errors import NotChargeableError, RefusedFieldError, WrongStateError
from app.charging.ledger import month_of
from app.charging.logging_rules import closed
from app.charging.models import AgreedRate
from app.charging.queries.rates import is_proposed, last_logged
from app.charging.rate_messages import tell_agreed, tell_proposed, tell_withdrawn
from app.charging.services.books import lock_account
from app.charging.services.moves import demand_running, note
from app.charging.services.standing import refuse_people_of_the_lead
from app.db import db
from app.engagements.telling import day_in_words
from app.security import EngagementScope, Identity


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pounds per person-day before VAT from a date on; `person_id` None for everybody."""

    person_id: int | None
    from_on: dt.date
    day_rate: Decimal
    reason: str


def demand_rates_may_change(scope: EngagementScope) -> None:
    """Raise WrongStateError unless the engagement runs, NotChargeableError before an agreement is signed."""
    demand_running(scope)
    if limits(engagement_id=scope.id) is None:
        raise NotChargeableError(UNSIGNED)


def propose_rate(
    proposal: Proposal, scope: EngagementScope, *, today: dt.date, actor: Identity, now: dt.datetime
) -> AgreedRate:
    """Propose a rate to the director; it holds once it is agreed. `today` is London's date.

    Raises RefusedFieldError for a date that cannot be, WrongStateError, NotChargeableError.
    """
    demand_rates_may_change(scope)
    _check_date(proposal, scope, today)
    rate = AgreedRate(
        engagement_id=scope.id,
        person_id=proposal.person_id,
        from_on=proposal.from_on,
        day_rate=proposal.day_rate,
        reason=proposal.reason,
        proposed_by_id=actor.person_id,
        proposed_name=actor.name,
        proposed_at=now,
    )
    db.session.add(rate)
    _note("rate proposed", rate, scope, actor=actor, now=now)
    tell_proposed(rate, _whom(rate), scope, actor=actor, now=now)
    return rate


def _check_date(proposal: Proposal, scope: EngagementScope, today: dt.date) -> None:
    """Refuse a date in a closed month, outside the agreement, proposed already, or from which days are logged.

    A past date is taken only while nobody whom it concerns has an entry from it to today: else the tariff would say
    one rate of a day and its entry another. Bookings in the future keep the rate that they have.
    """
    account = lock_account(engagement_id=scope.id)
    allowed = limits(engagement_id=scope.id)
    if closed(account.closed_through, proposal.from_on):
        first = (account.closed_through or proposal.from_on) + dt.timedelta(days=1)
        raise _refused(f"{proposal.from_on:%B %Y} is closed: enter {day_in_words(first)} or later")
    if allowed is not None and not allowed.starts_on <= proposal.from_on <= allowed.ends_on:
        dates = f"{day_in_words(allowed.starts_on)} to {day_in_words(allowed.ends_on)}"
        raise _refused(f"Enter a date from {dates}, the dates of the support agreement")
    if is_proposed(proposal.from_on, proposal.person_id, engagement_id=scope.id):
        raise _refused(
            f"A rate from {day_in_words(proposal.from_on)} is proposed already. Withdraw it before you propose another"
        )
    if proposal.from_on > today:
        return
    last_on = last_logged(proposal.from_on, today, proposal.person_id, engagement_id=scope.id)
    if last_on is not None:
        raise _refused(
            f"Days up to {day_in_words(last_on)} are logged at the former rate, which stays: enter a later date"
        )


def _refused(message: str) -> RefusedFieldError:
    return RefusedFieldError("from_on", message)


def agree_rate(rate: AgreedRate, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Agree a proposed rate for the buyer. The record is locked by the caller.

    Raises ConflictOfInterestError, and WrongStateError once its month is closed or it no longer waits.
    """
    demand_running(scope)
    refuse_people_of_the_lead(actor, scope, doing="agree day rates")
    if rate.agreed_at is not None and rate.agreed_by_id == actor.person_id:
        return  # pressed twice: the managers are told once
    _demand_waiting(rate)
    account = lock_account(engagement_id=scope.id)
    if closed(account.closed_through, rate.from_on):
        raise WrongStateError(
            f"{month_of(rate.from_on):%B %Y} is closed, so no rate can begin in it any more. "
            f"{scope.lead_name} has to withdraw it and propose a later date."
        )
    rate.agreed_by_id, rate.agreed_name, rate.agreed_at = actor.person_id, actor.name, now
    _note("rate agreed", rate, scope, actor=actor, now=now)
    tell_agreed(rate, _whom(rate), scope, actor=actor, now=now)


def withdraw_rate(rate: AgreedRate, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Withdraw a proposal that the director has not agreed. The record is locked by the caller.

    Raises WrongStateError for one that is agreed: another rate takes its place, which the director agrees, too.
    """
    if rate.withdrawn_at is not None:
        return
    _demand_waiting(rate)
    rate.withdrawn_at = now
    _note("rate withdrawn", rate, scope, actor=actor, now=now)
    tell_withdrawn(rate, _whom(rate), scope, actor=actor, now=now)


def _demand_waiting(rate: AgreedRate) -> None:
    if rate.withdrawn_at is not None:
        raise WrongStateError("The proposed rate was withdrawn, so it cannot be agreed. Nothing was changed.")
    if rate.agreed_at is not None:
        raise WrongStateError(f"{rate.agreed_name} has already agreed to this rate. Nothing was changed.")


def _whom(rate: AgreedRate) -> str:
    if rate.person_id is None:
        return "everybody"
    return names_of({rate.person_id}).get(rate.person_id, "")


def _note(action: str, rate: AgreedRate, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    db.session.flush()  # gives the record its reference
    became = {"day_rate": rate.day_rate, "from_on": rate.from_on, "reason": rate.reason}
    if rate.person_id is not None:
        became["person_id"] = rate.person_id
    note(action, f"rate {rate.ref}", scope, actor=actor, now=now, became=became)
