"""Who of the partner sat in training, and days of support by goal: dated rows of an engagement."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Date, Integer, String, bindparam, cast, desc, literal, select, union_all

from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.engagements.models import Engagement
from app.learning.queries.seated import MARK, NO_MARK, Mark, Seats, seats_of_partner


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of support days that serves a goal; negative quarters in a reversal. A booking is still to come."""

    ref: str
    goal_ref: str
    state: EntryState
    on: dt.date
    quarters: int


@dataclass(frozen=True, slots=True)
class Dated:
    """Seats and entries by date."""

    seats: tuple[Seats, ...] = ()
    entries: tuple[Entry, ...] = ()


_engagement_id = bindparam("engagement_id", type_=Integer)
_nothing = literal("")
_MARKED = select(
    literal("mark").label("what"), _nothing.label("ref"), _nothing.label("goal_ref"), _nothing.label("state"),
    literal(None, Date).label("on_date"), literal(0).label("quarters"), *MARK,
).where(Engagement.id == _engagement_id)  # fmt: skip
_ENTRIES = select(
    literal("entry"), SupportEntry.ref, SupportEntry.goal_ref, cast(SupportEntry.state, String),
    SupportEntry.on_date, SupportEntry.quarters, *NO_MARK,
).where(SupportEntry.engagement_id == _engagement_id, SupportEntry.goal_ref != "")  # fmt: skip
_MARKED_AND_ENTRIES: CompoundSelect[*tuple[Any, ...]] = union_all(_MARKED, _ENTRIES).order_by(
    desc("what"), "on_date", "ref"
)


def dated_of(*, engagement_id: int, entries: bool) -> Dated:
    """Give seats, and entries where they are asked for: in two queries after a change of seats, in one otherwise."""
    asked = _MARKED_AND_ENTRIES if entries else _MARKED
    marked, *rows = db.session.connection().execute(asked, {"engagement_id": engagement_id}).all()
    return Dated(
        seats_of_partner(Mark(*marked[6:]), engagement_id=engagement_id),
        tuple(Entry(ref, goal, EntryState(state), on, quarters) for _, ref, goal, state, on, quarters, *_ in rows),
    )
