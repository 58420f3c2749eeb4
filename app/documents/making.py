"""Makes documents and workbooks, loading what writes them on first use: pages start without its 60 MB."""

import importlib

from app.documents.book import Book, ReadSheet
from app.documents.model import Document

WORD_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_MIME = "application/pdf"
EXCEL_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make_word(document: Document) -> bytes:
    """Make a Word file."""
    made: bytes = importlib.import_module("app.documents.word").word(document)
    return made


def make_pdf(document: Document) -> bytes:
    """Make a tagged PDF; it meets PDF/UA-1 or is not made."""
    made: bytes = importlib.import_module("app.documents.pdf").pdf(document)
    return made


def make_excel(book: Book) -> bytes:
    """Make an Excel workbook."""
    made: bytes = importlib.import_module("app.documents.excel").excel(book)
    return made


def read_excel(content: bytes) -> tuple[ReadSheet, ...]:
    """Read an Excel workbook. Raises UnreadableWorkbookError."""
    found: tuple[ReadSheet, ...] = importlib.import_module("app.documents.reading").read(content)
    return found
