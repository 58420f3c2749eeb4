"""The delegate's feedback on one day."""

from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_take, page
from app.security import Permission


@room.form(f"{COHORT}/feedback/<int:day>", permission=Permission.SIGNED_IN)
def feedback(cohort_ref: str, day: int) -> ResponseReturnValue:
    """Say how a day was."""
    return page("learned_soon.html", cohort_to_take(cohort_ref))
