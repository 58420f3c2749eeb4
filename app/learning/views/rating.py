"""The delegate rates own confidence: before, after, and looking back. Side by side: progress.py."""

from typing import Any

from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.engagements.forms.taking import sent
from app.learning.confidence import TITLES
from app.learning.forms.learned import rating_form
from app.learning.models import Moment
from app.learning.opening import until
from app.learning.queries.learned import ratings_of
from app.learning.room import COHORT, room
from app.learning.services import rating as services
from app.learning.views.learned import lead_away, opening_of, take
from app.learning.views.loading import cohort_to_take, programme_of
from app.security import Permission, require_identity

HEADINGS = {
    Moment.BEFORE: "How confident are you before the programme?",
    Moment.AFTER: "How confident are you after the programme?",
    Moment.LOOKING_BACK: "Looking back: how confident were you before it?",
}
NOTHING = "This training names no topics, so there is nothing to rate."


@room.form(f"{COHORT}/confidence/<any(before, after, 'looking-back'):moment>", permission=Permission.SIGNED_IN)
def rate(cohort_ref: str, moment: str) -> ResponseReturnValue:
    """Rate confidence at one moment."""
    scope, at = cohort_to_take(cohort_ref), Moment(moment.replace("-", "_"))
    programme = programme_of(scope)
    opening = opening_of(scope, programme)
    if not programme.aspects:
        lead_away(NOTHING, scope, "cohort")
    given = ratings_of(enrolment_id=scope.enrolment_id or 0)
    reason = services.why_not(at, given, opening, now())
    if reason:
        lead_away(reason, scope, "progress")
    kept = given.get(at)
    levels: Any = kept.levels if kept else {}
    form = rating_form(programme.aspects, sent(), levels, kept.version if kept else 0)

    def current() -> tuple[Any, Any, int]:
        saved = ratings_of(enrolment_id=scope.enrolment_id or 0).get(at)
        return form.data, saved.levels if saved else {}, saved.version if saved else 0

    def save() -> None:
        seen = form.seen_version
        services.rate(at, form.levels(), scope, opening, seen_version=seen, actor=require_identity(), now=now())

    return take(
        form,
        save,
        "rate.html",
        scope,
        current=current,
        said=f"Your ratings are saved: {TITLES[at].lower()}.",
        leads_to="progress",
        moment=at,
        heading=HEADINGS[at],
        programme=programme,
        opening=opening,
        until=until,
    )
