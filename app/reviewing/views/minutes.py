"""The minutes of a review to take away, as PDF and Word. What is in them: document.py."""

from collections.abc import Callable

from flask import Response
from flask.typing import ResponseReturnValue

from app.documents.making import PDF_MIME, WORD_MIME, make_pdf, make_word
from app.documents.model import Document
from app.documents.names import file_name
from app.reviewing.document import minutes
from app.reviewing.room import REVIEW, room
from app.reviewing.views.loading import load_record
from app.security import Permission, require_scope


@room.get(f"{REVIEW}/minutes.pdf", permission=Permission.REVIEW_VIEW)
def minutes_pdf(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Give them as tagged PDF."""
    return _file(review_ref, make_pdf, PDF_MIME, "pdf")


@room.get(f"{REVIEW}/minutes.docx", permission=Permission.REVIEW_VIEW)
def minutes_word(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Give them as Word."""
    return _file(review_ref, make_word, WORD_MIME, "docx")


def _file(review_ref: str, make: Callable[[Document], bytes], mime: str, ending: str) -> Response:
    scope, content = require_scope(), load_record(review_ref).content
    made_up = "illustrative" if scope.illustrative else ""
    said = (scope.partner_name, "monthly review", f"{content.month:%Y %m}", made_up)
    response = Response(make(minutes(content, illustrative=scope.illustrative)), content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(*said, ending=ending)}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
