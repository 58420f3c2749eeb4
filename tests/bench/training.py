"""Writes one cohort of 24 delegates for every authority, with register, ratings, checks and feedback. Keys: data.py."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Connection

from app.learning.models import (
    Attendance,
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
    Mark,
    Moment,
    TrainingVersion,
    VersionState,
)
from app.learning.reading import digest_of, files_of, own_folders, read
from tests.bench.data import Size
from tests.bench.filling import MADE, Row, new_ref, write

DELEGATES = 24
DATES = tuple(dt.date(2026, 9, day) for day in (8, 9, 29, 30))
FILES = files_of(own_folders()[0])
PROGRAMME = read(FILES)


def write_training(connection: Connection, size: Size) -> None:
    """Write the programme, and a cohort for each pair of engagements."""
    pairs = range(size.pairs)
    write(connection, TrainingVersion, [_version()])
    write(connection, Cohort, (_cohort(size, pair) for pair in pairs))
    days = ({"cohort_id": 1 + pair, "day": day, "on_date": on} for pair in pairs for day, on in enumerate(DATES, 1))
    write(connection, CohortDay, days)
    write(connection, CohortTrainer, ({"cohort_id": 1 + pair, "person_id": size.trainer} for pair in pairs))
    write(connection, Enrolment, (_enrolment(size, pair, place) for pair in pairs for place in range(DELEGATES)))
    enrolments = range(1, 1 + size.pairs * DELEGATES)
    write(connection, Attendance, (row for each in enrolments for row in _register(size, each)))
    write(connection, ConfidenceRating, (row for each in enrolments for row in _ratings(each)))
    write(connection, CheckAttempt, (row for each in enrolments for row in _attempts(each)))
    write(connection, DayFeedback, (row for each in enrolments for row in _feedback(each)))


def _version() -> Row:
    return {
        "key": PROGRAMME.key, "label": PROGRAMME.label, "title": PROGRAMME.title, "digest": digest_of(FILES),
        "files": FILES, "state": VersionState.PUBLISHED, "uploaded_at": MADE, "published_at": MADE,
    }  # fmt: skip


def _cohort(size: Size, pair: int) -> Row:
    return {
        "authority_id": 1, "training_version_id": 1, "title": f"Cohort {pair}", "state": CohortState.CLOSED,
        "seats": DELEGATES, "taken": DELEGATES, "venue": "Town Hall", "created_by_id": size.trainer,
        "created_at": MADE, "version": 1,
    }  # fmt: skip


def _enrolment(size: Size, pair: int, place: int) -> Row:
    return {
        "cohort_id": 1 + pair, "person_id": size.participant(pair, place), "authority_id": size.partner(pair),
        "state": EnrolmentState.ENROLLED, "asked_at": MADE, "enrolled_at": MADE, "version": 1,
    }  # fmt: skip


def _register(size: Size, enrolment: int) -> Iterator[Row]:
    for half in PROGRAMME.half_days:
        yield {
            "enrolment_id": enrolment, "day": half.day, "half": half.half, "mark": Mark.PRESENT,
            "minutes": half.minutes, "marked_by_id": size.trainer, "marked_at": MADE, "version": 1,
        }  # fmt: skip


def _ratings(enrolment: int) -> Iterator[Row]:
    for place, moment in enumerate(Moment):
        levels = {each.key: 1 + (enrolment + place) % 5 for each in PROGRAMME.aspects}
        yield {"enrolment_id": enrolment, "moment": moment, "levels": levels, "given_at": MADE, "version": 1}


def _attempts(enrolment: int) -> Iterator[Row]:
    asked = PROGRAMME.questions[::6][:8]
    for kind, right in ((CheckKind.BEFORE, 4), (CheckKind.AFTER, 7)):
        answers = {each.id: each.answer if place < right else each.answer % 3 + 1 for place, each in enumerate(asked)}
        yield {
            "enrolment_id": enrolment, "kind": kind, "questions": [each.id for each in asked], "answers": answers,
            "out_of": len(asked), "correct": right, "started_at": MADE, "submitted_at": MADE, "ref": new_ref(),
        }  # fmt: skip


def _feedback(enrolment: int) -> Iterator[Row]:
    for day in range(1, 5):
        yield {
            "enrolment_id": enrolment, "day": day, "ratings": {}, "helped": "The data pack.", "change": "More time.",
            "given_at": MADE, "version": 1,
        }  # fmt: skip
