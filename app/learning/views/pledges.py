"""The delegate's three actions for the hundred days after, and who is asked about them."""

from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_take, page
from app.security import Permission


@room.form(f"{COHORT}/pledges", permission=Permission.SIGNED_IN)
def pledges(cohort_ref: str) -> ResponseReturnValue:
    """Pledge up to three actions."""
    return page("soon.html", cohort_to_take(cohort_ref))
