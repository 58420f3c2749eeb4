"""Service cases on the page of a goal: those that name it. The cases themselves: queries/."""

from flask import url_for
from sqlalchemy import Text, bindparam, cast, func

from app.cases.models import Ending, ServiceCase
from app.cases.texts import ENDINGS
from app.plans.beside import Beside, BesideRow, BesideRows, beside_rows
from app.security import EngagementScope, Permission
from app.tools.tool import Stage

_under_way_first = (ServiceCase.ended_at.is_not(None), ServiceCase.opened_at.desc(), ServiceCase.id.desc())
_OF_GOAL = beside_rows(
    func.row_number().over(order_by=_under_way_first),
    ref=ServiceCase.ref,
    title=ServiceCase.service,
    text=func.coalesce(cast(ServiceCase.ending, Text), ""),
    state=ServiceCase.stage,
).where(ServiceCase.engagement_id == bindparam("engagement_id"), ServiceCase.goal_ref == bindparam("goal_ref"))


def _line(row: BesideRow, scope: EngagementScope) -> Beside:
    href = url_for("cases.case", engagement_ref=scope.ref, case_ref=row.ref)
    stands = ENDINGS[Ending(row.text)] if row.text else f"In the stage {Stage(row.state).label}"
    return f"Service case: {row.title}", href, stands


CASES_BESIDE = BesideRows(
    rows=_OF_GOAL, permission=Permission.TOOLS_VIEW, values=lambda _scope, _identity: {}, told=_line
)
"""Each case of the goal, those under way first, for whoever sees cases."""
