"""What the delegate rated and showed: before, after and looking back side by side."""

from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.learning import confidence
from app.learning.models import CheckKind, Moment
from app.learning.opening import until
from app.learning.queries.learned import checks_taken, rated_by
from app.learning.room import COHORT, room
from app.learning.services.rating import why_not
from app.learning.views.learned import opening_of
from app.learning.views.loading import cohort_to_take, page, programme_of
from app.security import Permission


@room.get(f"{COHORT}/progress", permission=Permission.SIGNED_IN)
def progress(cohort_ref: str) -> ResponseReturnValue:
    """Show own confidence and checks side by side."""
    scope = cohort_to_take(cohort_ref)
    programme, moment = programme_of(scope), now()
    opening = opening_of(scope, programme)
    given = rated_by(enrolment_id=scope.enrolment_id or 0)
    taken = checks_taken(enrolment_id=scope.enrolment_id or 0)
    return page(
        "progress.html",
        scope,
        aspects=confidence.own(programme.aspects, {at: rated.levels for at, rated in given.items()}),
        topics=len(programme.topics),
        given=given,
        titles=confidence.TITLES,
        may=[at for at in Moment if not why_not(at, given, opening, moment)],
        opening=opening,
        until=until,
        words=confidence.words,
        before=taken[CheckKind.BEFORE],
        after=taken[CheckKind.AFTER],
    )
