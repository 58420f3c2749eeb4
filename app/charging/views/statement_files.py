"""A statement to take away: CSV for finance, Excel, PDF, Word. What is in them: document.py."""

from collections.abc import Callable

from flask import Response
from flask.typing import ResponseReturnValue

from app.charging.document import HEAD, csv_rows, statement_book, statement_document
from app.charging.room import DAYS, room
from app.charging.views.statements import Record, load_record
from app.documents.csv import MIME as CSV_MIME
from app.documents.csv import csv_bytes
from app.documents.making import EXCEL_MIME, PDF_MIME, WORD_MIME, make_excel, make_pdf, make_word
from app.documents.model import Document
from app.documents.names import file_name
from app.security import Permission, require_scope

STATEMENT = f"{DAYS}/statements/<ref:statement_ref>"


@room.get(f"{STATEMENT}/statement.csv", permission=Permission.DAYS_VIEW)
def statement_csv(engagement_ref: str, statement_ref: str) -> ResponseReturnValue:
    """Give a row for each line, for other programs."""
    record = load_record(statement_ref)
    return _file(record, csv_bytes(HEAD, csv_rows(record.content)), CSV_MIME, "csv")


@room.get(f"{STATEMENT}/statement.xlsx", permission=Permission.DAYS_VIEW)
def statement_excel(engagement_ref: str, statement_ref: str) -> ResponseReturnValue:
    """Give the workbook."""
    record = load_record(statement_ref)
    return _file(record, make_excel(statement_book(record.content, record.standing)), EXCEL_MIME, "xlsx")


@room.get(f"{STATEMENT}/statement.pdf", permission=Permission.DAYS_VIEW)
def statement_pdf(engagement_ref: str, statement_ref: str) -> ResponseReturnValue:
    """Give the statement as tagged PDF."""
    return _document(load_record(statement_ref), make_pdf, PDF_MIME, "pdf")


@room.get(f"{STATEMENT}/statement.docx", permission=Permission.DAYS_VIEW)
def statement_word(engagement_ref: str, statement_ref: str) -> ResponseReturnValue:
    """Give the statement as Word."""
    return _document(load_record(statement_ref), make_word, WORD_MIME, "docx")


def _document(record: Record, make: Callable[[Document], bytes], mime: str, ending: str) -> Response:
    return _file(record, make(statement_document(record.content, record.standing)), mime, ending)


def _file(record: Record, content: bytes, mime: str, ending: str) -> Response:
    """Answer with a file whose name says whose statement it is, its number and month, and if it is made up."""
    scope, found = require_scope(), record.content
    made_up = "illustrative" if scope.illustrative else ""
    said = (scope.lead_name, "statement", str(found.number), scope.partner_name, f"{found.month:%Y %m}", made_up)
    response = Response(content, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(*said, ending=ending)}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
