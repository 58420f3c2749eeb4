"""Finds the entry or the month of the address, or answers 404; addresses of the room. No page of its own."""

import datetime as dt
from typing import Any

from flask import abort, url_for

from app.charging.models import SupportEntry
from app.charging.queries.entries import EntryRow, entry_of, entry_row
from app.charging.queries.months import months_of
from app.security import require_scope


def load_entry(support_ref: str, *, lock: bool = False) -> SupportEntry:
    """Give the record of the address; with `lock` nobody else changes it before this request ends."""
    return entry_of(support_ref, engagement_id=require_scope().id, lock=lock) or abort(404)


def load_row(support_ref: str) -> EntryRow:
    """Give the entry of the address as pages show it."""
    return entry_row(support_ref, engagement_id=require_scope().id) or abort(404)


def months_of_engagement() -> tuple[dt.date, ...]:
    """Give the first days of the calendar months that the engagement touches, or its entries."""
    return months_of(engagement_id=require_scope().id)


def demand_month(month: dt.date) -> tuple[dt.date, ...]:
    """Give the engagement's months; 404 for one that it does not touch."""
    months = months_of_engagement()
    return months if month in months else abort(404)


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the room in this engagement."""
    return url_for(f"charging.{endpoint}", engagement_ref=require_scope().ref, **values)
