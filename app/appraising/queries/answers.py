"""What stands for the subjects of an appraisal: the agreed answers, the criteria that hold, files. Never a private one.

What people scored alone: seats.py, which gives an appraiser's own, or all of them unnamed.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, and_, bindparam, exists, literal, null, or_, select, union_all

from app.appraising.answers import Answer
from app.appraising.models import AgreedAnswer, Appraisal, OwnCriterion, SetWeight, Subject
from app.db import db
from app.files.models import StoredFile


class Agreed(NamedTuple):
    """What is agreed on a criterion, with its evidence; `version` 0: nothing is saved."""

    answer: Answer
    note: str = ""
    link: str = ""
    file_name: str = ""
    version: int = 0


@dataclass(slots=True)
class SubjectRow:
    """A subject with what is agreed, by criterion."""

    id: int
    ref: str
    name: str
    detail: str
    amount_pence: int | None
    option_key: str
    outcome: str
    outcome_reason: str
    case_ref: str
    agreed: dict[str, Agreed] = field(default_factory=dict)


class OwnRow(NamedTuple):
    """A criterion of the service's own (`ref`), or the weight set for one of the tool's (`ref` empty)."""

    ref: str
    key: str  # of the slot, or of the tool's criterion
    title: str
    text: str
    weight: int
    minimum: int | None
    version: int


_SUBJECTS: Select[*tuple[Any, ...]] = (
    select(
        Subject.id,
        Subject.ref,
        Subject.name,
        Subject.detail,
        Subject.amount_pence,
        Subject.option_key,
        Subject.outcome,
        Subject.outcome_reason,
        Subject.case_ref,
        AgreedAnswer.criterion_key,
        AgreedAnswer.value,
        AgreedAnswer.word,
        AgreedAnswer.reason,
        AgreedAnswer.mitigation,
        AgreedAnswer.evidence_note,
        AgreedAnswer.evidence_link,
        StoredFile.name,
        AgreedAnswer.version,
    )
    .outerjoin(
        AgreedAnswer,
        and_(AgreedAnswer.subject_id == Subject.id, AgreedAnswer.appraisal_id == Subject.appraisal_id),
    )
    .outerjoin(StoredFile, StoredFile.id == AgreedAnswer.file_id)
    .where(Subject.appraisal_id == bindparam("appraisal_id"))
    .order_by(Subject.position, Subject.id, AgreedAnswer.criterion_key)
)
_own = select(
    OwnCriterion.id.label("place"),
    OwnCriterion.ref.label("ref"),
    OwnCriterion.slot_key,
    OwnCriterion.title,
    OwnCriterion.text,
    OwnCriterion.weight,
    OwnCriterion.minimum,
    OwnCriterion.version,
).where(OwnCriterion.appraisal_id == bindparam("appraisal_id"))
_weights = select(
    null().label("place"),
    literal("").label("ref"),
    SetWeight.criterion_key,
    literal(""),
    literal(""),
    SetWeight.weight,
    SetWeight.minimum,
    literal(0),
).where(SetWeight.appraisal_id == bindparam("appraisal_id"))
_OWN: CompoundSelect[*tuple[Any, ...]] = union_all(_own, _weights).order_by("place", "ref")
_FILE = (
    select(StoredFile)
    .join(AgreedAnswer, AgreedAnswer.file_id == StoredFile.id)
    .join(Subject, Subject.id == AgreedAnswer.subject_id)
    .join(Appraisal, Appraisal.id == Subject.appraisal_id)
    .where(
        Subject.ref == bindparam("subject_ref"),
        AgreedAnswer.criterion_key == bindparam("criterion_key"),
        Appraisal.ref == bindparam("appraisal_ref"),
        Appraisal.engagement_id == bindparam("engagement_id"),
    )
)


def subjects_of(*, appraisal_id: int) -> tuple[SubjectRow, ...]:
    """Give the subjects in order, each with what is agreed, in one query."""
    found: dict[int, SubjectRow] = {}
    for row in db.session.connection().execute(_SUBJECTS, {"appraisal_id": appraisal_id}).all():
        subject = found.get(row[0])
        if subject is None:
            subject = found[row[0]] = SubjectRow(*row[:9])
        if row[9] is not None:
            subject.agreed[row[9]] = Agreed(Answer(*row[10:14]), row[14], row[15], row[16] or "", row[17])
    return tuple(found.values())


def own_of(*, appraisal_id: int) -> tuple[OwnRow, ...]:
    """Give the service's own criteria in order, and the weights that were set."""
    rows = db.session.connection().execute(_OWN, {"appraisal_id": appraisal_id})
    return tuple(OwnRow(*row[1:]) for row in rows)


def is_answered(*, appraisal_id: int) -> bool:
    """Say whether a value or a word is agreed already; texts alone may be carried over from a former look."""
    given = or_(AgreedAnswer.value.is_not(None), AgreedAnswer.word.is_not(None))
    return bool(db.session.scalar(select(exists().where(AgreedAnswer.appraisal_id == appraisal_id, given))))


def answer_to_change(subject_id: int, criterion_key: str) -> AgreedAnswer | None:
    """Give the record of what is agreed, to change it; the appraisal is locked by whoever asks."""
    return db.session.get(AgreedAnswer, (subject_id, criterion_key), populate_existing=True)


def answer_file(criterion_key: str, *, subject_ref: str, appraisal_ref: str, engagement_id: int) -> StoredFile | None:
    """Give the file of an answer of this engagement."""
    found: StoredFile | None = db.session.scalar(
        _FILE,
        {
            "criterion_key": criterion_key,
            "subject_ref": subject_ref,
            "appraisal_ref": appraisal_ref,
            "engagement_id": engagement_id,
        },
    )
    return found
