"""Cost per level moved: approved days and pounds of each standard beside how far its agreed level moved."""

from collections.abc import Mapping

from flask import render_template

from app.charging.ledger import Days, total
from app.charging.per_level import Moved
from app.charging.queries.per_level import Compared, approved_by_goal, compared, earlier_keys
from app.charging.room import DAYS, room
from app.charging.views.loading import to
from app.security import Permission, require_scope


@room.get(f"{DAYS}/per-level", permission=Permission.DAYS_VIEW)
def per_level(engagement_ref: str) -> str:
    """Show days and pounds beside score change, with what such a figure cannot say."""
    scope = require_scope()
    beside = compared(engagement_id=scope.id)
    by_goal = approved_by_goal(engagement_id=scope.id)
    rows = moved(beside, by_goal) if beside else ()
    everything = total(by_goal.values())
    return render_template(
        "charging/per_level.html",
        scope=scope,
        beside=beside,
        rows=rows,
        others=_less(everything, total(row.days for row in rows)),
        everything=everything,
        to=to,
    )


def moved(beside: Compared, by_goal: Mapping[str, Days]) -> tuple[Moved, ...]:
    """Give each standard that has a goal in the approved plan, in the instrument's order."""
    before = {standard.key: standard.level for standard in beside.pinned.result.standards}
    after = {standard.key: standard.level for standard in beside.newest.result.standards}
    keys = earlier_keys(beside)
    found: dict[str, Moved] = {}
    for goal in beside.plan.goals:
        key, days = goal.standard_key, by_goal.get(goal.ref, Days())
        if key in found:
            days += found[key].days
        found[key] = Moved(
            number=goal.standard_number,
            title=goal.standard_title,
            days=days,
            before=before.get(key, goal.level),
            after=after.get(keys.get(key, "")),
            is_scored_again=beside.is_scored_again,
            is_comparable=key in keys,
        )
    return tuple(sorted(found.values(), key=lambda row: row.number))


def _less(one: Days, other: Days) -> Days:
    return Days(one.quarters - other.quarters, one.value - other.value)
