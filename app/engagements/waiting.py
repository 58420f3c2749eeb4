"""What waits for a person, as every room above gives it to "your work": one shape of row, so that one query asks all.

A room's `WAITING` are sources whose selects are made by `waiting`; progress unites those that can have rows for the
person. They find the person's places in `seat`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Null,
    Select,
    Text,
    bindparam,
    case,
    cast,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)

from app.accounts.models import Membership
from app.db import one_of
from app.engagements.models import Engagement, EngagementState
from app.security.roles import Role

NOT_OVER = (EngagementState.DRAFT, EngagementState.OPEN, EngagementState.CLOSING)
SOON = dt.timedelta(days=30)  # what is due later is under way and does not wait yet


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One thing. `within` and `ref` name the record, `what` says it in its own words; a kind uses what it needs.

    `total` counts all that wait, or all that do not, of which the rows may be the first only.
    """

    kind: str
    ref: str
    within: str
    what: str
    due_on: dt.date | None
    status: str
    waits: bool
    engagement_ref: str
    partnership_name: str
    partner_name: str
    total: int


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that a room gives. `roles`: only who holds one of them finds any, so nobody else's query asks for them."""

    rows: Select[*tuple[Any, ...]]
    roles: frozenset[Role] = frozenset(Role)

    @classmethod
    def of(cls, rows: Select[*tuple[Any, ...]], *roles: Role) -> "Source":
        """Make one for certain roles."""
        return cls(rows, frozenset(roles))


_held = (Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None))
seat = (
    union_all(
        select(Membership.engagement_id, Membership.role)
        .join(Engagement, Engagement.id == Membership.engagement_id)
        .where(*_held, one_of(Engagement.state, NOT_OVER)),
        select(Engagement.id, Membership.role)
        .join(Membership, Membership.authority_id == Engagement.lead_authority_id)
        .where(*_held, Membership.role == Role.MANAGER, one_of(Engagement.state, NOT_OVER)),
    )
).cte("seat")
"""The running engagements in which the person holds a role, a manager those that the own authority leads."""

own_places = select(seat.c.engagement_id)


_COLUMNS: dict[str, Any] = {
    "ref": literal_column("''"),
    "within": literal_column("''"),
    "what": literal_column("''"),
    "due_on": null(),
    "status": literal_column("''"),
    "waits": literal_column("1"),
}


def waiting(kind: str, engagement_id: Any, **columns: Any) -> Select[*tuple[Any, ...]]:
    """Begin a select of rows of one kind; the room adds from where, and for whom.

    `columns` are ref, within, what, due_on, status and waits (1, unless told, or 0), those that the kind has.
    """
    if unknown := columns.keys() - _COLUMNS.keys():
        raise TypeError(f"no such column: {', '.join(sorted(unknown))}")
    return select(
        literal_column(f"'{kind}'", Text).label("kind"),
        engagement_id.label("engagement_id"),
        *(_typed(name, columns.get(name, default)).label(name) for name, default in _COLUMNS.items()),
    )


def _typed(name: str, column: Any) -> Any:
    """Say the type, as every part of a union must agree; a cast date would be a number on SQLite."""
    if name == "due_on":
        return type_coerce(column, Date) if not isinstance(column, Null) else cast(column, Date)
    return cast(column, Integer if name == "waits" else Text)


def soon(due_on: Any) -> Any:
    """Say, as 1 or 0, whether a date has passed or is near; the query is given `soon` (today and `SOON`)."""
    return case((due_on <= bindparam("soon"), 1), else_=0)
