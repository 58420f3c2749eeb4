"""Writes support days for every first engagement: a month that is stated, one that waits, an account. Keys: data.py."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import Connection

from app.charging.ledger import Days
from app.charging.models import ChargingAccount, EntryState, Statement, StatementState, SupportEntry
from app.charging.statement import StatementContent, StatementLine, statement_content
from app.engagements.models import SupportKind
from tests.bench.data import Size
from tests.bench.filling import MADE, Row, new_ref, write

STATED, WAITING = 24, 24
RATE = Decimal("500.00")
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
NOTE = "Met the commissioners of two partners, and went through the figures of three contracts with them."


def write_days(connection: Connection, size: Size) -> None:
    """Write accounts, statements and entries."""
    pairs = range(size.pairs)
    write(connection, ChargingAccount, (_account(size, pair) for pair in pairs))
    write(connection, Statement, (_statement(size, pair) for pair in pairs))
    write(connection, SupportEntry, (row for pair in pairs for row in _entries(size, pair)))


def _account(size: Size, pair: int) -> Row:
    used = STATED + WAITING
    return {
        "engagement_id": size.engagement(pair, 0), "used_quarters": used, "used_value": RATE * used / 4,
        "cap_quarters": 120, "cap_value": Decimal(15000), "agreement_number": 1,
        "closed_through": dt.date(2026, 10, 31), "purchase_order": "PO-1", "version": 1,
    }  # fmt: skip


def _statement(size: Size, pair: int) -> Row:
    lines = tuple(
        StatementLine(
            entry_ref=new_ref(), person="Consultant", on=OCTOBER + dt.timedelta(days=place), quarters=1,
            kind=SupportKind.SCOPING.value, goal="", note=NOTE, day_rate=RATE, vat="standard",
            approver=f"Director {pair}", approved_on=NOVEMBER,
        )
        for place in range(STATED)
    )  # fmt: skip
    content = StatementContent(
        number=1 + pair, month=OCTOBER, issued_on=NOVEMBER, issuer="Finance officer", lead="Authority 1",
        partner=f"Authority {size.partner(pair)}", partnership="Children's Trust", purchase_order="PO-1",
        agreement_number=1, estimate_quarters=80, cap_quarters=120, cap_value=Decimal("15000.00"), before=Days(),
        lines=lines,
    )  # fmt: skip
    return {
        "engagement_id": size.engagement(pair, 0), "lead_authority_id": 1, "number": 1 + pair, "month": OCTOBER,
        "state": StatementState.ISSUED, "content": statement_content(content), "issued_by_id": 1, "issued_at": MADE,
        "version": 1,
    }  # fmt: skip


def _entries(size: Size, pair: int) -> Iterator[Row]:
    for place in range(STATED + WAITING):
        stated = place < STATED
        first = OCTOBER if stated else NOVEMBER
        yield {
            "engagement_id": size.engagement(pair, 0),
            "person_id": size.participant(pair, place % 4),
            "on_date": first + dt.timedelta(days=place % STATED),
            "quarters": 1,
            "kind": SupportKind.SCOPING,
            "note": NOTE,
            "day_rate": RATE,
            "state": EntryState.STATED if stated else EntryState.SUBMITTED,
            "logged_by_id": size.consultant(pair),
            "logged_at": MADE,
            "submitted_at": MADE,
            "approved_by_id": size.lead_officer(pair) + 1 if stated else None,
            "approved_name": f"Director {pair}" if stated else "",
            "approved_at": MADE if stated else None,
            "statement_id": 1 + pair if stated else None,
            "version": 1,
        }
