"""The agreement to take away: Word, PDF, and the paper that both signed. What is in them: document.py."""

from collections.abc import Callable

from flask import Response, abort
from flask.typing import ResponseReturnValue

from app.agreements.document import agreement_document
from app.agreements.models import AgreementState
from app.agreements.queries.signing import paper_of
from app.agreements.room import room
from app.agreements.views.record import Record, load_record
from app.agreements.views.version import VERSION
from app.documents.making import PDF_MIME, WORD_MIME, make_pdf, make_word
from app.documents.model import Document
from app.documents.names import file_name
from app.files.answering import download
from app.security import Permission, require_scope


@room.get(f"{VERSION}/agreement.docx", permission=Permission.AGREEMENT_VIEW)
def word(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Give the agreement as Word."""
    return _file(load_record(agreement_ref), make_word, WORD_MIME, "docx")


@room.get(f"{VERSION}/agreement.pdf", permission=Permission.AGREEMENT_VIEW)
def pdf(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Give the agreement as tagged PDF."""
    return _file(load_record(agreement_ref), make_pdf, PDF_MIME, "pdf")


@room.get(f"{VERSION}/signed-paper", permission=Permission.AGREEMENT_VIEW)
def paper(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Give the paper that both sides signed outside this service."""
    return download(paper_of(agreement_ref, engagement_id=require_scope().id) or abort(404))


def _file(record: Record, make: Callable[[Document], bytes], mime: str, ending: str) -> Response:
    """Answer with a file whose name says whose it is, how it stands, and if it is made up."""
    scope = require_scope()
    content = make(agreement_document(record.content, record.standing, record.difference))
    stands = {
        AgreementState.SIGNED: f"version {record.version.number}",
        AgreementState.TO_SIGN: "not signed",
    }.get(record.version.state, record.version.state.value)
    made_up = "illustrative" if scope.illustrative else ""
    name = file_name(scope.partner_name, "support agreement", stands, made_up, ending=ending)
    response = Response(content, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
