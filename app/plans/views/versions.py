"""All submitted versions: the list, each one whole, and what changed between two."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission


@room.get(f"{PLAN}/versions", permission=Permission.PLAN_VIEW)
def versions(engagement_ref: str) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.get(f"{PLAN}/versions/<int:number>", permission=Permission.PLAN_VIEW)
def version(engagement_ref: str, number: int) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)


@room.get(f"{PLAN}/versions/<int:number>/changes", permission=Permission.PLAN_VIEW)
def changes(engagement_ref: str, number: int) -> ResponseReturnValue:
    """Begun: see the room's next commits."""
    load_plan()
    abort(404)
