"""Loose copies of plans, for pages that only read: a third of the cost, and no session behind them."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, select

from app.engagements.models import Engagement
from app.plans.models import Plan

_columns = tuple(cast("Table", Plan.__table__).c)
_engagement_state = (
    select(Engagement.state).where(Engagement.id == Plan.engagement_id).correlate(Plan).scalar_subquery()
)
PLAN = (*_columns, _engagement_state.label("engagement_state"))
_NAMES = tuple(column.name for column in PLAN)


def loose_plan(values: Sequence[Any]) -> Plan:
    """Make a plan of the values of PLAN's columns."""
    return Plan(**dict(zip(_NAMES, values, strict=True)))


def values_of(plan: Plan) -> tuple[Any, ...]:
    """Give the values of PLAN's columns, which can be compared."""
    return tuple(getattr(plan, name) for name in _NAMES)
