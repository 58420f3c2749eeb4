"""The result as a workbook: everything that the report tells, as sheets to work with. Pure; `documents` writes it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from app.assessments.report.facts import Facts, name_of
from app.assessments.report.words import by
from app.assessments.result import HEAD, Result, result_rows
from app.assessments.result.told import TOO_FEW
from app.charts.bars import NOT_ASSESSED
from app.charts.model import LEVELS
from app.documents.book import Book, Cell, Column, Sheet
from app.web.filters import day

WIDTHS = {"Area": 26, "Standard": 40, "Reason": 60, "Target by": 14, "4 or 5 with no evidence": 14, "Number": 9}
STILL = {True: "yes", False: "no", None: "not answered"}


def workbook(result: Result, facts: Facts) -> Book:
    """Compose the workbook of a result; it obeys the small-group rule through the rows of the CSV."""
    sheets = [_about(result, facts), _standards(result), _areas(result), _dissents(result), _evidence(result)]
    return Book(
        title=f"{result.title}: result",
        organisation=facts.partner,
        date=facts.day,
        sheets=(*sheets, *_by_agency(result), *_over_time(facts)),
        mark="Illustrative scores" if facts.illustrative else "",
    )


def _about(result: Result, facts: Facts) -> Sheet:
    signed = f"Version {facts.version}, signed by {facts.signed_name} on {day(facts.day)}"
    rows = [
        ("Self-assessment", result.title),
        ("Partnership", f"{facts.partnership}, {facts.partner}"),
        ("Facilitated by", facts.lead),
        ("State", signed if facts.version else "Not signed: waiting for the director’s signature"),
        ("Questionnaire", f"{facts.instrument.title}, version {facts.instrument.version}"),
        ("People asked", result.asked or None),
        ("People who submitted", result.submitted or None),
        ("Small groups", f"Of a vote with fewer than five scores the sheets tell nothing ({TOO_FEW})."),
        ("Quartiles", "Rank 1 + (n − 1)p with linear interpolation (Hyndman and Fan, type 7)."),
    ]
    if facts.illustrative:
        rows.append(("Scores", "Illustrative: made up to show the service."))
    return Sheet("About", (Column("What", 24), Column("Value", 90)), tuple(rows))


def _standards(result: Result) -> Sheet:
    columns = tuple(Column(head, WIDTHS.get(head, 12), _format(head)) for head in HEAD)
    rows = tuple(tuple(_typed(head, text) for head, text in zip(HEAD, row, strict=True)) for row in result_rows(result))
    return Sheet("Standards", columns, rows)


def _format(head: str) -> str:
    if head == "Target by":
        return "d mmmm yyyy"
    return "0.00" if head.endswith(("median", "quartile")) else "General"


def _typed(head: str, text: str) -> Cell:
    """Give a figure of the CSV as the number or date that it is; words stay words."""
    if not text:
        return None
    if head == "Target by":
        return dt.date.fromisoformat(text)
    counts = head in {"Number", "Agreed level", "Target", "Dissents", "Evidence"} or ": " in head
    return _number(text) if counts else text


def _number(text: str) -> Cell:
    """Give digits as the number that they are; other text stays."""
    if text.isdecimal():
        return int(text)
    return Decimal(text) if text.replace(".", "", 1).isdecimal() else text


def _areas(result: Result) -> Sheet:
    heads = [Column("Area", 34), *(Column(f"Standards at level {level}", 12) for level in LEVELS)]
    heads += [
        Column("Not assessed"),
        Column("Median level", 12, "0.0"),
        Column("Challenges", 60),
        Column("Capacity", 60),
    ]
    rows = []
    for area in result.areas:
        missing = sum(standard.level is None for standard in area.standards)
        median = _number(area.median) if area.median else NOT_ASSESSED
        rows.append((area.title, *area.summary.counts, missing, median, area.challenges, area.capacity))
    return Sheet("Areas", tuple(heads), tuple(rows))


def _dissents(result: Result) -> Sheet:
    rows = [
        (name_of(standard), dissent.text, dissent.name or "not named")
        for standard in result.standards
        for dissent in standard.dissents
    ]
    return Sheet("Dissent", (Column("Standard", 40), Column("Dissent", 80), Column("Name", 26)), tuple(rows))


def _evidence(result: Result) -> Sheet:
    heads = (
        Column("Standard", 40),
        Column("Note", 60),
        Column("Link", 40),
        Column("File", 30),
        Column("Owner", 24),
        Column("Agency", 24),
        Column("Added on", 18),
        Column("Review on", 18),
        Column("Carried over from", 18),
        Column("Still true", 14),
    )
    rows = [
        (
            name_of(standard),
            line.note,
            line.link,
            line.file_name,
            line.owner,
            line.agency,
            by(line.added_on[:10]),
            by(line.review_on),
            line.carried_from,
            STILL[line.still_true] if line.carried_from else "",
        )
        for standard in result.standards
        for line in standard.evidence
    ]
    return Sheet("Evidence", heads, tuple(rows))


def _by_agency(result: Result) -> Iterator[Sheet]:
    """Give the breakdown where its rule lets any of it show; a hidden row stays without figures."""
    found = result.breakdown
    if found is None or not found.is_shown:
        return
    titles = {standard.key: name_of(standard) for standard in result.standards}
    heads = [Column("Standard", 40)]
    for group in found.groups:
        heads += [Column(f"{group}: scores", 16), Column(f"{group}: median", 16, "0.0")]
    rows: list[tuple[Cell, ...]] = []
    for row in found.rows:
        cells = [part for cell in row.cells for part in (cell.scores, _number(cell.median))]
        rows.append((titles.get(row.key, row.key), *(cells or [None] * (2 * len(found.groups)))))
    yield Sheet("By agency", tuple(heads), tuple(rows))


def _over_time(facts: Facts) -> Iterator[Sheet]:
    """Give earlier rounds beside this one, where there are any."""
    if facts.over_time is None or not facts.over_time.rounds:
        return
    table = facts.over_time.table
    heads = tuple(Column(head, WIDTHS.get(head, 18)) for head in table.head)
    yield Sheet("Over time", heads, tuple(tuple(_number(cell) for cell in row) for row in table.rows))
