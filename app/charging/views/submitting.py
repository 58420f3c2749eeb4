"""A month's days go to the director, or come back while nobody has decided. Approving them: month.py."""

import datetime as dt

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.charging.errors import ChargingError
from app.charging.room import DAYS, room
from app.charging.services import submitting as services
from app.charging.views.acting import refused
from app.charging.views.loading import demand_month, to
from app.db.clock import now
from app.security import Permission, require_identity, require_scope
from app.web.filters import plural

MONTH = f"{DAYS}/months/<month:month>"


@room.post(f"{MONTH}/submit", permission=Permission.DAYS_LOG)
def submit(engagement_ref: str, month: dt.date) -> ResponseReturnValue:
    """Submit one's own drafts of the month, a manager everybody's."""
    done = "You have submitted {lines} of {month}. The director has been told."
    return _moved(services.submit, month, done, "You have no drafts in {month} to submit.")


@room.post(f"{MONTH}/take-back", permission=Permission.DAYS_LOG)
def take_back(engagement_ref: str, month: dt.date) -> ResponseReturnValue:
    """Make drafts again of what one has submitted and nobody has decided."""
    done = "{lines} of {month} can be changed again. Submit when ready."
    return _moved(
        services.take_back, month, done, "Nothing you submitted in {month} still waits: it is queried or approved."
    )


def _moved(act: services.Act, month: dt.date, done: str, nothing: str) -> ResponseReturnValue:
    """Act on the lines of the month and lead back to it; say what was `done`, or that there was `nothing` to do."""
    demand_month(month)
    back = to("month", month=month)
    try:
        count = act(month, require_scope(), actor=require_identity(), now=now())
    except ChargingError as error:
        return refused(error, back)
    words = (done if count else nothing).format(lines=plural(count, "line"), month=f"{month:%B %Y}")
    flash(words, "success" if count else "important")
    return redirect(back, 303)
