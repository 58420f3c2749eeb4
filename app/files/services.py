"""Storing an upload, and sweeping bytes that no row names. Who may store or read: the room that holds the file."""

import datetime as dt
import hashlib
import itertools
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import IO

from sqlalchemy import select

from app.db import db
from app.files.errors import EmptyFileError, FileTooLargeError
from app.files.models import StoredFile
from app.files.naming import safe_name
from app.files.sniffing import Kind, sniff
from app.files.storage import Storage, new_key, storage_from
from config import Settings

UNNAMED_FOR = dt.timedelta(days=1)  # longer than any request between writing bytes and committing their row
_AT_ONCE = 500
_CHUNK = 1024 * 1024  # bytes
Named = Callable[[Collection[str]], set[str]]


@dataclass(frozen=True, slots=True)
class Upload:
    """What a browser sent: a name to be made safe, and bytes to be looked into."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where an installation keeps files, and how large they may be."""

    storage: Storage
    max_mb: int


def shelf_of(settings: Settings) -> Shelf:
    """Give the shelf that the settings describe."""
    return Shelf(storage_from(settings), settings.files_max_mb)


def check(upload: Upload, *, max_mb: int) -> Kind:
    """Say what an upload is. Raises FileRefusedError with the message for the person."""
    size = _size(upload.content)
    if not size:
        raise EmptyFileError("The selected file is empty")
    if size > max_mb * 1024 * 1024:
        raise FileTooLargeError(f"The selected file must be {max_mb} MB or smaller")
    return sniff(upload.content, safe_name(upload.name))


def store(
    upload: Upload,
    shelf: Shelf,
    *,
    engagement_id: int | None = None,
    authority_id: int | None = None,
    owner_id: int,
    now: dt.datetime,
) -> StoredFile:
    """Store an upload of an engagement or of an authority. Raises FileRefusedError.

    Its bytes come first, so that no committed row is without them.
    """
    kind = check(upload, max_mb=shelf.max_mb)
    digest = _digest(upload.content)
    size, key = _size(upload.content), new_key()
    shelf.storage.put(key, upload.content)
    stored = StoredFile(
        engagement_id=engagement_id,
        authority_id=authority_id,
        storage_key=key,
        name=safe_name(upload.name),
        media_type=kind.media_type,
        size=size,
        sha256=digest,
        owner_id=owner_id,
        stored_at=now,
    )
    db.session.add(stored)
    db.session.flush()
    return stored


def _nothing_else(_keys: Collection[str]) -> set[str]:
    return set()


def sweep(storage: Storage, *, now: dt.datetime, also_named: Named = _nothing_else) -> int:
    """Delete bytes older than a day that no row names; returns how many. The worker calls this.

    So a request that failed leaves nothing for long, and deleting a row is enough to be rid of a file. `also_named`
    tells which keys the rows of rooms above name.
    """
    old = (each.key for each in storage.stored() if each.written_at < now - UNNAMED_FOR)
    swept = 0
    while keys := set(itertools.islice(old, _AT_ONCE)):
        named = set(db.session.scalars(select(StoredFile.storage_key).where(StoredFile.storage_key.in_(keys))))
        for key in keys - named - also_named(keys):
            storage.delete(key)
            swept += 1
    return swept


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def _size(content: IO[bytes]) -> int:
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    return size
