"""What of training stands beside a goal: who of the partner sat in which half-day, and the newest programmes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Integer, bindparam, desc, literal, select, union_all

from app.db import db
from app.db.keeping import kept_while
from app.engagements.models import Engagement
from app.learning.models import TrainingVersion
from app.learning.queries.offers import is_newest
from app.learning.queries.seated import MARK, MOST, NO_MARK, Mark, Seats, seats_of_partner
from app.learning.suggesting import Seated
from app.plans.models import Goal, Plan

_BESIDE: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(literal(1).label("is_goal"), Goal.standard_key.label("text"), *MARK)
    .join(Plan, Plan.id == Goal.plan_id)
    .join(Engagement, Engagement.id == Plan.engagement_id)
    .where(Goal.ref == bindparam("goal_ref"), Engagement.id == bindparam("engagement_id", type_=Integer)),
    select(literal(0), TrainingVersion.digest, *NO_MARK).where(is_newest),
).order_by(desc("is_goal"), "text")


@dataclass(frozen=True, slots=True)
class BesideGoal:
    """What stands beside a goal: its standard, digests of the newest programmes, who of the partner sat where."""

    standard_key: str
    newest: tuple[str, ...]
    seated: tuple[Seated, ...]


def beside_goal(goal_ref: str, *, engagement_id: int, today: dt.date) -> BesideGoal | None:
    """Give it in two queries after a change, in one as long as nothing has changed; None for a goal of another."""
    values = {"goal_ref": goal_ref, "engagement_id": engagement_id}
    rows = db.session.connection().execute(_BESIDE, values).all()
    if not rows or not rows[0].is_goal:
        return None
    (_, standard_key, *marked), *newest = rows
    mark = Mark(*marked)

    def read() -> tuple[Seated, ...]:
        return _together(seats_of_partner(mark, engagement_id=engagement_id), today)

    seated = kept_while("seats beside goals", str(engagement_id), (mark, today), read, most=MOST)
    return BesideGoal(standard_key, tuple(digest for _, digest, *_ in newest), seated)


def _together(seats: Iterable[Seats], today: dt.date) -> tuple[Seated, ...]:
    """Add up each day and half of a programme over all cohorts: once for what is over, once for what is ahead."""
    found = dict[tuple[str, int, str, bool], tuple[dt.date, int]]()
    for each in seats:
        key = (each.digest, each.day, each.half, each.on > today)
        first_on, delegates = found.get(key, (each.on, 0))
        found[key] = min(first_on, each.on), delegates + each.delegates
    return tuple(Seated(digest, day, on, number, half) for (digest, day, half, _), (on, number) in found.items())
