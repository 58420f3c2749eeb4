"""What the cohort rated, showed and said, summed up, and held back for small groups."""

from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_see, page
from app.security import Permission


@room.get(f"{COHORT}/results", permission=Permission.SIGNED_IN)
def results(cohort_ref: str) -> ResponseReturnValue:
    """Show sums of the cohort."""
    return page("soon.html", cohort_to_see(cohort_ref))


@room.get(f"{COHORT}/results/<digest>.svg", permission=Permission.SIGNED_IN)
def confidence_chart(cohort_ref: str, digest: str) -> ResponseReturnValue:
    """Give the picture of confidence by its content."""
    return page("soon.html", cohort_to_see(cohort_ref))
