"""The thread of a standard: from score over goal, days and training to the next score. All of them: standards."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.progress.room import room
from app.security import Permission, require_scope

STANDARDS = "/engagements/<ref:engagement_ref>/standards"


@room.get(STANDARDS, permission=Permission.RESULT_VIEW)
def standards(engagement_ref: str) -> ResponseReturnValue:
    """Show every standard with its score, target, goal, days and sessions, and what comes next."""
    return render_template("progress/standards.html", scope=require_scope())


@room.get(f"{STANDARDS}/<key:standard_key>", permission=Permission.RESULT_VIEW)
def thread(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Show all that was done for one standard, in order of time."""
    return render_template("progress/thread.html", scope=require_scope())
