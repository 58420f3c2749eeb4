"""Tools in use on the page of a goal: those that serve it or one of its milestones."""

from flask import url_for

from app.appraising.models import AppraisalState
from app.appraising.queries.appraisals import BESIDE_GOAL
from app.appraising.words import STATES
from app.plans.beside import Beside, BesideRow, BesideRows
from app.security import EngagementScope, Permission


def _line(row: BesideRow, scope: EngagementScope) -> Beside:
    href = url_for("appraising.appraisal", engagement_ref=scope.ref, appraisal_ref=row.ref)
    return row.title, href, row.text or STATES[AppraisalState(row.state)][0]


TOOLS_BESIDE = BesideRows(
    rows=BESIDE_GOAL, permission=Permission.TOOLS_VIEW, values=lambda _scope, _identity: {}, told=_line
)
"""Each tool that was put to use for the goal, for whoever sees tools in use."""
