"""The knowledge check: begin, answer, hand in, read why. When it counts: certificate."""

from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_take, page
from app.security import Permission


@room.get(f"{COHORT}/check", permission=Permission.SIGNED_IN)
def check(cohort_ref: str) -> ResponseReturnValue:
    """Show what is open and the attempts so far."""
    return page("learned_soon.html", cohort_to_take(cohort_ref))


@room.post(f"{COHORT}/check/begin", permission=Permission.SIGNED_IN)
def begin_check(cohort_ref: str) -> ResponseReturnValue:
    """Begin a check, or go on with the one that is open."""
    return page("learned_soon.html", cohort_to_take(cohort_ref))


@room.form(f"{COHORT}/check/<ref:attempt_ref>", permission=Permission.SIGNED_IN)
def attempt(cohort_ref: str, attempt_ref: str) -> ResponseReturnValue:
    """Answer eight questions; once handed in, read the result."""
    return page("learned_soon.html", cohort_to_take(cohort_ref))
