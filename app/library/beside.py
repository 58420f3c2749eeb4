"""What of the library was used for a goal, as lines beside it. Who may not open an item reads its title only."""

from flask import url_for

from app.library.queries.seen import values_of
from app.library.queries.uses import BESIDE_GOAL
from app.library.reach import reach_of
from app.plans.beside import Beside, BesideRow, BesideRows
from app.security import EngagementScope, Permission
from app.web.filters import day


def _line(row: BesideRow, scope: EngagementScope) -> Beside:
    href = url_for("library.item", engagement_ref=scope.ref, item_ref=row.ref) if row.flag else None
    used = f"Used on {day(row.on)}" if row.on else "Used"
    return f"Library: {row.title}", href, f"{used}: {row.text}" if row.text else used


LIBRARY_BESIDE = BesideRows(
    rows=BESIDE_GOAL,
    permission=Permission.LIBRARY_VIEW,
    values=lambda scope, identity: values_of(reach_of(scope, identity)),
    told=_line,
)
"""Each use for the goal or one of its milestones, the newest first."""
