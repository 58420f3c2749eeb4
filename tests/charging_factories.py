"""Factories of support days and statements, beside those of factories.py. Use in an app context.

An entry made here is not counted: who tests counters makes entries through `tests.integration.charging.made`.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from app.accounts.models import Person
from app.agreements.models import VatTreatment
from app.charging.ledger import Days
from app.charging.models import (
    AgreedRate,
    ChargingAccount,
    EntryMessage,
    EntryState,
    EventKind,
    MessageKind,
    Statement,
    StatementEvent,
    StatementState,
    SupportEntry,
    VatCode,
)
from app.charging.statement import StatementContent, StatementLine
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, SupportKind


def _save(record: Any) -> Any:
    db.session.add(record)
    db.session.flush()
    return record


def entry(within: Engagement, person: Person, **values: Any) -> SupportEntry:
    """A whole day of scoping, logged and not submitted."""
    defaults: dict[str, Any] = {
        "on_date": dt.date(2026, 11, 12),
        "quarters": 4,
        "kind": SupportKind.SCOPING,
        "day_rate": Decimal(500),
        "state": EntryState.DRAFT,
        "note": "Met the commissioners of two partners.",
        "logged_by_id": person.id,
        "logged_at": now(),
    }
    if values.get("state") in {EntryState.APPROVED, EntryState.STATED}:
        defaults |= {"approved_at": now(), "approved_name": "Director"}
    return _save(SupportEntry(engagement_id=within.id, person_id=person.id, **defaults | values))


def message(on: SupportEntry, author: Person, **values: Any) -> EntryMessage:
    defaults: dict[str, Any] = {"kind": MessageKind.QUERY, "text": "Was it a whole day?", "written_at": now()}
    return _save(EntryMessage(entry_id=on.id, author_id=author.id, author_name=author.name, **defaults | values))


def account(within: Engagement, **values: Any) -> ChargingAccount:
    defaults: dict[str, Any] = {
        "used_quarters": 0,
        "used_value": Decimal(0),
        "cap_quarters": within.cap_quarters,
        "cap_value": within.day_rate * within.cap_quarters / 4,
        "agreement_number": 1,
        "purchase_order": "PO-2026-118",
    }
    return _save(ChargingAccount(engagement_id=within.id, **defaults | values))


def rate(within: Engagement, proposer: Person, **values: Any) -> AgreedRate:
    defaults: dict[str, Any] = {
        "from_on": dt.date(2026, 11, 16),
        "day_rate": Decimal(450),
        "reason": "Half of the work is done from home.",
        "proposed_name": proposer.name,
        "proposed_at": now(),
    }
    return _save(AgreedRate(engagement_id=within.id, proposed_by_id=proposer.id, **defaults | values))


def vat_code(within: Engagement, confirmer: Person, kind: SupportKind, **values: Any) -> VatCode:
    defaults: dict[str, Any] = {
        "treatment": VatTreatment.STANDARD,
        "confirmed_name": confirmer.name,
        "confirmed_at": now(),
    }
    return _save(VatCode(engagement_id=within.id, kind=kind, confirmed_by_id=confirmer.id, **defaults | values))


def statement_of(*lines: tuple[int, str], **values: Any) -> StatementContent:
    """A statement's content with a line for each (quarters, VAT treatment) at £500."""
    defaults: dict[str, Any] = {
        "number": 1,
        "month": dt.date(2026, 10, 1),
        "issued_on": dt.date(2026, 11, 3),
        "issuer": "Finance Officer",
        "lead": "Halton",
        "partner": "Cheshire West and Chester",
        "partnership": "Children's Trust",
        "purchase_order": "PO-2026-118",
        "agreement_number": 2,
        "estimate_quarters": 80,
        "cap_quarters": 120,
        "cap_value": Decimal("15000.00"),
        "before": Days(),
    }
    made = tuple(
        StatementLine(
            entry_ref=f"entry{place}",
            person="Consultant",
            on=dt.date(2026, 10, 13),
            quarters=quarters,
            kind="scoping",
            goal="",
            note="Met the commissioners of two partners.",
            day_rate=Decimal("500.00"),
            vat=treatment,
            approver="Director",
            approved_on=dt.date(2026, 11, 2),
            correction="Logged on the wrong date." if quarters < 0 else "",
        )
        for place, (quarters, treatment) in enumerate(lines)
    )
    return StatementContent(**defaults | {"lines": made} | values)


def statement(within: Engagement, issuer: Person, content: dict[str, Any], **values: Any) -> Statement:
    defaults: dict[str, Any] = {
        "number": 1,
        "month": dt.date(2026, 10, 1),
        "state": StatementState.ISSUED,
        "issued_at": now(),
    }
    return _save(
        Statement(
            engagement_id=within.id,
            lead_authority_id=within.lead_authority_id,
            content=content,
            issued_by_id=issuer.id,
            **defaults | values,
        )
    )


def statement_event(on: Statement, author: Person, **values: Any) -> StatementEvent:
    defaults: dict[str, Any] = {"kind": EventKind.DISPUTED, "text": "Half a day was agreed.", "happened_at": now()}
    return _save(StatementEvent(statement_id=on.id, author_id=author.id, author_name=author.name, **defaults | values))
