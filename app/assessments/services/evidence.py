"""Evidence: offering it alone or in the workshop, taking it back, saying whether it is still true. Never a score."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, select

from app.assessments.errors import ConflictError, TooMuchEvidenceError
from app.assessments.models import EvidenceItem, Participation, Round, RoundState
from app.assessments.queries.evidence import signed_contents
from app.assessments.result import result_from
from app.assessments.services.moves import demand_state, note
from app.db import db
from app.files.models import StoredFile
from app.files.services import Shelf, Upload, store
from app.security import EngagementScope, Identity

MOST = 20  # items of one person for one standard
UNLOCKED = frozenset({RoundState.DRAFT, RoundState.SCORING, RoundState.WORKSHOP})
SCORING_OVER = "Scoring has closed, so files can no longer be added or removed here."
NOT_IN_THE_WORKSHOP = "Evidence can be added and removed while the round is in the workshop."
LOCKED = "The evidence is locked, because the result went to the director."


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody offers for a standard: a note, a link or a file, and when it should be looked at again."""

    note: str
    link: str
    review_on: dt.date | None
    upload: Upload | None


@dataclass(frozen=True, slots=True)
class StillTrue:
    """An answer on evidence that was carried over, to the version that was seen."""

    still_true: bool
    note: str
    seen_version: int


def offer_alone(  # who offers what, for what, and where its bytes go
    offer: Offer,
    standard_key: str,
    participation: Participation,
    scope: EngagementScope,
    shelf: Shelf,
    *,
    actor: Identity,
    now: dt.datetime,
) -> EvidenceItem:
    """Add a participant's evidence beside the own score; it is seen as notes are. Raises FileRefusedError.

    Raises WrongStateError once scoring has closed, TooMuchEvidenceError. The trail lists it nowhere.
    """
    demand_state(participation.round, {RoundState.SCORING}, SCORING_OVER)
    item = _item(offer, standard_key, participation.round, scope, shelf, actor=actor, now=now)
    item.agency, item.offered_alone = participation.agency, True
    return _added(
        item, f"evidence added while standard {standard_key} is scored", participation.round, scope, actor, now
    )


def add(
    offer: Offer,
    standard_key: str,
    assessment_round: Round,
    scope: EngagementScope,
    shelf: Shelf,
    *,
    actor: Identity,
    now: dt.datetime,
) -> EvidenceItem:
    """Add evidence in the workshop, for everybody to see. Raises FileRefusedError, WrongStateError and the like."""
    demand_state(assessment_round, {RoundState.WORKSHOP}, NOT_IN_THE_WORKSHOP)
    item = _item(offer, standard_key, assessment_round, scope, shelf, actor=actor, now=now)
    return _added(item, f"evidence added to standard {standard_key}", assessment_round, scope, actor, now)


def remove_alone(
    item: EvidenceItem, participation: Participation, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Take back what a participant offered alone. Raises WrongStateError once scoring has closed."""
    demand_state(participation.round, {RoundState.SCORING}, SCORING_OVER)
    action = f"evidence removed while standard {item.standard_key} is scored"
    _remove(item, now=now)
    note(action, participation.round, scope, actor=actor, now=now)


def remove(
    item: EvidenceItem, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Take back what was added in the workshop. What a signed version names stays for that version's readers."""
    demand_state(assessment_round, {RoundState.WORKSHOP}, NOT_IN_THE_WORKSHOP)
    action, was = f"evidence removed from standard {item.standard_key}", {"evidence": item.ref}
    _remove(item, now=now)
    note(action, assessment_round, scope, actor=actor, now=now, was=was)


def answer(
    answered: StillTrue,
    item: EvidenceItem,
    assessment_round: Round,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Say whether carried evidence is still true. Raises ConflictError if somebody answered since it was seen."""
    demand_state(assessment_round, UNLOCKED, LOCKED)
    if item.version != answered.seen_version:
        raise ConflictError("Somebody else answered this meanwhile. Yours is not saved yet.")
    was = {} if item.still_true is None else {"still_true": item.still_true}
    item.still_true, item.answer_note = answered.still_true, answered.note
    item.answered_by_id, item.answered_at = actor.person_id, now
    db.session.flush()
    note(
        f"evidence of standard {item.standard_key} looked at again",
        assessment_round,
        scope,
        actor=actor,
        now=now,
        was=was,
        became={"evidence": item.ref, "still_true": item.still_true},
    )


def delete_offered_alone(participation_ids: Collection[int]) -> int:
    """Delete what these participants offered alone, with its files; returns how many. For those who never submitted."""
    theirs = exists().where(
        Participation.id.in_(participation_ids),
        Participation.round_id == EvidenceItem.round_id,
        Participation.person_id == EvidenceItem.owner_id,
        Participation.submitted_at.is_(None),
    )
    gone = db.session.scalars(
        delete(EvidenceItem)
        .where(EvidenceItem.offered_alone, EvidenceItem.carried_from_id.is_(None), theirs)
        .returning(EvidenceItem.file_id)
        .execution_options(synchronize_session=False)
    ).all()
    _forget([key for key in gone if key is not None])
    return len(gone)


def _item(
    offer: Offer,
    standard_key: str,
    assessment_round: Round,
    scope: EngagementScope,
    shelf: Shelf,
    *,
    actor: Identity,
    now: dt.datetime,
) -> EvidenceItem:
    own = select(func.count()).where(
        EvidenceItem.round_id == assessment_round.id,
        EvidenceItem.standard_key == standard_key,
        EvidenceItem.owner_id == actor.person_id,
        EvidenceItem.removed_at.is_(None),
    )
    if (db.session.scalar(own) or 0) >= MOST:
        raise TooMuchEvidenceError(f"You have added {MOST} items for this standard. Remove one before you add another.")
    stored = None
    if offer.upload:
        stored = store(offer.upload, shelf, engagement_id=scope.id, owner_id=actor.person_id, now=now)
    return EvidenceItem(
        round_id=assessment_round.id,
        standard_key=standard_key,
        owner_id=actor.person_id,
        note=offer.note,
        link=offer.link,
        file_id=stored.id if stored else None,
        review_on=offer.review_on,
        added_at=now,
    )


def _added(
    item: EvidenceItem,
    action: str,
    assessment_round: Round,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> EvidenceItem:
    db.session.add(item)
    db.session.flush()
    note(action, assessment_round, scope, actor=actor, now=now, became={"evidence": item.ref})
    return item


def _remove(item: EvidenceItem, *, now: dt.datetime) -> None:
    if _is_named_in_a_signed_version(item):
        item.removed_at = now
        return
    file_id = item.file_id
    db.session.delete(item)
    db.session.flush()
    _forget([file_id] if file_id else [])


def _is_named_in_a_signed_version(item: EvidenceItem) -> bool:
    return item.file_id is not None and any(
        line.file_ref == item.ref
        for content in signed_contents(item.round_id)
        for standard in result_from(content).standards
        for line in standard.evidence
    )


def _forget(file_ids: Collection[int]) -> None:
    """Delete the rows of files that no evidence points to any more; the worker sweeps their bytes."""
    if file_ids:
        db.session.execute(
            delete(StoredFile)
            .where(StoredFile.id.in_(file_ids), ~exists().where(EvidenceItem.file_id == StoredFile.id))
            .execution_options(synchronize_session=False)
        )
