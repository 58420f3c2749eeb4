"""Twelve months of an engagement in one view, and its pictures. A standard's thread: thread.py."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.progress.room import room
from app.security import Permission, require_scope

TWELVE = "/engagements/<ref:engagement_ref>/twelve-months"


@room.get(TWELVE, permission=Permission.ENGAGEMENT_VIEW)
def twelve_months(engagement_ref: str) -> ResponseReturnValue:
    """Show where the engagement stands, part by part, as far as its reader may see each."""
    return render_template("progress/twelve_months.html", scope=require_scope())


@room.get(f"{TWELVE}/<key:chart_key>-<digest>.svg", permission=Permission.ENGAGEMENT_VIEW)
def twelve_chart(engagement_ref: str, chart_key: str, digest: str) -> ResponseReturnValue:
    """Give a picture of the page by its content's digest."""
    abort(404)
