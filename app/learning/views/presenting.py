"""The presenter's page of a session: what now, what next, how much time is left. Read on a projector."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.timetable import placed
from app.learning.views.loading import cohort_to_run, page, programme_of
from app.security import Permission
from app.web.assets import asset_url


@room.get(f"{COHORT}/present/<session:session_key>", permission=Permission.TRAINING_RUN)
def present(cohort_ref: str, session_key: str) -> ResponseReturnValue:
    """Show the steps of a session by the clock; without script a list with its times."""
    scope = cohort_to_run(cohort_ref)
    found = placed(programme_of(scope), session_key) or abort(404)
    return page("present.html", scope, placed=found, session=found.session, script=asset_url("present.js"))
