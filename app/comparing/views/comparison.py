"""The newest snapshot as one partnership may see it: the spread, and its own place. Agreeing to it: consent.py."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.comparing.room import COMPARISON, room
from app.security import Permission, require_scope


@room.get(COMPARISON, permission=Permission.COMPARISON_VIEW)
def comparison(engagement_ref: str) -> ResponseReturnValue:
    """Show where the others stand, and one's own place among them."""
    return render_template("comparing/comparison.html", scope=require_scope())


@room.get(f"{COMPARISON}/<digest>.svg", permission=Permission.COMPARISON_VIEW)
def chart(engagement_ref: str, digest: str) -> ResponseReturnValue:
    """Give the picture by its content."""
    abort(404)
