"""Three months on: what the delegate and the line manager see at work."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_see, cohort_to_take, page
from app.security import Permission


@room.form(f"{COHORT}/follow-up", permission=Permission.SIGNED_IN)
def follow_up(cohort_ref: str) -> ResponseReturnValue:
    """Answer as the delegate."""
    return page("soon.html", cohort_to_take(cohort_ref))


@room.get(f"{COHORT}/follow-ups", permission=Permission.SIGNED_IN)
def follow_ups(cohort_ref: str) -> ResponseReturnValue:
    """Show what was answered, summed up."""
    return page("soon.html", cohort_to_see(cohort_ref))


@room.form("/follow-up/<token>", permission=Permission.PUBLIC)
def follow_up_manager(token: str) -> ResponseReturnValue:
    """Answer as the line manager, by link."""
    return abort(404)
