"""Monitoring, the notice and the end in the record of a case, for Word and PDF: what their pages say. No query."""

from collections.abc import Iterable, Iterator

from app.cases.monitoring import Quarter
from app.cases.monitoring_words import COURSES, no_report, quarter_words
from app.cases.notice_words import EXCEPTIONS_SHORT
from app.cases.queries.ending import NoticeRow
from app.cases.queries.monitoring import MeasureRow, ReportRow
from app.documents.model import Block, Heading, Paragraph, TableBlock, labelled
from app.web.filters import day


def monitoring_blocks(measures: tuple[MeasureRow, ...], quarters: Iterable[Quarter[ReportRow]]) -> Iterator[Block]:
    """Say what is measured, and each quarter's report or that there is none, the oldest first."""
    yield Heading(1, "Quarterly monitoring")
    if not measures:
        yield Paragraph("No outcome is measured yet.")
        return
    rows = tuple((row.outcome, _shows(row), row.target, quarter_words(row.since), _until(row)) for row in measures)
    head = ("Outcome", "What shows it", "Target", "First quarter", "Until")
    yield TableBlock("Outcomes that are measured", head, rows, (28, 26, 18, 14, 14))
    for quarter in reversed(tuple(quarters)):
        yield Heading(2, quarter_words(quarter.first))
        yield from _report(quarter.report, measures) if quarter.report else (Paragraph(no_report(quarter)),)


def _shows(row: MeasureRow) -> str:
    return f"{row.measure} (from: {row.source})" if row.source else row.measure


def _until(row: MeasureRow) -> str:
    return day(row.ended_on) if row.ended_on else "Goes on"


def _report(report: ReportRow, measures: tuple[MeasureRow, ...]) -> Iterator[Block]:
    said = [(row, report.figures[row.id]) for row in measures if row.id in report.figures]
    if said:
        rows = tuple((row.outcome, row.target, line.figure or "None", COURSES[line.course][0]) for row, line in said)
        yield TableBlock(
            "Outcomes", ("Outcome", "Target", "Figure", "How it goes"), rows, (40, 22, 22, 16), titled=False
        )
    yield labelled("How the service did", report.summary)
    yield labelled("Feedback", report.feedback or "None recorded")
    yield labelled("What is done about it", report.action or "Nothing is needed")
    yield Paragraph(f"Reported by {report.recorded_by} on {day(report.recorded_at)}.", quiet=True)


def notice_facts(notice: NoticeRow) -> tuple[tuple[str, str], ...]:
    """Say the notice as labels and texts."""
    less = EXCEPTIONS_SHORT[notice.exception] if notice.exception else "Not needed: three months or more are given"
    return (
        ("Notice given on", day(notice.given_on)),
        ("Given to", notice.given_to),
        ("The service ends on", day(notice.ends_on)),
        ("Exception to three months’ notice", less),
        *((("Why less notice is right", notice.exception_reason),) if notice.exception else ()),
        ("Changes to phase the service out", notice.phasing_out or "None"),
        ("How users and staff are told", notice.users_told),
    )


def notice_blocks(notice: NoticeRow | None, missing: str) -> Iterator[Block]:
    """Say the notice, or what comes before it."""
    yield Heading(1, "Notice")
    if notice is None:
        yield Paragraph(f"No notice is recorded. {missing}".strip())
        return
    yield from (labelled(label, text) for label, text in notice_facts(notice))
    yield Paragraph(f"Recorded by {notice.recorded_by} on {day(notice.recorded_at)}.", quiet=True)
