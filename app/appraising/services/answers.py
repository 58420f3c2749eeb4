"""What is agreed on a criterion: values, words and reasons as they are chosen; its mitigation and evidence."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists

from app.appraising.answers import Answer
from app.appraising.errors import ConflictError
from app.appraising.models import AgreedAnswer, Appraisal, AppraisalState, Subject
from app.appraising.queries.answers import answer_to_change
from app.appraising.services.moves import demand_state, note
from app.audit.services import Facts
from app.db import db
from app.files.models import StoredFile
from app.files.services import Shelf, Upload, store
from app.security import EngagementScope, Identity


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that an answer is right. `upload` None keeps the file that is there, unless `without_file`."""

    note: str
    link: str
    upload: Upload | None
    without_file: bool
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Change:
    """An answer as it was typed over the version that was seen; 0: nothing was there."""

    answer: Answer
    seen_version: int


def save_rows(
    changes: Mapping[str, Change],
    subject: Subject,
    appraisal: Appraisal,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> dict[str, int]:
    """Save what was changed on a sheet; gives the new version of each. Raises WrongStateError, ConflictError.

    All or nothing: where a colleague changed one of the rows meanwhile, none is saved. What is saved already, by the
    page itself while its button was pressed or by a colleague who says the same, stays as it is.
    """
    demand_state(appraisal, scope, AppraisalState.AGREEING)
    rows = {key: _row(subject, key, change.seen_version, change.answer) for key, change in changes.items()}
    for key, change in changes.items():
        if not _says(rows[key], change.answer):
            _write(rows[key], change.answer, subject, appraisal, scope, actor=actor, now=now)
    return {key: row.version for key, row in rows.items()}


def save_one(
    change: Change,
    evidence: Evidence,
    criterion_key: str,
    subject: Subject,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Save one answer with its evidence. Raises WrongStateError, ConflictError, FileRefusedError."""
    appraisal = db.session.get_one(Appraisal, subject.appraisal_id)
    demand_state(appraisal, scope, AppraisalState.AGREEING)
    row = _row(subject, criterion_key, change.seen_version)
    row.evidence_note, row.evidence_link = evidence.note, evidence.link
    before = row.file_id
    if evidence.upload:
        stored = store(evidence.upload, evidence.shelf, engagement_id=scope.id, owner_id=actor.person_id, now=now)
        row.file_id = stored.id
    elif evidence.without_file:
        row.file_id = None
    _write(row, change.answer, subject, appraisal, scope, actor=actor, now=now)
    if before is not None and before != row.file_id:
        _forget(before)


def _says(row: AgreedAnswer, answer: Answer) -> bool:
    return row.saved_at is not None and Answer(row.value, row.word, row.reason, row.mitigation) == answer


def _row(subject: Subject, criterion_key: str, seen_version: int, answer: Answer | None = None) -> AgreedAnswer:
    row = answer_to_change(subject.id, criterion_key)
    if (row.version if row else 0) != seen_version and not (row and answer and _says(row, answer)):
        raise ConflictError
    return row or AgreedAnswer(
        subject_id=subject.id,
        criterion_key=criterion_key,
        appraisal_id=subject.appraisal_id,
        reason="",
        mitigation="",
        evidence_note="",
        evidence_link="",
    )


def _write(
    row: AgreedAnswer,
    answer: Answer,
    subject: Subject,
    appraisal: Appraisal,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    was = _facts(row, subject) if row.saved_at else None
    row.value, row.word, row.reason, row.mitigation = answer.value, answer.word, answer.reason, answer.mitigation
    row.saved_by_id, row.saved_at = actor.person_id, now
    db.session.add(row)
    note("appraisal answered", appraisal, scope, actor=actor, now=now, was=was, became=_facts(row, subject))


def _facts(row: AgreedAnswer, subject: Subject) -> Facts:
    return {
        "subject": subject.ref,
        "criterion": row.criterion_key,
        "value": row.value,
        "word": row.word,
        "reason": row.reason,
        "mitigation": row.mitigation,
        "evidence_note": row.evidence_note,
        "evidence_link": row.evidence_link,
        "file_id": row.file_id,
    }


def delete_answers(*which: ColumnElement[bool]) -> None:
    """Delete answers, and their files where nothing else points to them."""
    gone = delete(AgreedAnswer).where(*which).returning(AgreedAnswer.file_id)
    for file_id in db.session.scalars(gone, execution_options={"synchronize_session": False}).all():
        if file_id is not None:
            _forget(file_id)


def _forget(file_id: int) -> None:
    """Delete the row of a file that no answer points to any more; the worker sweeps its bytes.

    A later look at the same points to the files of the former.
    """
    db.session.execute(
        delete(StoredFile)
        .where(StoredFile.id == file_id, ~exists().where(AgreedAnswer.file_id == StoredFile.id))
        .execution_options(synchronize_session=False)
    )
