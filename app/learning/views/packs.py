"""Packs to take away: handouts as PDF, all for trainers as PDF and Word. What is in them: app/learning/packs.py."""

from collections.abc import Callable
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.documents.making import PDF_MIME, WORD_MIME, make_pdf, make_word
from app.documents.names import file_name
from app.learning.access import CohortScope
from app.learning.packs import handouts, trainers_pack
from app.learning.queries.cohorts import dates_of
from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_read, cohort_to_run, programme_of
from app.security import Permission


@room.get(f"{COHORT}/handouts.pdf", permission=Permission.SIGNED_IN)
def handouts_pdf(cohort_ref: str) -> ResponseReturnValue:
    """Give the handouts of all sessions as tagged PDF."""
    scope = cohort_to_read(cohort_ref)
    return _file(scope, make_pdf(handouts(programme_of(scope), **_of(scope))), "handouts", PDF_MIME, "pdf")


@room.get(f"{COHORT}/trainers-pack.pdf", permission=Permission.TRAINING_RUN)
def trainers_pack_pdf(cohort_ref: str) -> ResponseReturnValue:
    """Give everything that trainers need as tagged PDF."""
    return _pack(cohort_to_run(cohort_ref), make_pdf, PDF_MIME, "pdf")


@room.get(f"{COHORT}/trainers-pack.docx", permission=Permission.TRAINING_RUN)
def trainers_pack_word(cohort_ref: str) -> ResponseReturnValue:
    """Give everything that trainers need as Word."""
    return _pack(cohort_to_run(cohort_ref), make_word, WORD_MIME, "docx")


def _pack(scope: CohortScope, make: Callable[[Any], bytes], mime: str, ending: str) -> Response:
    return _file(scope, make(trainers_pack(programme_of(scope), **_of(scope))), "trainers pack", mime, ending)


def _of(scope: CohortScope) -> dict[str, Any]:
    """Say whose pack it is; its date is that of the first day, so that equal texts give equal files."""
    first = min(dates_of(cohort_id=scope.id).values(), default=today())
    return {
        "title": scope.title,
        "organisation": scope.authority_name,
        "date": first,
        "illustrative": scope.illustrative,
    }


def _file(scope: CohortScope, content: bytes, what: str, mime: str, ending: str) -> Response:
    """Answer with a file whose name says what it is and of which cohort."""
    response = Response(content, content_type=mime)
    said = (scope.authority_name, "training", scope.title, what, "illustrative" if scope.illustrative else "")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(*said, ending=ending)}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
