"""Finds the plan of the engagement in the address, its scope and its picture, or answers 404. No page of its own."""

from typing import Any

from flask import abort, url_for

from app.db.clock import today
from app.plans.content import PlanContent
from app.plans.picture import PlanPicture, picture
from app.plans.queries.plan import PlanRecord, plan_held, plan_of, standings, working_content
from app.security import require_scope


def load_plan(*, lock: bool = False) -> PlanRecord:
    """Give the plan of the address."""
    return plan_of(engagement_id=require_scope().id, lock=lock) or abort(404)


def hold_plan() -> PlanRecord:
    """Give the plan of the address, locked, to whoever writes beside it."""
    return plan_held(engagement_id=require_scope().id) or abort(404)


def working_scope(record: PlanRecord) -> PlanContent:
    """Give the scope as it is edited."""
    return working_content(record, require_scope())


def live_picture(record: PlanRecord) -> PlanPicture:
    """Give the approved plan as it stands today; 404 while nothing is approved."""
    content = record.approved or abort(404)
    return picture(content, standings(record.plan), today=today())


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the plan."""
    return url_for(f"plans.{endpoint}", engagement_ref=require_scope().ref, **values)
