"""Recording that an item was used, for a goal or milestone of the plan or for a service case."""

import datetime as dt
from dataclasses import dataclass

from app.db import db
from app.library.models import LibraryItem, LibraryUse
from app.library.services.moves import Pen, demand_in_use, note


@dataclass(frozen=True, slots=True)
class Use:
    """What was typed: `target` is the value of one of the targets that were offered."""

    target: str
    used_on: dt.date
    note: str


@dataclass(frozen=True, slots=True)
class Target:
    """A goal, a milestone with its goal, or a service case, by reference; `label` says it in words."""

    value: str
    label: str
    goal_ref: str = ""
    milestone_ref: str = ""
    case_ref: str = ""


def record_use(item: LibraryItem, version_id: int, use: Use, target: Target, pen: Pen) -> LibraryUse:
    """Record it, for the version that is the newest now. Raises OverError, WithdrawnError."""
    demand_in_use(item, pen.scope)
    used = LibraryUse(
        item_id=item.id,
        version_id=version_id,
        engagement_id=pen.scope.id,
        goal_ref=target.goal_ref,
        milestone_ref=target.milestone_ref,
        case_ref=target.case_ref,
        note=use.note,
        used_on=use.used_on,
        used_by_id=pen.actor.person_id,
        recorded_at=pen.now,
    )
    db.session.add(used)
    became = {"used_for": target.value, "used_on": use.used_on}
    note("library item used", item, pen, became=became)
    return used
