"""The page of quarterly monitoring in rows that its template prints: made here, as there are many. No query."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from app.cases.models import Course
from app.cases.monitoring import Quarter
from app.cases.monitoring_words import COURSES, courses_words, no_report, quarter_words, report_state
from app.cases.queries.monitoring import MeasureRow, ReportRow
from app.web.components import hint, kept_lines, link, tag
from app.web.filters import day

_TAGS = {course: tag(*look) for course, look in COURSES.items()}


@dataclass(frozen=True, slots=True)
class QuarterRows:
    """One quarter as it is shown. Without a report `stands` says so, and outcomes and facts are empty."""

    quarter: Quarter[ReportRow]
    name: str
    month: str  # that it begins in, as addresses have it
    in_short: tuple[object, ...]  # its row in the table of all quarters
    stands: str
    outcomes: tuple[tuple[object, ...], ...]
    facts: tuple[tuple[str, object], ...]
    by: str

    @property
    def key(self) -> str:
        """The id of its part of the page."""
        return f"quarter-{self.month}"


def rows_of(quarters: Iterable[Quarter[ReportRow]], measures: tuple[MeasureRow, ...]) -> tuple[QuarterRows, ...]:
    """Give them in the order of `quarters`."""
    return tuple(_rows(quarter, measures) for quarter in quarters)


def _rows(quarter: Quarter[ReportRow], measures: tuple[MeasureRow, ...]) -> QuarterRows:
    report, name, month = quarter.report, quarter_words(quarter.first), f"{quarter.first:%Y-%m}"
    how = courses_words(each.course for each in report.figures.values()) if report else f"Due by {day(quarter.due_on)}"
    in_short = (link(f"#quarter-{month}", name), tag(*report_state(quarter)), how)
    if report is None:
        return QuarterRows(quarter, name, month, in_short, no_report(quarter), (), (), "")
    by = f"Reported by {report.recorded_by} on {day(report.recorded_at)}."
    return QuarterRows(quarter, name, month, in_short, "", _outcomes(report, measures), _facts(report), by)


def _outcomes(report: ReportRow, measures: tuple[MeasureRow, ...]) -> tuple[tuple[object, ...], ...]:
    said = ((row, report.figures[row.id]) for row in measures if row.id in report.figures)
    return tuple((row.outcome, row.target, line.figure or "None", _TAGS[Course(line.course)]) for row, line in said)


def _facts(report: ReportRow) -> tuple[tuple[str, object], ...]:
    return (
        ("How the service did", kept_lines(report.summary)),
        ("Feedback", _said(report.feedback, "None recorded.")),
        ("What is done about it", _said(report.action, "Nothing is needed.")),
    )


def _said(text: str, absent: str) -> Markup:
    return kept_lines(text) if text else hint(absent)
