"""Keeping a delegate's feedback on a day. What was said is in no audit entry."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.audit.services import record
from app.db import db
from app.learning.access import CohortScope
from app.learning.errors import ConflictError, WrongStateError
from app.learning.models import Cohort, DayFeedback
from app.learning.opening import Opening
from app.learning.queries.learned import feedback_in, feedback_of
from app.learning.small_groups import batches
from app.security import Identity

TICK = dt.timedelta(microseconds=1)  # so that a reply never arrives before one that is shown
NOT_OPEN = "Feedback on this day opens when the day ends, and closes three months after the last day."
SHOWN = "Your feedback is shown to the trainers with others now, without names. It no longer changes."


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a delegate says of a day: 1 to 5 by the key of the question, and two texts that may be empty."""

    ratings: Mapping[str, int]
    helped: str
    change: str


def is_shown(day: int, scope: CohortScope) -> bool:
    """Say whether the delegate's own feedback on the day is among those that trainers see."""
    said = feedback_in(cohort_id=scope.id).get(day, [])
    return any(each.enrolment_id == scope.enrolment_id for each in batches(said))


def say(
    day: int,
    feedback: Feedback,
    scope: CohortScope,
    opening: Opening,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Keep the feedback. Raises WrongStateError, out of time or once it is shown to trainers, and ConflictError.

    Replies of a cohort are taken one after the other: which five come first must not change once it is shown.
    """
    db.session.execute(select(Cohort.id).where(Cohort.id == scope.id).with_for_update())
    if not opening.may_say(day, now):
        raise WrongStateError(NOT_OPEN)
    kept = feedback_of(enrolment_id=scope.enrolment_id or 0).get(day)
    if (kept.version if kept else 0) != seen_version:
        raise ConflictError("You saved this in another window meanwhile.")
    arrived = max([now, *(each.at + TICK for each in feedback_in(cohort_id=scope.id).get(day, []))])
    if kept is None:
        kept = DayFeedback(enrolment_id=scope.enrolment_id or 0, day=day, ratings={}, given_at=arrived)
        db.session.add(kept)
    elif is_shown(day, scope):
        raise WrongStateError(SHOWN)
    kept.ratings, kept.helped, kept.change = dict(feedback.ratings), feedback.helped, feedback.change
    kept.given_at = arrived
    db.session.flush()
    record("feedback given", f"cohort {scope.ref}", actor_id=actor.person_id, now=now, became={"day": day})
