"""What a file is, decided by its content and never by what the browser says; what may not come in is refused here."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

import puremagic

from app.files.archives import refuse_hostile, start_of
from app.files.errors import ActiveContentError, FileTypeError
from app.files.naming import ending_of

HEAD = 4096  # bytes that are looked at for a signature


@dataclass(frozen=True, slots=True)
class Kind:
    """A type that is taken: how it is called, and how its name may end."""

    media_type: str
    label: str
    endings: tuple[str, ...]


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
PDF = Kind("application/pdf", "PDF document", ("pdf",))
PNG = Kind("image/png", "PNG picture", ("png",))
JPEG = Kind("image/jpeg", "JPEG picture", ("jpg", "jpeg"))
WORD = Kind(f"{_OPEN_XML}wordprocessingml.document", "Word document", ("docx",))
EXCEL = Kind(f"{_OPEN_XML}spreadsheetml.sheet", "Excel workbook", ("xlsx",))
POWERPOINT = Kind(f"{_OPEN_XML}presentationml.presentation", "PowerPoint presentation", ("pptx",))
ODT = Kind(f"{_ODF}text", "OpenDocument text", ("odt",))
ODS = Kind(f"{_ODF}spreadsheet", "OpenDocument spreadsheet", ("ods",))
ODP = Kind(f"{_ODF}presentation", "OpenDocument presentation", ("odp",))
TEXT = Kind("text/plain", "text file", ("txt",))
CSV = Kind("text/csv", "CSV file", ("csv",))
KINDS = (PDF, WORD, EXCEL, POWERPOINT, ODT, ODS, ODP, PNG, JPEG, TEXT, CSV)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)
LABELS = {kind.media_type: kind.label for kind in KINDS}

_SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_MAIN_PARTS = {  # the declared type of a document's main part; a template or one with macros declares another
    f"{WORD.media_type}.main+xml": WORD,
    f"{EXCEL.media_type}.main+xml": EXCEL,
    f"{POWERPOINT.media_type}.main+xml": POWERPOINT,
}
_OPEN_DOCUMENTS = {kind.media_type.encode(): kind for kind in (ODT, ODS, ODP)}
_DECLARED = re.compile(r"""\bContentType\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_MACROS = re.compile("macroenabled|vbaproject|vbadata|macrosheet|activex", re.IGNORECASE)
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # also what Office makes of a document with a password
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|\?xml|\?php|html|head|body|svg|script|iframe)|<script\b|<svg\b|<html\b",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")

TAKEN = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, text or CSV file"
NOT_TAKEN = f"The selected file must be a {TAKEN}"
DAMAGED = "The selected file is damaged. Open it on your computer, save it again, then choose it"
MACROS = "The selected file contains macros, which are not accepted. Save a copy without macros"
OLD = (
    "The selected file has a password or is in an old Office format. "
    "Save a copy without a password, as .docx, .xlsx or .pptx"
)


def sniff(content: IO[bytes], name: str) -> Kind:
    """Say what `content` is. Raises FileTypeError or ActiveContentError; `name` must end as such files do."""
    kind = _kind(content, ending_of(name))
    content.seek(0)
    if ending_of(name) not in kind.endings:
        raise FileTypeError(
            f"The selected file is a {kind.label}, so its name must end in {_one_of(kind.endings)}. "
            "Rename it, or save it again"
        )
    return kind


def _one_of(endings: tuple[str, ...]) -> str:
    return " or ".join(f".{ending}" for ending in endings)


def _kind(content: IO[bytes], ending: str) -> Kind:
    content.seek(0)
    head = content.read(HEAD)
    if head.startswith(_OLD_OFFICE):
        raise FileTypeError(OLD)
    if head.startswith(_PROGRAMS):
        raise FileTypeError(NOT_TAKEN)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return _seconded(kind, head)
    if head.startswith(b"PK"):
        return _office(content)
    content.seek(0)
    return _text(content.read(), ending)


def _seconded(kind: Kind, head: bytes) -> Kind:
    """Ask the library for its view as well, which knows more signatures than ours."""
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        found = set()
    if kind.media_type not in found:
        raise FileTypeError(NOT_TAKEN)
    return kind


def _office(content: IO[bytes]) -> Kind:
    """Look into an archive: only office documents come in archives here."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            names = refuse_hostile(archive)
            if "[Content_Types].xml" in names:
                return _open_xml(archive, names)
            if "mimetype" in names:
                return _open_document(archive, names)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise FileTypeError(DAMAGED) from error
    raise FileTypeError(NOT_TAKEN)


def _open_xml(archive: zipfile.ZipFile, names: frozenset[str]) -> Kind:
    try:
        text = start_of(archive, "[Content_Types].xml").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileTypeError(NOT_TAKEN) from None
    declared = {double or single for double, single in _DECLARED.findall(text)}
    if "<!DOCTYPE" in text or any("&" in one for one in declared):
        raise FileTypeError(NOT_TAKEN)  # no office program writes that; whoever does hides something
    if any(_MACROS.search(word) for word in (*names, *declared)):
        raise ActiveContentError(MACROS)
    kinds = {kind for declaration, kind in _MAIN_PARTS.items() if declaration in declared}
    if len(kinds) != 1:
        raise FileTypeError(NOT_TAKEN)
    return kinds.pop()


def _open_document(archive: zipfile.ZipFile, names: frozenset[str]) -> Kind:
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise ActiveContentError(MACROS)
    kind = _OPEN_DOCUMENTS.get(start_of(archive, "mimetype"))
    if kind is None:
        raise FileTypeError(NOT_TAKEN)
    return kind


def _text(content: bytes, ending: str) -> Kind:
    """Take valid text that no browser would run; which of the two kinds of text it is, only the name says."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise FileTypeError(NOT_TAKEN) from None
    if _UNSEEN.search(text) or _MARKUP.match(text) or _MARKUP.search(text[: 64 * 1024]):
        raise FileTypeError(NOT_TAKEN)
    return CSV if ending in CSV.endings else TEXT
