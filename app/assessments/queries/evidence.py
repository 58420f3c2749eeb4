"""Evidence with its owner's name and never a level: notes and links beside private scores, files, what is carried over.

Of another person's evidence nothing is told before that person has submitted and the consultant has shown the scores;
the statements say so themselves. What is carried over was in a signed result, so it is seen at once. Nothing here reads
a level.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Integer, and_, bindparam, false, literal, null, or_, select
from sqlalchemy import String as Text
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.assessments.models import EvidenceItem, IndividualScore, Participation, Round, RoundKind, SignedResult
from app.assessments.result.value import EvidenceLine
from app.db import db
from app.db.clock import LONDON
from app.files.models import StoredFile

NOBODY = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody offers for a standard. Without `ref` it is a note or link beside a score, changed with the score.

    `carried_from` names the kind of round it comes from; then `still_true` None says that nobody has confirmed it yet.
    """

    owner: str
    agency: str
    note: str
    link: str
    at: dt.datetime
    standard_key: str = ""
    owner_id: int = NOBODY
    ref: str = ""
    version: int = 0
    offered_alone: bool = True
    review_on: dt.date | None = None
    carried_from: RoundKind | None = None
    carried_from_id: int | None = None
    still_true: bool | None = None
    answered_by: str | None = None
    answered_at: dt.datetime | None = None
    answer_note: str = ""
    file_id: int | None = None
    file_name: str | None = None
    media_type: str | None = None
    size: int | None = None  # bytes

    @property
    def counts(self) -> bool:
        """Say whether it stands: offered in this round, or carried over and confirmed."""
        return self.carried_from is None or self.still_true is True

    def is_due(self, today: dt.date) -> bool:
        """Say whether its review date has come."""
        return self.review_on is not None and self.review_on <= today


_answerer, _source = aliased(Person), aliased(Round)
_FACTS = (  # in the order of the class
    EvidenceItem.note,
    EvidenceItem.link,
    EvidenceItem.added_at.label("at"),
    EvidenceItem.standard_key.label("key"),
    EvidenceItem.owner_id.label("owner_id"),
    EvidenceItem.ref,
    EvidenceItem.version,
    EvidenceItem.offered_alone,
    EvidenceItem.review_on,
    _source.kind,
    EvidenceItem.carried_from_id,
    EvidenceItem.still_true,
    _answerer.name.label("answered_by"),
    EvidenceItem.answered_at,
    EvidenceItem.answer_note,
    EvidenceItem.file_id,
    StoredFile.name.label("file_name"),
    StoredFile.media_type,
    StoredFile.size,
)
_OFFERED = (  # the same of a note beside a score
    IndividualScore.evidence_note,
    IndividualScore.evidence_link,
    IndividualScore.evidence_at,
    IndividualScore.standard_key,
    Participation.person_id,
    literal(""),
    literal(0),
    literal(value=True),
    *(null() for _ in range(6)),
    literal(""),
    *(null() for _ in range(4)),
)
_of_the_round = bindparam("round_id", type_=Integer)


def _may_be_seen() -> ColumnElement[bool]:
    """What `viewer_id` may see of items: the viewer's own, what is carried over, the rest once the scores are shown."""
    return or_(
        EvidenceItem.carried_from_id.is_not(None),
        EvidenceItem.owner_id == bindparam("viewer_id", type_=Integer),
        and_(
            Round.scores_shown_at.is_not(None),
            or_(EvidenceItem.offered_alone == false(), Participation.submitted_at.is_not(None)),
        ),
    )


def _evidence(*, of_one: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Items and notes in one statement, by standard and owner."""
    items = (
        select(Person.name.label("owner"), EvidenceItem.agency, *_FACTS, EvidenceItem.id.label("item"))
        .join(Round, Round.id == EvidenceItem.round_id)
        .join(Person, Person.id == EvidenceItem.owner_id)
        .outerjoin(
            Participation,
            and_(Participation.round_id == EvidenceItem.round_id, Participation.person_id == EvidenceItem.owner_id),
        )
        .outerjoin(StoredFile, StoredFile.id == EvidenceItem.file_id)
        .outerjoin(_source, _source.id == EvidenceItem.carried_from_id)
        .outerjoin(_answerer, _answerer.id == EvidenceItem.answered_by_id)
        .where(EvidenceItem.round_id == _of_the_round, EvidenceItem.removed_at.is_(None), _may_be_seen())
    )
    notes = (
        select(Person.name, Participation.agency, *_OFFERED, literal(0))
        .join(Participation, Participation.id == IndividualScore.participation_id)
        .join(Round, Round.id == Participation.round_id)
        .join(Person, Person.id == Participation.person_id)
        .where(
            Participation.round_id == _of_the_round,
            Participation.submitted_at.is_not(None),
            Round.scores_shown_at.is_not(None),
            (IndividualScore.evidence_note != "") | (IndividualScore.evidence_link != ""),
        )
    )
    if of_one:
        key = bindparam("standard_key", type_=Text)
        items, notes = items.where(EvidenceItem.standard_key == key), notes.where(IndividualScore.standard_key == key)
    return items.union_all(notes).order_by("key", "owner", "owner_id", "item")


_ALL, _OF_ONE = _evidence(of_one=False), _evidence(of_one=True)


def evidence_of(round_id: int, *, viewer_id: int) -> dict[str, list[Evidence]]:
    """Give the round's evidence that the viewer may see, by standard; NOBODY sees what everybody may. One query."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for row in db.session.connection().execute(_ALL, {"round_id": round_id, "viewer_id": viewer_id}).all():
        found[row.key].append(Evidence(*row[:-1]))
    return dict(found)


def evidence_of_standard(round_id: int, standard_key: str) -> list[Evidence]:
    """Give what everybody may see for one standard, in one query."""
    wanted = {"round_id": round_id, "viewer_id": NOBODY, "standard_key": standard_key}
    return [Evidence(*row[:-1]) for row in db.session.connection().execute(_OF_ONE, wanted).all()]


def evidence_lines(round_id: int) -> dict[str, tuple[EvidenceLine, ...]]:
    """Give the round's evidence for its frozen result, by standard."""
    found = evidence_of(round_id, viewer_id=NOBODY)
    return {key: tuple(_line(each) for each in offered) for key, offered in found.items()}


def _line(offered: Evidence) -> EvidenceLine:
    return EvidenceLine(
        owner=offered.owner,
        agency=offered.agency,
        note=offered.note,
        link=offered.link,
        added_on=offered.at.astimezone(LONDON).date().isoformat(),
        file_name=offered.file_name or "",
        file_ref=offered.ref if offered.file_id else "",
        review_on=offered.review_on.isoformat() if offered.review_on else "",
        carried_from=offered.carried_from.label if offered.carried_from else "",
        still_true=offered.still_true,
    )


def evidence_item(ref: str, *, round_id: int) -> EvidenceItem | None:
    """Give an item of the round to change; the caller knows that the round is the engagement's."""
    found: EvidenceItem | None = db.session.scalar(
        select(EvidenceItem).where(
            EvidenceItem.ref == ref, EvidenceItem.round_id == round_id, EvidenceItem.removed_at.is_(None)
        )
    )
    return found


_FILE = (
    select(StoredFile)
    .join(EvidenceItem, EvidenceItem.file_id == StoredFile.id)
    .join(Round, Round.id == EvidenceItem.round_id)
    .outerjoin(
        Participation,
        and_(Participation.round_id == EvidenceItem.round_id, Participation.person_id == EvidenceItem.owner_id),
    )
    .where(
        EvidenceItem.ref == bindparam("ref"),
        Round.ref == bindparam("round_ref"),
        Round.engagement_id == bindparam("engagement_id"),
        _may_be_seen(),
    )
)


def evidence_file(ref: str, *, round_ref: str, engagement_id: int, viewer_id: int) -> StoredFile | None:
    """Give the file of an item if the viewer may see it; also a removed one that a signed copy names."""
    wanted = {"ref": ref, "round_ref": round_ref, "engagement_id": engagement_id, "viewer_id": viewer_id}
    found: StoredFile | None = db.session.scalar(_FILE, wanted)
    return found


def latest_signed_round(*, engagement_id: int) -> Round | None:
    """Give the engagement's round that was signed last."""
    found: Round | None = db.session.scalar(
        select(Round)
        .join(SignedResult, SignedResult.round_id == Round.id)
        .where(Round.engagement_id == engagement_id)
        .order_by(SignedResult.signed_at.desc(), SignedResult.id.desc())
        .limit(1)
    )
    return found


def signed_contents(round_id: int) -> Sequence[dict[str, Any]]:
    """Give what every signed version of the round holds, oldest first."""
    return db.session.scalars(
        select(SignedResult.content).where(SignedResult.round_id == round_id).order_by(SignedResult.number)
    ).all()
