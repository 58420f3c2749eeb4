"""Deleting archives whose time is over, and telling the sweep of files which bytes are archives."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select, update

from app.archiving.models import Archive, ArchiveState
from app.db import db
from app.files.storage import Storage


def expire_due(storage: Storage, *, now: dt.datetime) -> int:
    """Delete what has expired; returns how many. The row is committed first: the sweep finds bytes left behind."""
    due = Archive.state == ArchiveState.READY, Archive.expires_at <= now
    found = db.session.execute(select(Archive.id, Archive.storage_key).where(*due).order_by(Archive.id)).all()
    if not found:
        return 0
    db.session.execute(
        update(Archive)
        .where(*due, Archive.id.in_([each.id for each in found]))
        .values(state=ArchiveState.EXPIRED, storage_key="")
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    for each in found:
        storage.delete(each.storage_key)
    return len(found)


def keys_of_archives(keys: Collection[str]) -> set[str]:
    """Give those of the keys under which an archive lies."""
    return set(db.session.scalars(select(Archive.storage_key).where(Archive.storage_key.in_(keys))))
