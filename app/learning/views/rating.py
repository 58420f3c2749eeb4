"""The delegate rates own confidence: before, after, and looking back."""

from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_take, page
from app.security import Permission


@room.form(f"{COHORT}/confidence/<any(before, after, 'looking-back'):moment>", permission=Permission.SIGNED_IN)
def rate(cohort_ref: str, moment: str) -> ResponseReturnValue:
    """Rate confidence at one moment."""
    return page("learned_soon.html", cohort_to_take(cohort_ref))
