"""Trainers' days of a cohort as support days of the engagement that pays. How days are charged: app/charging."""

from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_see, page
from app.security import Permission


@room.form(f"{COHORT}/support-days", permission=Permission.SIGNED_IN)
def charge_days(cohort_ref: str) -> ResponseReturnValue:
    """Choose which engagement pays for which trainer's day."""
    scope = cohort_to_see(cohort_ref)
    return page("support_days.html", scope)
