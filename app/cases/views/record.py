"""The whole record of a case to take away: Word and PDF. What is in it: record.py of the room."""

from collections.abc import Callable

from flask import Response, abort
from flask.typing import ResponseReturnValue

from app.cases.queries.record import record_of
from app.cases.record import Around, record_document
from app.cases.room import CASE, room
from app.cases.sections import end_of_record
from app.db.clock import today
from app.documents.making import PDF_MIME, WORD_MIME, make_pdf, make_word
from app.documents.model import Document
from app.documents.names import file_name
from app.library.reach import reach_of
from app.security import Permission, require_identity, require_scope
from app.tools.queries import tool


@room.get(f"{CASE}/record.pdf", permission=Permission.TOOLS_VIEW)
def record_pdf(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Give the record as tagged PDF."""
    return _record(case_ref, make_pdf, PDF_MIME, "pdf")


@room.get(f"{CASE}/record.docx", permission=Permission.TOOLS_VIEW)
def record_word(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Give the record as Word."""
    return _record(case_ref, make_word, WORD_MIME, "docx")


def _record(case_ref: str, make: Callable[[Document], bytes], mime: str, ending: str) -> Response:
    scope = require_scope()
    found = record_of(case_ref, reach=reach_of(scope, require_identity())) or abort(404)
    around = Around(scope.lead_name, scope.partner_name, today(), scope.illustrative)
    tools = {each.digest: tool(each.digest) for each in found.walk.tools}
    document = record_document(found, tools, around, end_of_record(found.head, today=around.date))
    said = (scope.partner_name, "case", found.head.service, "illustrative" if scope.illustrative else "")
    response = Response(make(document), content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(*said, ending=ending)}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
