"""Statements that are issued, what happened to each, and the VAT codes. What the next one will hold: drafts.py."""

import datetime as dt

from sqlalchemy import bindparam, select

from app.charging.models import ChargingAccount, Statement, StatementEvent, SupportEntry, VatCode
from app.db import db
from app.engagements.models import SupportKind

_STATEMENTS = (
    select(Statement).where(Statement.engagement_id == bindparam("engagement_id")).order_by(Statement.month.desc())
)


def statements_of(*, engagement_id: int) -> list[Statement]:
    """Give an engagement's statements, the newest month first."""
    return list(db.session.scalars(_STATEMENTS, {"engagement_id": engagement_id}))


def statement_of(ref: str, *, engagement_id: int, lock: bool = False) -> Statement | None:
    """Give one statement, or None; with `lock` nobody else changes it before this request ends."""
    query = select(Statement).where(Statement.ref == ref, Statement.engagement_id == engagement_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def statement_of_month(month: dt.date, *, engagement_id: int) -> Statement | None:
    """Give the statement that was issued for the month, or None."""
    return db.session.scalar(
        select(Statement).where(Statement.month == month, Statement.engagement_id == engagement_id)
    )


def events_of(statement: Statement) -> list[StatementEvent]:
    """Give what happened to a statement since it was issued, in order."""
    return list(
        db.session.scalars(
            select(StatementEvent).where(StatementEvent.statement_id == statement.id).order_by(StatementEvent.id)
        )
    )


def vat_codes(*, engagement_id: int) -> dict[SupportKind, VatCode]:
    """Give the confirmed treatment of each kind of support."""
    query = select(VatCode).where(VatCode.engagement_id == engagement_id).order_by(VatCode.kind)
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    return {row.kind: row for row in rows}


def kinds_logged(*, engagement_id: int) -> frozenset[SupportKind]:
    """Give the kinds of support that entries have."""
    query = select(SupportEntry.kind).where(SupportEntry.engagement_id == engagement_id).distinct()
    return frozenset(db.session.scalars(query.order_by(SupportEntry.kind)))


def order_number(*, engagement_id: int) -> str:
    """Give the number of the purchase order, empty before it is known."""
    query = select(ChargingAccount.purchase_order).where(ChargingAccount.engagement_id == engagement_id)
    return db.session.scalar(query) or ""
