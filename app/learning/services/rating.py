"""Keeping a delegate's confidence at a moment. The levels are in no audit entry."""

import datetime as dt
from collections.abc import Container, Mapping

from app.audit.services import record
from app.db import db
from app.learning.access import CohortScope
from app.learning.errors import ConflictError, WrongStateError
from app.learning.models import ConfidenceRating, Moment
from app.learning.opening import Opening
from app.learning.queries.answered import answers_of
from app.learning.queries.learned import enrolment_of, ratings_of
from app.security import Identity

CLOSED = {
    Moment.BEFORE: "Rating before the programme closed at the end of the first day.",
    Moment.AFTER: "You can rate your confidence after the programme from the last day on, for two weeks.",
    Moment.LOOKING_BACK: "You can look back from the last day on, for two weeks.",
}
AFTER_FIRST = "Rate your confidence after the programme first. Then look back."
SUMMED = "Everybody has answered, so the results of the group are shown. Ratings no longer change."


def why_not(moment: Moment, given: Container[Moment], opening: Opening, now: dt.datetime) -> str:
    """Say why the moment cannot be rated now; empty if it can."""
    if not opening.may_rate(moment, now):
        return CLOSED[moment]
    return AFTER_FIRST if moment is Moment.LOOKING_BACK and Moment.AFTER not in given else ""


def rate(
    moment: Moment,
    levels: Mapping[str, int],
    scope: CohortScope,
    opening: Opening,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Keep the ratings. Raises WrongStateError out of time or once sums are shown, and ConflictError."""
    place = enrolment_of(enrolment_id=scope.enrolment_id or 0, lock=True)
    given = ratings_of(enrolment_id=place.id)
    reason = why_not(moment, given, opening, now)
    if reason:
        raise WrongStateError(reason)
    kept = given.get(moment)
    if (kept.version if kept else 0) != seen_version:
        raise ConflictError("You saved this in another window meanwhile.")
    if kept is None:
        db.session.add(ConfidenceRating(enrolment_id=place.id, moment=moment, levels=dict(levels), given_at=now))
    else:
        if answers_of(cohort_id=scope.id).replies(opening).are_fixed(opening, now):
            raise WrongStateError(SUMMED)
        kept.levels, kept.given_at = dict(levels), now
    db.session.flush()
    record(
        "confidence rated", f"cohort {scope.ref}", actor_id=actor.person_id, now=now, became={"moment": moment.value}
    )
