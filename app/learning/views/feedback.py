"""The delegate's feedback on one day. What trainers see of it: results.py."""

from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.engagements.forms.taking import sent
from app.learning.forms.learned import FEEDBACK, FeedbackForm
from app.learning.queries.learned import feedback_of
from app.learning.room import COHORT, room
from app.learning.services import replying as services
from app.learning.views.learned import lead_away, opening_of, take
from app.learning.views.loading import cohort_to_take, programme_of
from app.security import Permission, require_identity


@room.form(f"{COHORT}/feedback/<int:day>", permission=Permission.SIGNED_IN)
def feedback(cohort_ref: str, day: int) -> ResponseReturnValue:
    """Say how a day was."""
    scope = cohort_to_take(cohort_ref)
    programme = programme_of(scope)
    of_day = next((each for each in programme.days if each.number == day), None) or abort(404)
    opening = opening_of(scope, programme)
    if not opening.may_say(day, now()):
        lead_away(services.NOT_OPEN, scope, "cohort")
    saved = feedback_of(enrolment_id=scope.enrolment_id or 0).get(day)
    if saved and sent() is None and services.is_shown(day, scope):
        lead_away(services.SHOWN, scope, "cohort")
    form = FeedbackForm(sent(), data=_data(saved))

    def current() -> tuple[Any, Any, int]:
        kept = feedback_of(enrolment_id=scope.enrolment_id or 0).get(day)
        return form.data, _data(kept), kept.version if kept else 0

    def save() -> None:
        seen = form.seen_version
        services.say(day, form.feedback(), scope, opening, seen_version=seen, actor=require_identity(), now=now())

    said = f"Thank you. Your feedback on day {day} is saved."
    return take(
        form,
        save,
        "feedback.html",
        scope,
        current=current,
        said=said,
        leads_to="cohort",
        day=of_day,
        questions=tuple(FEEDBACK),
    )


def _data(saved: Any) -> dict[str, Any]:
    if saved is None:
        return {"seen": "0"}
    ratings = {key: str(level) for key, level in saved.ratings.items()}
    return {**ratings, "helped": saved.helped, "change": saved.change, "seen": str(saved.version)}
