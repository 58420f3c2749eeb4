"""Quarterly monitoring of a case: every quarter with or without its report, and writing one. Measures: measures.py."""

import datetime as dt
from typing import Any, NamedTuple

from flask import abort, flash
from flask.typing import ResponseReturnValue

from app.cases.models import ServiceCase
from app.cases.monitoring import Quarter, is_measured, quarters
from app.cases.monitoring_forms import ReportForm, called, in_words, report_data, report_form
from app.cases.monitoring_rows import rows_of
from app.cases.monitoring_words import COURSES, quarter_words, report_due
from app.cases.queries.cases import CaseGlance
from app.cases.queries.monitoring import MeasureRow, ReportRow, glance_and_measures, measures_of, reports_of
from app.cases.room import CASE, room
from app.cases.services import monitoring as services
from app.cases.views.loading import by_whom, load_case, may_keep, not_open, page, take, to
from app.db.clock import today
from app.db.keeping import kept_while
from app.engagements.forms.taking import Saved, sent
from app.security import EngagementScope, Permission, require_scope
from app.web.filters import LONDON
from app.web.reprinting import printed_for

MOST_PAGES = 32  # kept in a worker as they are printed, some 40 KB each for two years of reports


class Seen(NamedTuple):
    """All that the page of a case's quarters is made of: while none of it changes, neither does the page."""

    scope: EngagementScope
    case: CaseGlance
    measures: tuple[MeasureRow, ...]
    reports: tuple[ReportRow, ...]
    keeps: bool
    today: dt.date


@room.get(f"{CASE}/monitoring", permission=Permission.TOOLS_VIEW)
def monitoring(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Show every quarter, the newest first."""
    scope = require_scope()
    case, measures = glance_and_measures(case_ref, engagement_id=scope.id) or abort(404)
    seen = Seen(scope, case, measures, tuple(reports_of(case_id=case.id).values()), may_keep(case), today())
    ref = printed_for(case.ref, seen.keeps)
    shown = kept_while("page of monitoring", ref, seen, lambda: _shown(seen), most=MOST_PAGES)
    return page("monitoring.html", case=case, shown=shown)


def _shown(seen: Seen) -> str:
    """Print it."""
    case, reports = seen.case, {report.quarter: report for report in seen.reports}
    every = _quarters(case, seen.measures, reports)
    return page(
        "monitoring_shown.html",
        case=case,
        here=to("monitoring", case_ref=case.ref),  # the address of a report is below it
        is_measured=any(row.ended_on is None for row in seen.measures),
        quarters=rows_of(every, seen.measures),
        next_one=next((each for each in every if each.is_missing), None),
        keeps=seen.keeps,
        quarter_words=quarter_words,
        report_due=report_due,
    )


def _quarters(
    case: ServiceCase | CaseGlance, measures: tuple[MeasureRow, ...], reports: dict[dt.date, ReportRow]
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
    asked, here = _asked(measures, quarter, reports.get(quarter)), to("monitoring", case_ref=case.ref)
    form = report_form(asked)(sent(), data=report_data(asked, reports.get(quarter)))

    def save() -> str:
        services.report(case, quarter, form.value(), seen_version=form.seen_version, **by_whom())
        flash(f"The report on {quarter_words(quarter)} is saved", "success")
        return f"{here}#quarter-{quarter:%Y-%m}"

    def current() -> tuple[Saved, Saved, int]:
        kept = report_data(asked, reports_of(case_id=case.id).get(quarter))
        version = int(kept.pop("seen"))
        return in_words(form.data), in_words(kept), version

    show = _form_page(form, case, quarter, _before(reports, quarter))
    return take(form, save, show, current=current, refused_to=here, called=called(asked))


def _asked(measures: tuple[MeasureRow, ...], quarter: dt.date, report: ReportRow | None) -> tuple[MeasureRow, ...]:
    """Give the measures of a quarter, and those that its report speaks of already."""
    said = report.figures if report else {}
    return tuple(row for row in measures if row.id in said or is_measured(row, quarter))


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
