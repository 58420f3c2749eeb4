"""What items were used for in an engagement: of one item, and for a goal; what a use can be recorded for."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, Text, bindparam, case, func, select

from app.accounts.models import Person
from app.db import db
from app.library.models import LibraryItem, LibraryUse, LibraryVersion
from app.library.queries.seen import SEEN
from app.library.services.using import Target
from app.plans.beside import beside_rows
from app.plans.models import Goal, Milestone, Plan

MOST = 100  # uses of one item, or for one goal, that a page lists: the last ones


class UseRow(NamedTuple):
    """A use. `goal` and `milestone` are what they are to bring; a case is named by the room that keeps it."""

    ref: str
    used_on: dt.date
    note: str
    used_by_id: int
    used_by: str
    number: int
    goal_ref: str
    milestone_ref: str
    case_ref: str
    goal: str | None
    milestone: str | None


_in_engagement = LibraryUse.engagement_id == bindparam("engagement_id", type_=Integer)
_OF_ITEM: Select[*tuple[Any, ...]] = (
    select(
        LibraryUse.ref,
        LibraryUse.used_on,
        LibraryUse.note,
        LibraryUse.used_by_id,
        Person.name,
        LibraryVersion.number,
        LibraryUse.goal_ref,
        LibraryUse.milestone_ref,
        LibraryUse.case_ref,
        Goal.what,
        Milestone.what,
    )
    .join(LibraryItem, LibraryItem.id == LibraryUse.item_id)
    .join(LibraryVersion, LibraryVersion.id == LibraryUse.version_id)
    .join(Person, Person.id == LibraryUse.used_by_id)
    .outerjoin(Goal, Goal.ref == LibraryUse.goal_ref)
    .outerjoin(Milestone, Milestone.ref == LibraryUse.milestone_ref)
    .where(LibraryItem.ref == bindparam("ref", type_=Text), _in_engagement)
    .order_by(LibraryUse.used_on.desc(), LibraryUse.id.desc())
    .limit(MOST)
)


def uses_of(item_ref: str, *, engagement_id: int) -> tuple[UseRow, ...]:
    """Give the last uses of an item in this engagement, the newest first."""
    asked = {"ref": item_ref, "engagement_id": engagement_id}
    return tuple(UseRow(*row) for row in db.session.connection().execute(_OF_ITEM, asked).all())


def use_of(use_ref: str, item: LibraryItem, *, engagement_id: int, lock: bool = False) -> LibraryUse | None:
    """Give a use of the item in this engagement; `lock` it to take it back."""
    query = select(LibraryUse).filter_by(ref=use_ref, item_id=item.id, engagement_id=engagement_id)
    return db.session.scalar(query.with_for_update() if lock else query)


_newest_first = (LibraryUse.used_on.desc(), LibraryUse.id.desc())
BESIDE_GOAL = (
    beside_rows(
        func.row_number().over(order_by=_newest_first),
        ref=LibraryItem.ref,
        title=LibraryItem.title,
        text=LibraryUse.note,
        on_date=LibraryUse.used_on,
        flag=case((SEEN, 1), else_=0),
    )
    .select_from(LibraryUse)
    .join(LibraryItem, LibraryItem.id == LibraryUse.item_id)
    .where(_in_engagement, LibraryUse.goal_ref == bindparam("goal_ref", type_=Text))
    .order_by(*_newest_first)
    .limit(MOST)
)
"""What was used for a goal or one of its milestones; `flag` says whether the reader's side may open the item."""

_IN_PLAN: Select[*tuple[Any, ...]] = (
    select(Goal.ref, Goal.what, Milestone.ref, Milestone.what)
    .join(Plan, Plan.id == Goal.plan_id)
    .outerjoin(Milestone, (Milestone.goal_id == Goal.id) & Milestone.removed_at.is_(None))
    .where(Plan.engagement_id == bindparam("engagement_id", type_=Integer), Goal.removed_at.is_(None))
    .order_by(Goal.position, Goal.id, Milestone.position, Milestone.id)
)


def targets_in_plan(*, engagement_id: int) -> list[Target]:
    """Give goals and milestones of the plan in its order, each goal before its milestones; none before a plan."""
    found: dict[str, Target] = {}
    numbers: dict[str, int] = {}
    for goal, what, milestone, step in db.session.connection().execute(_IN_PLAN, {"engagement_id": engagement_id}):
        number = numbers.setdefault(goal, len(numbers) + 1)
        found.setdefault(goal, Target(f"goal:{goal}", f"Goal {number}: {what}", goal))
        if milestone is not None:
            place = sum(each.goal_ref == goal for each in found.values())
            label = f"Milestone {number}.{place}: {step}"
            found[milestone] = Target(f"milestone:{milestone}", label, goal, milestone)
    return list(found.values())
