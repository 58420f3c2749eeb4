"""The knowledge check: beginning an attempt, keeping answers, handing in. When it counts: certificate.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.audit.services import record
from app.db import db, new_ref
from app.learning.access import CohortScope
from app.learning.certificate import CHECK_LIMIT
from app.learning.content import Programme, Question
from app.learning.drawing import correct, draw
from app.learning.errors import WrongStateError
from app.learning.models import CheckAttempt, CheckKind
from app.learning.opening import Opening
from app.learning.queries.learned import attempts_of, enrolment_of
from app.security import Identity

BETWEEN = "The knowledge check opens again on the last day."
ONE_BEFORE = "You have taken the check before the programme. The next one opens on the last day."
NO_QUESTIONS = "This programme has no knowledge check."
TOO_LATE = "The check before the programme closed at the end of the first day. It was not handed in."
HANDED_IN = "You have handed this check in already. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Sheet:
    """Options chosen, from 1, by the question's id; `hand_in` False: the delegate goes on later."""

    answers: Mapping[str, int]
    hand_in: bool


def begin(
    programme: Programme, scope: CohortScope, opening: Opening, *, actor: Identity, now: dt.datetime
) -> CheckAttempt:
    """Begin the check of this time, or give the one that is open. Raises WrongStateError."""
    place = enrolment_of(enrolment_id=scope.enrolment_id or 0, lock=True)
    kind = opening.check_kind(now)
    if kind is None:
        raise WrongStateError(BETWEEN)
    every = attempts_of(enrolment_id=place.id)
    same = [attempt for attempt in every if attempt.kind is kind]
    if same and same[-1].submitted_at is None:
        return same[-1]
    if same and kind is CheckKind.BEFORE:
        raise WrongStateError(ONE_BEFORE)
    ref = new_ref()
    asked = draw(programme, ref, seen={key for attempt in every for key in attempt.questions})
    if not asked:
        raise WrongStateError(NO_QUESTIONS)
    attempt = CheckAttempt(
        ref=ref,
        enrolment_id=place.id,
        kind=kind,
        questions=[question.id for question in asked],
        out_of=len(asked),
        started_at=now,
    )
    db.session.add(attempt)
    db.session.flush()
    _note("knowledge check begun", attempt, scope, actor=actor, now=now)
    return attempt


def asked_in(attempt: CheckAttempt, programme: Programme) -> tuple[Question, ...]:
    """Give the questions of an attempt in the order shown."""
    known = {question.id: question for question in programme.questions}
    return tuple(known[key] for key in attempt.questions if key in known)


def passes(attempt: CheckAttempt) -> bool:
    """Say whether enough is right: three quarters, in whole questions."""
    return attempt.correct is not None and attempt.correct * 100 >= CHECK_LIMIT * attempt.out_of


def why_not(attempt: CheckAttempt, opening: Opening, now: dt.datetime) -> str:
    """Say why the attempt cannot be answered now; empty if it can."""
    if attempt.submitted_at is not None:
        return HANDED_IN
    return TOO_LATE if attempt.kind is CheckKind.BEFORE and now >= opening.before_until else ""


def answer(
    attempt: CheckAttempt,
    sheet: Sheet,
    programme: Programme,
    scope: CohortScope,
    opening: Opening,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Keep the answers, and mark them when they are handed in. Raises WrongStateError."""
    enrolment_of(enrolment_id=attempt.enrolment_id, lock=True)
    db.session.refresh(attempt)
    reason = why_not(attempt, opening, now)
    if reason:
        raise WrongStateError(reason)
    attempt.answers = dict(sheet.answers)
    if sheet.hand_in:
        attempt.correct = correct(asked_in(attempt, programme), sheet.answers)
        attempt.submitted_at = now
        _note("knowledge check handed in", attempt, scope, actor=actor, now=now)
    db.session.flush()


def _note(action: str, attempt: CheckAttempt, scope: CohortScope, *, actor: Identity, now: dt.datetime) -> None:
    """Record that it was done; never how well."""
    became = {"check": attempt.ref, "kind": attempt.kind.value}
    record(action, f"cohort {scope.ref}", actor_id=actor.person_id, now=now, became=became)
