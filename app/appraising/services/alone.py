"""Scoring alone: saving one's own answers, submitting. The trail hears that it happened, never what was said."""

import datetime as dt
from collections.abc import Mapping, Sequence

from app.appraising.answering import lack_words
from app.appraising.answers import Answer, Lack
from app.appraising.errors import NotReadyError, WrongStateError
from app.appraising.models import Appraisal, AppraisalState, Appraiser, PrivateAnswer
from app.appraising.queries.answers import SubjectRow
from app.appraising.queries.seats import own_answers
from app.appraising.services.appraisers import open_if_all_submitted
from app.appraising.services.moves import demand_state, note
from app.db import db
from app.security import EngagementScope, Identity
from app.tools.tool import Criterion

SUBMITTED = "You have submitted. What you said stays as it is."


def save_alone(
    answers: Mapping[str, Answer],
    subject: SubjectRow,
    appraiser: Appraiser,
    appraisal: Appraisal,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Save what the appraiser says of a subject; the trail lists it nowhere. Raises WrongStateError once submitted."""
    _demand(appraiser, appraisal, scope)
    for key, answer in answers.items():
        row = db.session.get(PrivateAnswer, (appraiser.id, subject.id, key))
        if row is None:
            row = PrivateAnswer(appraiser_id=appraiser.id, subject_id=subject.id, criterion_key=key)
            db.session.add(row)
        row.value, row.word, row.reason, row.saved_at = answer.value, answer.word, answer.reason, now
    note("appraisal alone scored", appraisal, scope, actor=actor, now=now)


def submit(
    appraiser: Appraiser,
    subjects: Sequence[SubjectRow],
    criteria: Sequence[Criterion],
    appraisal: Appraisal,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> bool:
    """Submit; the last one opens the agreeing, and then True is given. Raises NotReadyError, WrongStateError."""
    _demand(appraiser, appraisal, scope)
    given = own_answers(appraisal_id=appraisal.id, person_id=actor.person_id)
    missing = unanswered(given, subjects, criteria)
    if missing:
        raise NotReadyError(tuple((*where, lack_words(Lack.ANSWER)) for where in missing))
    appraiser.submitted_at = now
    note("appraisal submitted alone", appraisal, scope, actor=actor, now=now)
    return open_if_all_submitted(appraisal, scope, actor=actor, now=now)


def unanswered(
    given: Mapping[tuple[int, str], Answer], subjects: Sequence[SubjectRow], criteria: Sequence[Criterion]
) -> list[tuple[str, str]]:
    """Give the rows without an answer, as (subject's reference, criterion's key), in order."""
    nothing = Answer()
    return [
        (subject.ref, criterion.key)
        for subject in subjects
        for criterion in criteria
        if (answer := given.get((subject.id, criterion.key), nothing)).value is None and answer.word is None
    ]


def _demand(appraiser: Appraiser, appraisal: Appraisal, scope: EngagementScope) -> None:
    demand_state(appraisal, scope, AppraisalState.ALONE)
    if appraiser.submitted_at is not None:
        raise WrongStateError(SUBMITTED)
