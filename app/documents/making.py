"""Makes documents and workbooks. Word and PDF are made in a process of its own, so that a worker does not keep what
that takes (110 MB), cannot be held up for good, and does not fall with it. Excel is small and is made here.
"""

import importlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

from app.documents.book import Book, ReadSheet
from app.documents.model import Document

WORD_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_MIME = "application/pdf"
EXCEL_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAKER = Path(__file__).with_name("maker.py")
LONGEST = 45  # seconds, less than gunicorn gives a request; a report takes one or two
PASSED_ON = ("PATH", "HOME", "TMPDIR", "MPLCONFIGDIR", "LD_LIBRARY_PATH")  # no secret among them


class NotMadeError(RuntimeError):
    """A document could not be made; what the maker said is its text."""


def make_word(document: Document) -> bytes:
    """Make a Word file. Raises NotMadeError."""
    return _made("word", document)


def make_pdf(document: Document) -> bytes:
    """Make a tagged PDF; it meets PDF/UA-1 or is not made. Raises NotMadeError."""
    return _made("pdf", document)


def make_excel(book: Book) -> bytes:
    """Make an Excel workbook."""
    made: bytes = importlib.import_module("app.documents.excel").excel(book)
    return made


def read_excel(content: bytes) -> tuple[ReadSheet, ...]:
    """Read an Excel workbook. Raises UnreadableWorkbookError."""
    found: tuple[ReadSheet, ...] = importlib.import_module("app.documents.reading").read(content)
    return found


def _made(kind: str, document: Document) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-P", MAKER, kind],
            input=pickle.dumps(document),
            capture_output=True,
            timeout=LONGEST,
            check=False,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        )
    except subprocess.TimeoutExpired as late:
        raise NotMadeError(f"it took more than {LONGEST} seconds") from late
    if done.returncode:
        raise NotMadeError(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return done.stdout
