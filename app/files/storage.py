"""Where bytes lie: one small interface, and a folder behind it. Names, types and owners are rows, in models.py."""

import datetime as dt
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from app.files.errors import FileMissingError
from config import Settings

_KEY = re.compile("[0-9a-f]{32}")
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key that the storage knows, and when its bytes were written."""

    key: str
    written_at: dt.datetime


class Storage(Protocol):
    """What a room needs of a place for bytes; another one (S3) only has to do these five things."""

    def put(self, key: str, content: IO[bytes]) -> None:
        """Write all of `content` under `key`: wholly, or not at all."""

    def open(self, key: str) -> IO[bytes]:
        """Open the bytes for reading. Raises FileMissingError."""

    def delete(self, key: str) -> None:
        """Forget the bytes; what is not there is no error."""

    def exists(self, key: str) -> bool:
        """Say whether there are bytes under `key`."""

    def stored(self) -> Iterator[StoredKey]:
        """Give every key, in no order, those whose writing was interrupted included."""


class FolderStorage:
    """Bytes in a folder, spread over 65,536 inner ones. A name that somebody typed never becomes a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: IO[bytes]) -> None:
        """Write beside, then rename: a reader sees all or nothing, also after the power failed."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(_UNFINISHED)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            shutil.copyfileobj(content, target)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(path)
        _sync_folder(path.parent)

    def open(self, key: str) -> IO[bytes]:
        """Open the file."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError:
            raise FileMissingError(key) from None

    def delete(self, key: str) -> None:
        """Remove the file and what an interrupted writing left."""
        path = self._path(key)
        path.unlink(missing_ok=True)
        path.with_suffix(_UNFINISHED).unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        """Look for the file."""
        return self._path(key).is_file()

    def stored(self) -> Iterator[StoredKey]:
        """Walk the folder; what is not ours in it is let be."""
        for path in self._folder.glob("??/??/*"):
            if _KEY.fullmatch(path.stem) and path.suffix in {"", _UNFINISHED}:
                try:
                    written = path.stat().st_mtime
                except FileNotFoundError:
                    continue  # another worker swept it
                yield StoredKey(path.stem, dt.datetime.fromtimestamp(written, dt.UTC))

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("not a storage key")
        return self._folder / key[:2] / key[2:4] / key


def new_key() -> str:
    """Make a key: 128 random bits, which tell nothing of what is stored."""
    return secrets.token_hex(16)


def storage_from(settings: Settings) -> Storage:
    """Give the storage that the settings describe."""
    return FolderStorage(settings.files_folder)


def _sync_folder(folder: Path) -> None:
    """Make the rename last: the folder's entry is written to disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
