"""The register to print and tick by hand, as page and as PDF, and as CSV. What stands in them: register_paper.py."""

import datetime as dt
from collections.abc import Mapping

from flask import Response
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.documents.csv import MIME as CSV_MIME
from app.documents.csv import csv_bytes
from app.documents.making import PDF_MIME, make_pdf
from app.documents.model import TableBlock
from app.documents.names import file_name
from app.learning.access import CohortScope
from app.learning.models import Mark
from app.learning.queries.cohorts import dates_of
from app.learning.queries.register import attendance_of_all
from app.learning.register_paper import HEAD, HOW, Row, csv_rows, paper, tables
from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_run, page, programme_of
from app.security import Permission

REGISTER = f"{COHORT}/register"
WORDS = {mark.value: mark.words for mark in Mark}


@room.get(f"{REGISTER}/paper", permission=Permission.TRAINING_RUN)
def register_paper(cohort_ref: str) -> ResponseReturnValue:
    """Show all half-days to print and tick by hand."""
    scope = cohort_to_run(cohort_ref)
    found, _ = _tables(scope)
    return page("register_paper.html", scope, tables=found, how=HOW)


@room.get(f"{REGISTER}.pdf", permission=Permission.TRAINING_RUN)
def register_pdf(cohort_ref: str) -> ResponseReturnValue:
    """Give the same as tagged PDF."""
    scope = cohort_to_run(cohort_ref)
    found, dates = _tables(scope)
    on = min(dates.values(), default=today())
    document = paper(scope.title, scope.authority_name, on, found, illustrative=scope.illustrative)
    return attached(make_pdf(document), PDF_MIME, file_name("register", scope.title, ending="pdf"))


@room.get(f"{REGISTER}.csv", permission=Permission.TRAINING_RUN)
def register_csv(cohort_ref: str) -> ResponseReturnValue:
    """Give a row for each delegate and half-day, for other programs."""
    scope = cohort_to_run(cohort_ref)
    content = csv_bytes(HEAD, csv_rows(_rows(scope), dates_of(cohort_id=scope.id), WORDS))
    return attached(content, CSV_MIME, file_name("register", scope.title, ending="csv"))


def attached(content: bytes, mime: str, name: str) -> Response:
    """Answer with a file that browsers keep nowhere."""
    response = Response(content, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _rows(scope: CohortScope) -> list[Row]:
    found = attendance_of_all(programme_of(scope).half_days, cohort_id=scope.id)
    return [(each.name, each.authority, each.attended) for each in found]


def _tables(scope: CohortScope) -> tuple[list[tuple[int, TableBlock]], Mapping[int, dt.date]]:
    dates = dates_of(cohort_id=scope.id)
    return list(tables(_rows(scope), programme_of(scope).half_days, dates, WORDS)), dates
