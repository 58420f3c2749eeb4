"""The files of a programme as they come from a computer, and as they go there: an archive, or one session. No page."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from app.files.archives import refuse_hostile, start_of
from app.files.errors import FileTypeError
from app.learning.reading import PROGRAMME_FILE
from app.publishing.forms import plain_text

MOST_FILES = 300
MOST_TEXT = 4 * 1024 * 1024  # bytes, all files together
LARGEST = 1_000_000  # bytes, one file
DAMAGED = "The archive is damaged. Make it again, then choose it"
TOO_MUCH = f"The archive must hold at most {MOST_FILES} files and {MOST_TEXT // 1024 // 1024} MB of text"
NO_PROGRAMME = f"The archive holds no {PROGRAMME_FILE}. Pack the folder of the programme, with that file in it"
_LEFT_BY_SYSTEMS = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_STAMP = (2026, 1, 1, 0, 0, 0)  # the same for every entry: equal files give equal archives


def packed(files: Mapping[str, str], folder: str) -> bytes:
    """Give an archive of the files, within a folder of this name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return made.getvalue()


def unpacked(content: bytes) -> dict[str, str]:
    """Give the texts of an archive by their path beside programme.md. Raises FileTypeError, fit to be shown."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_hostile(archive)
            texts = {name: start_of(archive, name) for name in _names(archive)}
    except FileTypeError:
        raise
    except _BROKEN:
        raise FileTypeError(DAMAGED) from None
    return _beside_programme({path: text(words, path) for path, words in texts.items()})


def text(content: bytes, name: str) -> str:
    """Give text with plain line ends. Raises FileTypeError if it is none, or is over LARGEST."""
    if len(content) > LARGEST:
        raise FileTypeError(f"{name} must be {LARGEST // 1_000_000} MB or smaller")
    return plain_text(content, name)


def _names(archive: zipfile.ZipFile) -> list[str]:
    """The names of what counts. Raises FileTypeError if it is more than a programme can be."""
    entries = [entry for entry in archive.infolist() if _counts(entry)]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_TEXT:
        raise FileTypeError(TOO_MUCH)
    return [entry.filename for entry in entries]


def _counts(entry: zipfile.ZipInfo) -> bool:
    """Whether somebody put the file there, and not the system that packed it."""
    return not entry.is_dir() and _LEFT_BY_SYSTEMS.isdisjoint(entry.filename.split("/"))


def _beside_programme(texts: Mapping[str, str]) -> dict[str, str]:
    """Take off the folder in which programme.md lies; what lies outside of it is no part."""
    folder = _folder(texts)
    return {path.removeprefix(folder): words for path, words in texts.items() if path.startswith(folder)}


def _folder(paths: Iterable[str]) -> str:
    found = sorted((path for path in paths if path.split("/")[-1] == PROGRAMME_FILE), key=len)
    if not found:
        raise FileTypeError(NO_PROGRAMME)
    return found[0].removesuffix(PROGRAMME_FILE)
