"""What of the library was used for a case, as the part of walk.py's query that finds it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Row,
    Select,
    String,
    Text,
    bindparam,
    case,
    cast,
    literal,
    literal_column,
    null,
    select,
    type_coerce,
)

from app.library.models import LibraryItem, LibraryUse
from app.library.queries.seen import SEEN


@dataclass(frozen=True, slots=True)
class UsedItem:
    """An item of the library that was used for the case. `seen`: the reader's side may open it."""

    ref: str
    title: str
    note: str
    used_on: dt.date
    seen: bool


_nothing = literal_column("''", Text)
ITEMS: Select[*tuple[Any, ...]] = (
    select(
        literal_column("'item'", Text),
        LibraryItem.ref,
        cast(null(), Text),
        LibraryItem.title,
        LibraryUse.note,
        case((SEEN, literal("yes")), else_=_nothing),
        *(_nothing,) * 5,
        type_coerce(LibraryUse.used_on, Date),
        LibraryUse.recorded_at,
        LibraryUse.id,
    )
    .join(LibraryItem, LibraryItem.id == LibraryUse.item_id)
    .where(
        LibraryUse.case_ref == bindparam("case_ref", type_=String),
        LibraryUse.engagement_id == bindparam("engagement_id", type_=Integer),
    )
)
"""Columns as those of the decisions, which come first in the union; asked with `values_of` the reader's reach."""


def used_item(row: Row[Any]) -> UsedItem:
    """Read a row of the union."""
    return UsedItem(row.ref, row.text_1, row.text_2, row.on_date, bool(row.text_3))
