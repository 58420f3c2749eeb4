"""Evidence of a case's stages: a note, a link or a file; offered, and taken back."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from app.cases.errors import TooMuchError
from app.cases.models import CaseEvidence, ServiceCase
from app.cases.services.moves import demand_open, note
from app.db import db
from app.files.models import StoredFile
from app.files.services import Shelf, Upload, store
from app.security import EngagementScope, Identity
from app.tools.tool import Stage

MOST = 100  # items of a case


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered for a stage."""

    stage: Stage
    note: str
    link: str
    upload: Upload | None


def add(
    offer: Offer, case: ServiceCase, shelf: Shelf, *, scope: EngagementScope, actor: Identity, now: dt.datetime
) -> CaseEvidence:
    """Add it. Raises OverError, TooMuchError, FileRefusedError."""
    demand_open(case, scope)
    held = select(func.count()).where(CaseEvidence.case_id == case.id)
    if (db.session.scalar(held) or 0) >= MOST:
        raise TooMuchError(f"A case holds {MOST} items of evidence. Remove one before you add another.")
    stored = None
    if offer.upload:
        stored = store(offer.upload, shelf, engagement_id=scope.id, owner_id=actor.person_id, now=now)
    item = CaseEvidence(
        case_id=case.id,
        stage=offer.stage,
        note=offer.note,
        link=offer.link,
        file_id=stored.id if stored else None,
        added_by_id=actor.person_id,
        added_at=now,
    )
    db.session.add(item)
    db.session.flush()
    became = {"evidence": item.ref, "stage": offer.stage.value}
    note("evidence added to a service case", case, scope, actor=actor, now=now, became=became)
    return item


def remove(item: CaseEvidence, case: ServiceCase, *, scope: EngagementScope, actor: Identity, now: dt.datetime) -> None:
    """Take it back, its file for good: the worker sweeps bytes that no row names. Raises OverError."""
    demand_open(case, scope)
    was = {"evidence": item.ref, "stage": item.stage.value}
    file_id = item.file_id
    db.session.delete(item)
    db.session.flush()
    if file_id is not None:
        db.session.execute(
            delete(StoredFile).where(StoredFile.id == file_id).execution_options(synchronize_session=False)
        )
    note("evidence removed from a service case", case, scope, actor=actor, now=now, was=was)
