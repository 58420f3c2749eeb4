"""Factories of training, beside those of factories.py. Use in an app context.

A place made here is not counted: who tests seats enrols through the service.
"""

import datetime as dt
from functools import cache
from typing import Any

from app.accounts.models import Authority, Person
from app.db import db
from app.db.clock import now
from app.learning.content import Programme
from app.learning.models import (
    Attendance,
    Certificate,
    CheckAttempt,
    CheckKind,
    Cohort,
    CohortDay,
    CohortState,
    CohortTrainer,
    ConfidenceRating,
    DayFeedback,
    Enrolment,
    EnrolmentState,
    FollowUp,
    Mark,
    Moment,
    Pledge,
    SessionNote,
    TrainingVersion,
    VersionState,
    Witness,
)
from app.learning.reading import FOLDER, digest_of, files_of, read

PROGRAMME_FOLDER = FOLDER / "four-day-programme"
DATES = tuple(dt.date(2026, 11, day) for day in (3, 4, 24, 25))
"""Two and two, three weeks apart: at the tests' noon of 20 November the first half is over."""


@cache
def files() -> dict[str, str]:
    """The files of the four-day programme, read once for all tests."""
    return files_of(PROGRAMME_FOLDER)


@cache
def four_days() -> Programme:
    """The four-day programme as a value."""
    return read(files())


def _save(record: Any) -> Any:
    db.session.add(record)
    db.session.flush()
    return record


def training_version(**values: Any) -> TrainingVersion:
    """The four-day programme, published; the one that is stored already if it is."""
    content = values.pop("files", files())
    stored = db.session.scalar(db.select(TrainingVersion).filter_by(digest=digest_of(content)))
    if stored is not None:
        return stored
    facts = four_days()
    defaults: dict[str, Any] = {
        "key": facts.key,
        "label": facts.label,
        "title": facts.title,
        "digest": digest_of(content),
        "files": content,
        "state": VersionState.PUBLISHED,
        "uploaded_at": now(),
        "published_at": now(),
    }
    return _save(TrainingVersion(**defaults | values))


def cohort(
    lead: Authority,
    creator: Person,
    *,
    dates: tuple[dt.date, ...] = DATES,
    trainers: tuple[Person, ...] = (),
    **values: Any,
) -> Cohort:
    """An open cohort of twelve seats with its days."""
    defaults: dict[str, Any] = {
        "title": "November 2026",
        "state": CohortState.OPEN,
        "seats": 12,
        "venue": "Town Hall, Committee Room 1",
        "joining": "Bring your contract rules. Lunch is provided.",
        "created_at": now(),
    }
    if "training_version_id" not in values:
        values["training_version_id"] = training_version().id
    made = _save(Cohort(authority_id=lead.id, created_by_id=creator.id, **defaults | values))
    db.session.add_all(CohortDay(cohort_id=made.id, day=day, on_date=on) for day, on in enumerate(dates, 1))
    db.session.add_all(CohortTrainer(cohort_id=made.id, person_id=person.id) for person in trainers)
    db.session.flush()
    return made


def enrolment(within: Cohort, who: Person, where: Authority, **values: Any) -> Enrolment:
    """A place held."""
    defaults: dict[str, Any] = {"state": EnrolmentState.ENROLLED, "asked_at": now()}
    if values.get("state", EnrolmentState.ENROLLED) is EnrolmentState.ENROLLED:
        defaults["enrolled_at"] = now()
    return _save(Enrolment(cohort_id=within.id, person_id=who.id, authority_id=where.id, **defaults | values))


def attendance(of: Enrolment, marker: Person, **values: Any) -> Attendance:
    """Present the whole first morning."""
    defaults: dict[str, Any] = {"day": 1, "half": "morning", "mark": Mark.PRESENT, "minutes": 180, "marked_at": now()}
    return _save(Attendance(enrolment_id=of.id, marked_by_id=marker.id, **defaults | values))


def all_present(of: Enrolment, marker: Person, *, days: tuple[int, ...] = (1, 2, 3, 4)) -> None:
    """Present in every half-day of `days`."""
    for half in four_days().half_days:
        if half.day in days:
            attendance(of, marker, day=half.day, half=half.half, minutes=half.minutes)


def rating(of: Enrolment, moment: Moment = Moment.BEFORE, level: int = 3, **values: Any) -> ConfidenceRating:
    """The same level on every topic and attribute."""
    levels = {each.key: level for each in four_days().aspects}
    return _save(ConfidenceRating(enrolment_id=of.id, moment=moment, **{"levels": levels, "given_at": now()} | values))


def attempt(of: Enrolment, kind: CheckKind = CheckKind.AFTER, correct: int | None = 6, **values: Any) -> CheckAttempt:
    """A check of eight questions, handed in unless `correct` is None."""
    asked = four_days().questions[::6][:8]
    answers = {
        each.id: each.answer if place < (correct or 0) else each.answer % 3 + 1 for place, each in enumerate(asked)
    }
    defaults: dict[str, Any] = {
        "questions": [each.id for each in asked],
        "answers": {} if correct is None else answers,
        "out_of": len(asked),
        "started_at": now(),
        "submitted_at": None if correct is None else now(),
    }
    return _save(CheckAttempt(enrolment_id=of.id, kind=kind, correct=correct, **defaults | values))


def feedback(of: Enrolment, day: int = 1, **values: Any) -> DayFeedback:
    defaults: dict[str, Any] = {"ratings": {}, "helped": "The data pack.", "change": "More time.", "given_at": now()}
    return _save(DayFeedback(enrolment_id=of.id, day=day, **defaults | values))


def session_note(of: Enrolment, session_key: str = "1.1", **values: Any) -> SessionNote:
    defaults: dict[str, Any] = {"text": "Ask Priya about the waiting list.", "saved_at": now()}
    return _save(SessionNote(enrolment_id=of.id, session_key=session_key, **defaults | values))


def pledge(of: Enrolment, position: int = 1, **values: Any) -> Pledge:
    defaults: dict[str, Any] = {
        "action": "Rewrite the short breaks specification in outcomes.",
        "measure": "Two families have read it and agree.",
        "by_on": dt.date(2027, 2, 26),
        "standard_key": "needs-data",
    }
    return _save(Pledge(enrolment_id=of.id, position=position, **defaults | values))


def follow_up(of: Enrolment, witness: Witness = Witness.DELEGATE, **values: Any) -> FollowUp:
    defaults: dict[str, Any] = {
        "token_digest": "0" * 64 if witness is Witness.MANAGER else None,
        "sent_at": now(),
        "expires_at": now() + dt.timedelta(days=60),
    }
    return _save(FollowUp(enrolment_id=of.id, witness=witness, **defaults | values))


def certificate(of: Enrolment, issuer: Person, content: dict[str, Any], **values: Any) -> Certificate:
    defaults: dict[str, Any] = {"code": "2345-6789-abcd-efgh", "number": 1, "issued_at": now()}
    return _save(Certificate(enrolment_id=of.id, issued_by_id=issuer.id, content=content, **defaults | values))
