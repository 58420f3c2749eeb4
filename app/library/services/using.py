"""Recording that an item was used, for a goal or milestone of the plan or for a service case; taking that back."""

import datetime as dt
from dataclasses import dataclass

from app.db import db
from app.library.errors import NotYoursError
from app.library.models import LibraryItem, LibraryUse
from app.library.reach import Reach
from app.library.services.moves import Pen, demand_in_use, demand_running, note
from app.security import Identity


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


def demand_take_back(used: LibraryUse, item: LibraryItem, pen: Pen) -> None:
    """Raise OverError or NotYoursError unless this person may take the use back."""
    demand_running(pen.scope)
    if not may_take_back(used.used_by_id, item.authority_id, pen.reach, pen.actor):
        raise NotYoursError("Only who recorded the use, or those who keep the item, can take it back.")


def take_back(used: LibraryUse, item: LibraryItem, pen: Pen) -> None:
    """Take back what was recorded by mistake. Raises OverError, NotYoursError."""
    demand_take_back(used, item, pen)
    was = {"used_for": _value(used), "used_on": used.used_on}
    db.session.delete(used)
    note("library use taken back", item, pen, was=was)


def may_take_back(used_by_id: int, authority_id: int, reach: Reach, actor: Identity) -> bool:
    """Say whether it is the person who recorded a use, or one of the side that keeps the item."""
    return actor.person_id == used_by_id or reach.own_id == authority_id


def _value(used: LibraryUse) -> str:
    if used.case_ref:
        return f"case:{used.case_ref}"
    return f"milestone:{used.milestone_ref}" if used.milestone_ref else f"goal:{used.goal_ref}"
