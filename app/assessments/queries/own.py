"""A participant's own scores and evidence, found by the person who asks: nobody else's can be reached from here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, bindparam, false, literal, null, or_, select, union_all
from sqlalchemy.orm import contains_eager

from app.assessments.models import EvidenceItem, IndividualScore, Participation, Round, RoundKind
from app.assessments.queries.loose import PARTICIPATION, ROUND, loose_participation
from app.db import db
from app.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class OwnScore:
    """What the participant said of one standard; `level` None: not answered, or cannot score."""

    level: int | None
    cannot_score: bool
    cannot_reason: str
    evidence_note: str
    evidence_link: str


@dataclass(frozen=True, slots=True)
class OwnEvidence:
    """A file that the participant gave while scoring, or what was carried over from an earlier round."""

    ref: str
    note: str
    link: str
    file_name: str | None
    size: int | None  # bytes
    carried_from: RoundKind | None
    still_true: bool | None


_asked = and_(
    Round.ref == bindparam("round_ref"),
    Round.engagement_id == bindparam("engagement_id"),
    Participation.person_id == bindparam("person_id"),
)
_OWN: Select[*tuple[Any, ...]] = (
    select(*PARTICIPATION, *ROUND).join(Round, Round.id == Participation.round_id).where(_asked)
)
_OWN_LOCKED = (
    select(Participation)
    .join(Participation.round)
    .options(contains_eager(Participation.round))
    .where(_asked)
    .with_for_update(read=True, of=Round)
)
_SCORE = (
    IndividualScore.level,
    IndividualScore.cannot_score,
    IndividualScore.cannot_reason,
    IndividualScore.evidence_note,
    IndividualScore.evidence_link,
)
_SCORES = (
    select(IndividualScore.standard_key, *_SCORE)
    .where(IndividualScore.participation_id == bindparam("participation_id"))
    .order_by(IndividualScore.standard_key)
)
_ANSWER = (
    select(
        IndividualScore.participation_id,
        *_SCORE,
        EvidenceItem.ref,
        EvidenceItem.note,
        EvidenceItem.link,
        StoredFile.name,
        StoredFile.size,
        Round.kind,
        EvidenceItem.still_true,
    )
    .select_from(Participation)
    .outerjoin(
        IndividualScore,
        and_(
            IndividualScore.participation_id == Participation.id,
            IndividualScore.standard_key == bindparam("standard_key"),
        ),
    )
    .outerjoin(
        EvidenceItem,
        and_(
            EvidenceItem.round_id == Participation.round_id,
            EvidenceItem.owner_id == Participation.person_id,
            EvidenceItem.standard_key == bindparam("standard_key"),
            EvidenceItem.removed_at.is_(None),
            or_(EvidenceItem.offered_alone, EvidenceItem.carried_from_id.is_not(None)),
        ),
    )
    .outerjoin(StoredFile, StoredFile.id == EvidenceItem.file_id)
    .outerjoin(Round, Round.id == EvidenceItem.carried_from_id)
    .where(Participation.id == bindparam("participation_id"))
    .order_by(EvidenceItem.id)
)
_SCORES_AND_FILES: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        IndividualScore.standard_key.label("key"), *_SCORE, literal(0).label("item"), literal("").label("file")
    ).where(IndividualScore.participation_id == bindparam("participation_id")),
    select(
        EvidenceItem.standard_key,
        null(),
        false(),
        literal(""),
        literal(""),
        literal(""),
        EvidenceItem.id,
        StoredFile.name,
    )
    .join(
        Participation,
        and_(Participation.round_id == EvidenceItem.round_id, Participation.person_id == EvidenceItem.owner_id),
    )
    .join(StoredFile, StoredFile.id == EvidenceItem.file_id)
    .where(
        Participation.id == bindparam("participation_id"),
        EvidenceItem.offered_alone,
        EvidenceItem.removed_at.is_(None),
    ),
).order_by("key", "item")


def own_participation(
    *, person_id: int, round_ref: str, engagement_id: int, lock: bool = False
) -> Participation | None:
    """Give the person's participation with its round in `.round`, or None for anybody who was not asked to score.

    Without `lock` a loose copy, to read. `lock` gives the record itself, and keeps the round from closing until the
    commit, so that no score is saved after the close (PostgreSQL).
    """
    key = {"person_id": person_id, "round_ref": round_ref, "engagement_id": engagement_id}
    if lock:
        found: Participation | None = db.session.scalar(_OWN_LOCKED, key)
        return found
    row = db.session.connection().execute(_OWN, key).one_or_none()
    return loose_participation(row) if row else None


def own_scores(participation: Participation) -> dict[str, OwnScore]:
    """Give the participant's scores by standard."""
    rows = db.session.connection().execute(_SCORES, {"participation_id": participation.id}).all()
    return {row[0]: OwnScore(*row[1:]) for row in rows}


def own_answer(participation: Participation, standard_key: str) -> tuple[OwnScore | None, list[OwnEvidence]]:
    """Give what the participant said of one standard, and the own evidence for it, in one query."""
    wanted = {"participation_id": participation.id, "standard_key": standard_key}
    rows: Sequence[Any] = db.session.connection().execute(_ANSWER, wanted).all()
    answered = bool(rows) and rows[0][0] is not None
    return (OwnScore(*rows[0][1:6]) if answered else None), [OwnEvidence(*row[6:]) for row in rows if row[6]]


def own_scores_and_files(participation: Participation) -> tuple[dict[str, OwnScore], dict[str, list[str]]]:
    """Give the participant's scores and the names of own files, both by standard, in one query."""
    scores: dict[str, OwnScore] = {}
    files: dict[str, list[str]] = defaultdict(list)
    rows = db.session.connection().execute(_SCORES_AND_FILES, {"participation_id": participation.id}).all()
    for row in rows:
        if row.item:
            files[row.key].append(row.file)
        else:
            scores[row.key] = OwnScore(*row[1:6])
    return scores, dict(files)
