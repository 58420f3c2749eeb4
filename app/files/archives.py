"""Archives looked into without unpacking them: what is declared, and the start of one entry. Knows no document type."""

import zipfile

from app.files.errors import FileTypeError

MOST_ENTRIES = 10_000
MOST_UNPACKED = 300 * 1024 * 1024  # bytes, as declared
MOST_TIMES_LARGER = 250  # unpacked to packed, of a whole archive that unpacks to more than HARMLESS
HARMLESS = 20 * 1024 * 1024  # bytes
START = 1024 * 1024  # bytes that are ever unpacked of one entry

BOMB = "The selected file unpacks to far more than its size and was refused. Save it again, or as a PDF"
LOCKED = "The selected file is protected with a password. Save a copy without one"
STRANGE = "The selected file contains names that no office program writes and was refused. Save it again, or as a PDF"
_ENCRYPTED = 0x1


def refuse_hostile(archive: zipfile.ZipFile) -> frozenset[str]:
    """Give the names in the archive. Raises FileTypeError for a bomb, a password and names that lead elsewhere."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    too_dense = unpacked > HARMLESS and unpacked > packed * MOST_TIMES_LARGER
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or too_dense:
        raise FileTypeError(BOMB)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileTypeError(LOCKED)
    names = [entry.filename for entry in entries]
    if len(names) != len(set(names)) or any(_leads_elsewhere(name) for name in names):
        raise FileTypeError(STRANGE)
    return frozenset(names)


def start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one entry, START bytes of it at most: what an archive declares of itself may be a lie."""
    with archive.open(name) as entry:
        return entry.read(START)


def _leads_elsewhere(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name
