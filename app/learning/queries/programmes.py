"""Finding programmes. A version's files never change, so each worker reads them once and keeps the value by digest."""

from collections import OrderedDict

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import defer

from app.db import db
from app.learning.content import Programme
from app.learning.models import TrainingState, TrainingVersion
from app.learning.reading import read

KEPT = 8  # programmes in the memory of a worker, the last used
_without_files = defer(TrainingVersion.files, raiseload=True)


class UnknownProgrammeError(LookupError):
    """No stored version has this digest."""


def programme(digest: str) -> Programme:
    """Give the programme with this content; one query at first, none later. Raises UnknownProgrammeError."""
    kept: OrderedDict[str, Programme] = current_app.extensions.setdefault("programmes", OrderedDict())
    if digest not in kept:
        files = db.session.scalar(select(TrainingVersion.files).where(TrainingVersion.digest == digest))
        if files is None:
            raise UnknownProgrammeError(digest)
        kept[digest] = read(files)
    kept.move_to_end(digest)
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return kept[digest]


def newest_published(key: str) -> TrainingVersion | None:
    """Give the version of a programme that new cohorts are offered."""
    return db.session.scalar(
        select(TrainingVersion)
        .where(TrainingVersion.key == key, TrainingVersion.state == TrainingState.PUBLISHED)
        .order_by(TrainingVersion.published_at.desc(), TrainingVersion.id.desc())
        .limit(1)
    )


def version_by_ref(ref: str) -> TrainingVersion | None:
    """Give any version, drafts included, without its files; `programme` has them read. For administrators."""
    return db.session.scalar(select(TrainingVersion).options(_without_files).where(TrainingVersion.ref == ref))
