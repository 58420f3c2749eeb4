"""What the delegate rated and showed: before, after and looking back side by side."""

from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_take, page
from app.security import Permission


@room.get(f"{COHORT}/progress", permission=Permission.SIGNED_IN)
def progress(cohort_ref: str) -> ResponseReturnValue:
    """Show own confidence and checks side by side."""
    return page("learned_soon.html", cohort_to_take(cohort_ref))
