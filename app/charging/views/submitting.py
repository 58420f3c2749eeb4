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
    demand_month(month)
    back = to("month", month=month)
    try:
        count = services.submit(month, require_scope(), actor=require_identity(), now=now())
    except ChargingError as error:
        return refused(error, back)
    if count:
        flash(f"You have submitted {plural(count, 'line')} of {month:%B %Y}. The director has been told.", "success")
    else:
        flash(f"You have no drafts in {month:%B %Y} to submit.", "important")
    return redirect(back, 303)


@room.post(f"{MONTH}/take-back", permission=Permission.DAYS_LOG)
def take_back(engagement_ref: str, month: dt.date) -> ResponseReturnValue:
    """Make drafts again of what one has submitted and nobody has decided."""
    demand_month(month)
    back = to("month", month=month)
    try:
        count = services.take_back(month, require_scope(), actor=require_identity(), now=now())
    except ChargingError as error:
        return refused(error, back)
    if count:
        flash(f"{plural(count, 'line')} of {month:%B %Y} can be changed again. Submit when ready.", "success")
    else:
        flash(f"Nothing you submitted in {month:%B %Y} still waits: it is queried or approved.", "important")
    return redirect(back, 303)
