"""Quarterly monitoring of a case: every quarter with or without its report, and writing one. Measures: measures.py."""

import datetime as dt
from typing import Any

from flask import abort, flash
from flask.typing import ResponseReturnValue

from app.cases.models import QuarterReport, ServiceCase
from app.cases.monitoring import Quarter, measured_in, quarters
from app.cases.monitoring_forms import ReportForm, called, in_words, report_data, report_form
from app.cases.monitoring_words import COURSES, courses_words, quarter_words, report_due, report_state
from app.cases.queries.monitoring import MeasureRow, ReportRow, figures_of, measures_of, report_of, reports_of
from app.cases.room import CASE, room
from app.cases.services import monitoring as services
from app.cases.views.loading import Saved, by_whom, load_case, may_keep, not_open, page, sent, take, to
from app.db.clock import today
from app.security import Permission
from app.web.filters import LONDON

Kept = tuple[QuarterReport, dict[str, Any]]


@room.get(f"{CASE}/monitoring", permission=Permission.TOOLS_VIEW)
def monitoring(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Show every quarter, the newest first."""
    case = load_case(case_ref)
    measures, reports = measures_of(case_id=case.id), reports_of(case_id=case.id)
    every = _quarters(case, measures, reports)
    return page(
        "monitoring.html",
        case=case,
        measures={row.id: row for row in measures},
        is_measured=any(row.ended_on is None for row in measures),
        quarters=every,
        next_one=next((each for each in reversed(every) if each.is_missing), None),
        keeps=may_keep(case),
        courses=COURSES,
        courses_words=courses_words,
        quarter_words=quarter_words,
        report_due=report_due,
        report_state=report_state,
    )


def _quarters(
    case: ServiceCase, measures: tuple[MeasureRow, ...], reports: dict[dt.date, ReportRow]
) -> tuple[Quarter[ReportRow], ...]:
    over_on = case.ended_at.astimezone(LONDON).date() if case.ended_at else None
    return quarters(measures, reports, today=today(), over_on=over_on)


@room.form(f"{CASE}/monitoring/<month:quarter>", permission=Permission.CASE_KEEP)
def quarter(engagement_ref: str, case_ref: str, quarter: dt.date) -> ResponseReturnValue:
    """Report on a quarter, or change its report."""
    case = load_case(case_ref)
    measures, reports = measures_of(case_id=case.id), reports_of(case_id=case.id)
    if quarter not in {each.first for each in _quarters(case, measures, reports)}:
        abort(404)
    if gone := not_open(case):
        return gone
    said = reports[quarter].figures if quarter in reports else {}
    belonging = measured_in(measures, quarter)
    asked = tuple(row for row in measures if row in belonging or row.id in said)
    here = to("monitoring", case_ref=case.ref)

    def kept() -> tuple[dict[str, Any], int]:
        report = report_of(quarter, case)
        return (report_data(asked, report, figures_of(report)), report.version) if report else ({}, 0)

    data, version = kept() if sent() is None else ({}, 0)
    form = report_form(asked)(sent(), data=data | {"seen": str(version)})

    def save() -> str:
        services.report(case, quarter, form.value(), seen_version=form.seen_version, **by_whom())
        flash(f"The report on {quarter_words(quarter)} is saved", "success")
        return f"{here}#quarter-{quarter:%Y-%m}"

    def current() -> tuple[Saved, Saved, int]:
        saved, seen = kept()
        return in_words(form.data), in_words(saved), seen

    show = _form_page(form, case, quarter, _before(reports, quarter))
    return take(form, save, show, current=current, refused_to=here, called=called(asked))


def _before(reports: dict[dt.date, ReportRow], quarter: dt.date) -> ReportRow | None:
    """Give the newest report before a quarter, to be read beside."""
    return next((report for first, report in reports.items() if first < quarter), None)


def _form_page(form: ReportForm, case: ServiceCase, quarter: dt.date, before: ReportRow | None) -> Any:
    def show(*, errors: object = (), conflict: object = None) -> str:
        return page(
            "quarter_form.html",
            form=form,
            case=case,
            quarter=quarter,
            before=before,
            courses=COURSES,
            quarter_words=quarter_words,
            errors=errors,
            conflict=conflict,
        )

    return show
