"""What a reader of the balance does next, by role, as words with the page where it is done. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.charging.ledger import month_of, next_month
from app.charging.months import Month
from app.charging.overview import Overview
from app.security import EngagementScope, Identity, Permission, Role
from app.web.filters import MONTHS, person_days


@dataclass(frozen=True, slots=True)
class Step:
    """What is next. `endpoint` with its `values` is where; empty without a page. `text` is what the link says."""

    words: str
    text: str = ""
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody does with support days."""

    approves: bool
    queries: bool
    logs: bool
    drafts: bool  # agreements
    issues: bool
    orders: bool  # keeps the purchase order

    @classmethod
    def of(cls, me: Identity, scope: EngagementScope) -> "Reader":
        """Read it off the person's roles: who holds one at the lead authority never approves for the buyer."""
        of_the_lead = Role.CONSULTANT in me.scope_roles or scope.lead_authority_id in dict(me.authority_roles)
        finance = {authority for authority, role in me.authority_roles if role is Role.FINANCE_OFFICER}
        return cls(
            approves=me.may(Permission.DAYS_APPROVE) and not of_the_lead,
            queries=me.may(Permission.DAYS_QUERY) and not of_the_lead,
            logs=me.may(Permission.DAYS_LOG),
            drafts=me.may(Permission.AGREEMENT_DRAFT),
            issues=scope.lead_authority_id in finance,
            orders=scope.partner_authority_id in finance,
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the steps are read from: the balance, and what is kept beside it."""

    stands: Overview
    today: dt.date
    is_running: bool
    purchase_order: str
    closed_through: dt.date | None


def month_words(month: dt.date) -> str:
    """Name a month: "November 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def next_steps(facts: Facts, reader: Reader) -> tuple[Step, ...]:
    """Give what waits for the reader, the most pressing first; without any, one that says what comes next."""
    found = [
        *(_approve(facts) if reader.approves else _look(facts) if reader.queries else ()),
        *(_log(facts) if reader.logs else ()),
        *(_vary(facts) if reader.drafts else ()),
        *(_state(facts) if reader.issues else ()),
    ]
    if reader.orders and not facts.purchase_order and facts.is_running:
        words = "There is no purchase order yet, and no statement can be issued without one."
        found.append(Step(words, "Enter the purchase order", "charging.purchase_order"))
    return tuple(found) or (_nothing(facts, reader),)


def _months_of(facts: Facts, *states: str) -> Sequence[Month]:
    return [month for month in facts.stands.months if any(state in month.by_state for state in states)]


def _at(month: Month) -> dict[str, Any]:
    return {"month": month.first}


def _approve(facts: Facts) -> list[Step]:
    return [
        Step(
            f"For you to approve or query: {_many(month, 'submitted', 'answered')} of {month_words(month.first)}.",
            f"Approve the days of {month_words(month.first)}",
            "charging.month",
            _at(month),
        )
        for month in _months_of(facts, "submitted", "answered")
    ]


def _look(facts: Facts) -> list[Step]:
    return [
        Step(
            f"With the director: {_many(month, 'submitted', 'answered')} of {month_words(month.first)}. You can query "
            "any line.",
            f"Look at {month_words(month.first)}",
            "charging.month",
            _at(month),
        )
        for month in _months_of(facts, "submitted", "answered")
    ]


def _log(facts: Facts) -> list[Step]:
    if not facts.is_running:
        return []
    found = [
        Step(
            f"Queried: {_many(month, 'queried')} of {month_words(month.first)}.",
            f"Answer the queries of {month_words(month.first)}",
            "charging.month",
            _at(month),
        )
        for month in _months_of(facts, "queried")
    ]
    found += [
        Step(
            f"Logged and not submitted: {_many(month, 'draft')} of {month_words(month.first)}.",
            f"Submit {month_words(month.first)}",
            "charging.month",
            _at(month),
        )
        for month in _months_of(facts, "draft")
    ]
    return [*found, Step("Log what was done as soon as it is done.", "Log days", "charging.log")]


def _vary(facts: Facts) -> list[Step]:
    if not facts.stands.forecast.beyond_cap or not facts.is_running:
        return []
    words = "The forecast passes the cap: plan fewer days, or draft a variation that both sides sign."
    return [Step(words, "See the agreement", "agreements.agreement")]


def _state(facts: Facts) -> list[Step]:
    """The first month that is over, not closed, and of which everything is approved: nothing before it waits."""
    for month in facts.stands.months:
        if month.first >= month_of(facts.today):
            break
        if month.waits or "draft" in month.by_state:
            return []
        if "approved" in month.by_state:
            first = max(month.first, next_month(facts.closed_through) if facts.closed_through else month.first)
            if first >= month_of(facts.today):
                return []
            words = f"Everything up to {month_words(first)} is approved."
            return [
                Step(
                    words, f"Draft the statement of {month_words(first)}", "charging.draft_statement", {"month": first}
                )
            ]
    return []


def _nothing(facts: Facts, reader: Reader) -> Step:
    if not facts.is_running:
        return Step("The engagement is over: no more days can be charged.")
    if reader.approves:
        return Step("Nothing waits for you. Days come to you as soon as a consultant has submitted a month.")
    if reader.issues:
        return Step("No month is ready to be stated. A month is ready once it is over and all its days are approved.")
    return Step("Nothing waits for you. The director approves the days that a consultant submits, month by month.")


def _many(month: Month, *states: str) -> str:
    """Say how many days; where reversals weigh as much or more, that they are corrections."""
    quarters = month.of(*states).quarters
    return person_days(quarters) if quarters > 0 else f"corrections that come to {person_days(quarters)}"
