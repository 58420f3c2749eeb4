"""The result to take away: the report as Word and PDF, and everything as Excel. What is in them: report/, workbook."""

import datetime as dt
import hashlib
import importlib
from collections.abc import Callable

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.models import Round
from app.assessments.queries.minutes import meeting_of
from app.assessments.report import Facts, Meeting, Pictures, report
from app.assessments.room import ROUND, room
from app.assessments.views.charts import over_time_chart
from app.assessments.views.loading import Shown, instrument_of, load_round, shown_result
from app.assessments.workbook import workbook
from app.charts.bars import LevelBars
from app.charts.cache import ChartCache, charts_kept, picture
from app.charts.model import Chart
from app.db.clock import now
from app.documents.making import EXCEL_MIME, PDF_MIME, WORD_MIME, make_excel, make_pdf, make_word
from app.documents.model import Document
from app.documents.names import file_name
from app.security import Permission, require_scope
from app.web.filters import LONDON

KEPT_REPORTS = 4  # half a megabyte each


@room.get(f"{ROUND}/result/files", permission=Permission.RESULT_VIEW)
def result_files(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Offer the files, of the version that `?version=` names or the one shown now."""
    assessment_round, shown = _wanted(round_ref)
    return render_template(
        "assessments/result_files.html",
        scope=require_scope(),
        round=assessment_round,
        result=shown.result,
        signed=shown.signed,
        version=shown.signed.number if shown.signed else None,
    )


@room.get(f"{ROUND}/result/report.docx", permission=Permission.RESULT_VIEW)
def report_word(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Give the report as Word, of the version that `?version=` names or the one shown now."""
    assessment_round, shown = _wanted(round_ref)
    return _file(_made(make_word, _report(assessment_round, shown)), WORD_MIME, "docx", assessment_round, shown)


@room.get(f"{ROUND}/result/report.pdf", permission=Permission.RESULT_VIEW)
def report_pdf(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Give the report as tagged PDF."""
    assessment_round, shown = _wanted(round_ref)
    return _file(_made(make_pdf, _report(assessment_round, shown)), PDF_MIME, "pdf", assessment_round, shown)


@room.get(f"{ROUND}/result.xlsx", permission=Permission.RESULT_VIEW)
def result_excel(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Give everything as Excel."""
    assessment_round, shown = _wanted(round_ref)
    book = workbook(shown.result, _facts(assessment_round, shown))
    return _file(make_excel(book), EXCEL_MIME, "xlsx", assessment_round, shown)


def _made(make: Callable[[Document], bytes], document: Document) -> bytes:
    """Make the file, or give the one made before of an equal document; one at a time, however many ask."""
    kept: ChartCache = current_app.extensions.setdefault("reports", ChartCache(KEPT_REPORTS))
    content = hashlib.sha256(repr(document).encode()).digest()
    return kept.get_or_draw((make.__name__, content), lambda: make(document))


def _wanted(round_ref: str) -> tuple[Round, Shown]:
    assessment_round = load_round(round_ref)
    return assessment_round, shown_result(assessment_round, request.args.get("version", type=int)) or abort(404)


def _report(assessment_round: Round, shown: Shown) -> Document:
    return report(shown.result, _facts(assessment_round, shown), Pictures(_upright, _flat))


def _facts(assessment_round: Round, shown: Shown) -> Facts:
    scope, signed = require_scope(), shown.signed
    return Facts(
        partner=scope.partner_name,
        partnership=scope.partnership_name,
        lead=scope.lead_name,
        illustrative=scope.illustrative,
        day=_london_day(signed.signed_at if signed else now()),
        instrument=instrument_of(assessment_round),
        version=signed.number if signed else 0,
        signed_name=signed.signed_name if signed else "",
        reason=signed.reason if signed else "",
        over_time=over_time_chart(assessment_round, shown.result),
        meeting=_meeting(assessment_round, shown),
    )


def _meeting(assessment_round: Round, shown: Shown) -> Meeting | None:
    """Give the meeting as it was recorded by the time of the signature: a later workshop belongs to a later version."""
    found = meeting_of(assessment_round.id)
    if found is None or (shown.signed and found.recorded_at > shown.signed.signed_at):
        return None
    return Meeting(found.held_on, found.place, _lines(found.present), _lines(found.apologies), found.notes)


def _lines(people: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in people.splitlines() if line.strip())


def _london_day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LONDON).date()


def _upright(chart: Chart) -> bytes:
    return picture(chart, charts_kept(current_app.extensions))


def _flat(chart: LevelBars) -> bytes:
    """Draw for paper; the module brings matplotlib, so it is loaded here and not with the pages."""

    def draw() -> bytes:
        drawn: bytes = importlib.import_module("app.charts.drawn.on_paper").draw_on_paper(chart)
        return drawn

    return charts_kept(current_app.extensions).get_or_draw(("flat", chart.digest), draw)


def _file(content: bytes, mime: str, ending: str, assessment_round: Round, shown: Shown) -> Response:
    """Answer with a file whose name says whose it is, which round and version, and if its scores are made up."""
    scope = require_scope()
    version = f"version {shown.signed.number}" if shown.signed else "not signed"
    kind = "result" if ending == "xlsx" else "report"
    made_up = "illustrative" if scope.illustrative else ""
    name = file_name(scope.partner_name, assessment_round.kind.value, version, made_up, kind, ending=ending)
    response = Response(content, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
