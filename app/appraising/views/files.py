"""An appraisal to take away: Word, PDF, Excel, CSV. What is in them: document.py."""

from collections.abc import Callable

from flask import Response
from flask.typing import ResponseReturnValue

from app.appraising.document import HEAD, appraisal_book, appraisal_document, csv_rows
from app.appraising.room import APPRAISAL, room
from app.appraising.views.loading import Record, load_record
from app.documents.csv import MIME as CSV_MIME
from app.documents.csv import csv_bytes
from app.documents.making import EXCEL_MIME, PDF_MIME, WORD_MIME, make_excel, make_pdf, make_word
from app.documents.model import Document
from app.documents.names import file_name
from app.security import Permission, require_scope


@room.get(f"{APPRAISAL}/report.pdf", permission=Permission.TOOLS_VIEW)
def report_pdf(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Give it as tagged PDF."""
    return _document(load_record(appraisal_ref), make_pdf, PDF_MIME, "pdf")


@room.get(f"{APPRAISAL}/report.docx", permission=Permission.TOOLS_VIEW)
def report_word(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Give it as Word."""
    return _document(load_record(appraisal_ref), make_word, WORD_MIME, "docx")


@room.get(f"{APPRAISAL}/appraisal.xlsx", permission=Permission.TOOLS_VIEW)
def excel(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Give the workbook."""
    record, scope = load_record(appraisal_ref), require_scope()
    book = appraisal_book(record.content, record.tool, is_alone=record.is_alone, illustrative=scope.illustrative)
    return _file(record, make_excel(book), EXCEL_MIME, "xlsx")


@room.get(f"{APPRAISAL}/appraisal.csv", permission=Permission.TOOLS_VIEW)
def csv(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Give a row for each subject and criterion, for other programs."""
    record = load_record(appraisal_ref)
    return _file(record, csv_bytes(HEAD, csv_rows(record.content, record.tool)), CSV_MIME, "csv")


def _document(record: Record, make: Callable[[Document], bytes], mime: str, ending: str) -> Response:
    scope = require_scope()
    document = appraisal_document(
        record.content, record.tool, is_alone=record.is_alone, illustrative=scope.illustrative
    )
    return _file(record, make(document), mime, ending)


def _file(record: Record, content: bytes, mime: str, ending: str) -> Response:
    scope = require_scope()
    made_up = "illustrative" if scope.illustrative else ""
    said = (scope.partner_name, record.tool.title, record.content.title, made_up)
    response = Response(content, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(*said, ending=ending)}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
