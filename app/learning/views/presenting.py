"""The presenter's page of a session: what now, what next, how much time is left. Read on a projector."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_run
from app.security import Permission


@room.get(f"{COHORT}/present/<session:session_key>", permission=Permission.TRAINING_RUN)
def present(cohort_ref: str, session_key: str) -> ResponseReturnValue:
    """Show the steps of a session by the clock."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")
