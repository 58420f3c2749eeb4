"""Making the next archive that waits: claimed with a lease, made beside, stored whole, then said to be ready.

Every step renews the lease and says how far it is. Whoever finds the lease taken over by another worker stops, and
throws away what was made: so no archive is made twice, and one whose worker was killed is begun anew.
"""

import datetime as dt
import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from flask import current_app
from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.agreements.models import Side
from app.archiving.errors import LeaseLostError, NotAllowedError
from app.archiving.messages import tell_ready
from app.archiving.models import Archive, ArchiveState
from app.archiving.queries.tables import Asked
from app.archiving.services.asker import load_asker, load_scope
from app.archiving.services.parts import steps
from app.archiving.writing import packing, parts
from app.audit.services import record
from app.db import db, reading, reading_apart
from app.db.clock import LONDON
from app.documents.making import NotMadeError
from app.files.storage import Storage, new_key, storage_from

LEASE = dt.timedelta(minutes=5)
KEPT_FOR = dt.timedelta(days=14)
GIVEN_UP_AFTER = dt.timedelta(days=1)
FAILED = "Something went wrong while it was made. Ask for it again; if that fails, too, tell whoever runs the service."
Clock = Callable[[], dt.datetime]
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Claim:
    """An archive that this worker makes; `until` is the lease by which it is known to be ours."""

    id: int
    ref: str
    engagement_id: int
    authority_id: int
    asked_by_id: int
    asked_at: dt.datetime
    until: dt.datetime
    after_the_end: bool = False  # once it is known, when the first part is made


@dataclass(frozen=True, slots=True)
class Made:
    """A whole zip in the storage."""

    key: str
    size: int
    sha256: str


def make_next(*, clock: Clock, meanwhile: Callable[[], object] = lambda: None) -> bool:
    """Make the archive that has waited longest; False if none waits. Reads first: mostly nothing waits.

    `meanwhile` is called after each part, so that what cannot wait for the whole of an archive is done in between.
    """
    with reading():
        waiting = db.session.scalar(select(Archive.id).where(_waits(clock())).limit(1))
    db.session.rollback()
    if waiting is not None:
        _give_up(clock())
    claim = claim_next(clock()) if waiting is not None else None
    if claim is None:
        return False
    try:
        _make(claim, clock, meanwhile)
    except LeaseLostError:
        db.session.rollback()
        log.warning("archive %s was begun anew by another worker", claim.ref)
    except NotAllowedError as error:
        _fail(claim, str(error))
    except (NotMadeError, HTTPException, SQLAlchemyError, OSError, LookupError, ValueError):
        log.exception("archive %s could not be made", claim.ref)
        _fail(claim, FAILED)
    return True


def claim_next(now: dt.datetime) -> Claim | None:
    """Take the oldest one that waits, or whose lease ran out, committed before anything is made."""
    oldest = select(Archive.id).where(_waits(now)).order_by(Archive.id).limit(1).with_for_update(skip_locked=True)
    until = now + LEASE
    row = db.session.execute(
        update(Archive)
        .where(Archive.id == oldest.scalar_subquery(), _waits(now))
        .values(state=ArchiveState.MAKING, lease_until=until, done=0, steps=1)
        .returning(
            Archive.id,
            Archive.ref,
            Archive.engagement_id,
            Archive.authority_id,
            Archive.asked_by_id,
            Archive.asked_at,
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()
    db.session.commit()
    return Claim(*row, until) if row else None


def _give_up(now: dt.datetime) -> None:
    """Begin no more what was asked for a day ago and killed its worker once more."""
    db.session.execute(
        update(Archive)
        .where(Archive.state == ArchiveState.MAKING, Archive.lease_until < now, Archive.asked_at < now - GIVEN_UP_AFTER)
        .values(state=ArchiveState.FAILED, lease_until=None, error=FAILED)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()


def _waits(now: dt.datetime) -> ColumnElement[bool]:
    return or_(
        Archive.state == ArchiveState.QUEUED,
        and_(Archive.state == ArchiveState.MAKING, Archive.lease_until < now),
    )


def _make(claim: Claim, clock: Clock, meanwhile: Callable[[], object]) -> None:
    storage = storage_from(current_app.config["SETTINGS"])
    with tempfile.TemporaryFile() as target:
        for _ in _written(claim, target, storage, clock):
            meanwhile()
        made = _store(target, storage)
    try:
        _settle(claim, made, now=clock())
    except LeaseLostError:
        storage.delete(made.key)
        raise


def _written(claim: Claim, target: IO[bytes], storage: Storage, clock: Clock) -> Iterator[None]:
    """Write one part after the other and give way after each; what a part reads is let go after it."""
    with reading_apart():
        scope = load_scope(claim.engagement_id)
        side = Side.LEAD if claim.authority_id == scope.lead_authority_id else Side.PARTNER
        asker = load_asker(claim.asked_by_id, side, scope)
        asked = Asked(scope, side, claim.asked_at)
    claim.after_the_end = asked.is_after_the_end
    with packing(target, claim.asked_at.astimezone(LONDON).date()) as packed:
        with reading_apart():
            to_do = steps(asked, asker, packed, storage)
        for done, step in enumerate(to_do):
            _renew(claim, done, len(to_do), now=clock())
            with reading_apart():
                step()
            yield


def _store(target: IO[bytes], storage: Storage) -> Made:
    size = target.tell() if target.seek(0, 2) else 0
    target.seek(0)
    digest = hashlib.sha256()
    for part in parts(target):
        digest.update(part)
    target.seek(0)
    key = new_key()
    storage.put(key, target)
    return Made(key, size, digest.hexdigest())


def _renew(claim: Claim, done: int, steps: int, *, now: dt.datetime) -> None:
    """Say how far it is, and keep the lease. Raises LeaseLostError if it is another worker's."""
    until = max(now + LEASE, claim.until + dt.timedelta(microseconds=1))
    _change(claim, done=done, steps=steps, lease_until=until)
    db.session.commit()
    claim.until = until


def _settle(claim: Claim, made: Made, *, now: dt.datetime) -> None:
    """Say that it is ready, and tell the asker, in one transaction."""
    _change(
        claim,
        state=ArchiveState.READY,
        done=Archive.steps,
        lease_until=None,
        storage_key=made.key,
        size=made.size,
        sha256=made.sha256,
        after_the_end=claim.after_the_end,
        made_at=now,
        expires_at=now + KEPT_FOR,
        error="",
    )
    record("archive made", f"archive {claim.ref}", actor_id=None, engagement_id=claim.engagement_id, now=now)
    tell_ready(claim.asked_by_id, load_scope(claim.engagement_id), until=now + KEPT_FOR, now=now)
    db.session.commit()


def _fail(claim: Claim, words: str) -> None:
    db.session.rollback()
    try:
        _change(claim, state=ArchiveState.FAILED, lease_until=None, error=words)
    except LeaseLostError:
        log.warning("archive %s was begun anew by another worker", claim.ref)
    db.session.commit()


def _change(claim: Claim, **values: object) -> None:
    changed = db.session.execute(
        update(Archive)
        .where(Archive.id == claim.id, Archive.state == ArchiveState.MAKING, Archive.lease_until == claim.until)
        .values(**values)
        .returning(Archive.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if changed is None:
        db.session.rollback()
        raise LeaseLostError(claim.ref)
