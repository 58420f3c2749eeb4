"""A statement as a document for Word and PDF, as a workbook and as rows of CSV, each from the frozen content. Pure."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.charging.stated import (
    HOW,
    NO_INVOICE,
    codes_table,
    correction_words,
    days_number,
    days_table,
    facts,
    lines_table,
    named,
    payable_words,
    vat_words,
)
from app.charging.statement import StatementContent
from app.documents.book import Book, Cell, Column, Sheet
from app.documents.model import Block, Callout, Document, Heading, Paragraph, Run, TableBlock, bold, labelled
from app.engagements.models import SupportKind
from app.web.filters import day

MADE_UP = "Illustrative: names and figures were made up to show the service."
MONEY, DAYS, DATE = "£#,##0.00;[Red]-£#,##0.00", "0.00;[Red]-0.00", "d mmmm yyyy"


@dataclass(frozen=True, slots=True)
class StatementStanding:
    """How an issued statement stands: `state` is a value of StatementState."""

    state: str
    invoice_number: str = ""
    paid_on: dt.date | None = None
    illustrative: bool = False

    @property
    def words(self) -> str:
        """Name the state as pages do."""
        return {"issued": "Issued, not paid yet", "disputed": "Disputed", "paid": "Paid"}[self.state]


def stands(standing: StatementStanding) -> str:
    """Say how it stands, and that it is no invoice."""
    paid = f" on {day(standing.paid_on)}" if standing.paid_on else ""
    return f"{standing.words}{paid}. {invoice_words(standing)}"


def invoice_words(standing: StatementStanding) -> str:
    """Say that it is no invoice, and which one is."""
    return (
        f"{NO_INVOICE} The VAT invoice is number {standing.invoice_number}." if standing.invoice_number else NO_INVOICE
    )


def title(content: StatementContent) -> str:
    """Name the statement as a title: "Statement 3 for October 2026"."""
    words = named(content)
    return words[:1].upper() + words[1:]


def statement_document(content: StatementContent, standing: StatementStanding) -> Document:
    """Compose the document."""
    return Document(
        title=title(content),
        subtitle=f"Commissioning support of {content.partner} by {content.lead}",
        organisation=content.lead,
        date=content.issued_on,
        mark="Illustrative" if standing.illustrative else "",
        blocks=tuple(_blocks(content, standing)),
    )


def _blocks(content: StatementContent, standing: StatementStanding) -> Iterator[Block]:
    made_up = f" {MADE_UP}" if standing.illustrative else ""
    yield Callout((bold(f"{payable_words(content)} "), Run(f"{stands(standing)}{made_up}")))
    yield from (labelled(label, text) for label, text in facts(content))
    if content.lines:
        yield Heading(1, "Lines")
        yield _on_paper(lines_table(content))
        yield Heading(1, "VAT")
        yield codes_table(content)
    yield Heading(1, "Used and left")
    yield days_table(content)
    if content.lines:
        yield Paragraph(HOW, quiet=True)


def _on_paper(table: TableBlock) -> TableBlock:
    """Put date and person into one column: paper is narrower than a screen."""
    rows = tuple(("\n".join(filter(None, row[:2])), *row[2:]) for row in table.rows)
    head = ("Date and person", *table.head[2:])
    return TableBlock(table.caption, head, rows, (20, 32, 13, 8, 10, 12, 14), tuple(each - 1 for each in table.numeric))


LINE_COLUMNS = (
    Column("Statement", 11),
    Column("Month", 16),
    Column("Entry", 14),
    Column("Date", 18, DATE),
    Column("Person", 22),
    Column("Support", 30),
    Column("Goal", 36),
    Column("Note", 36),
    Column("Days", 8, DAYS),
    Column("Day rate, pounds", 12, MONEY),
    Column("Charge before VAT, pounds", 14, MONEY),
    Column("VAT treatment", 22),
    Column("Approved by", 22),
    Column("Approved on", 18, DATE),
    Column("Purchase order", 18),
    Column("Correction", 40),
)
HEAD = tuple(column.head for column in LINE_COLUMNS)


def line_cells(content: StatementContent) -> tuple[tuple[Cell, ...], ...]:
    """Give a row for each line, figures as numbers; charges are exact at quarter days."""
    return tuple(
        (
            content.number,
            f"{content.month:%B %Y}",
            line.entry_ref,
            line.on,
            line.person,
            SupportKind(line.kind).words,
            line.goal,
            line.note,
            days_number(line.quarters),
            line.day_rate,
            line.value,
            vat_words(line.vat),
            line.approver,
            line.approved_on,
            content.purchase_order,
            correction_words(line),
        )
        for line in content.lines
    )


def csv_rows(content: StatementContent) -> list[tuple[str | int | Decimal | None, ...]]:
    """Give the rows of the CSV: as in the workbook, dates as 2026-10-13."""
    return [tuple(_plain(cell) for cell in row) for row in line_cells(content)]


def _plain(cell: Cell) -> str | int | Decimal | None:
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def statement_book(content: StatementContent, standing: StatementStanding) -> Book:
    """Compose the workbook: facts, lines, totals by VAT treatment, days and pounds."""
    return Book(
        title=title(content),
        organisation=content.lead,
        date=content.issued_on,
        mark="Illustrative" if standing.illustrative else "",
        sheets=(
            Sheet("Statement", (Column("What", 24), Column("Words", 80)), _facts(content, standing)),
            Sheet("Lines", LINE_COLUMNS, line_cells(content)),
            _totals(content),
            _used(content),
        ),
    )


def _facts(content: StatementContent, standing: StatementStanding) -> tuple[tuple[Cell, ...], ...]:
    number: tuple[Cell, ...] = ("Statement", content.number)
    said = (("To pay", payable_words(content)), ("State", stands(standing)), ("How figures are made", HOW))
    made_up = (("Illustrative", MADE_UP),) if standing.illustrative else ()
    return (number, *facts(content), *said, *made_up)


def _totals(content: StatementContent) -> Sheet:
    rows = [(vat_words(each.vat_code), each.value, each.vat, each.value + each.vat) for each in content.codes]
    total = ("Total", content.days.value, content.vat, content.payable)
    heads = ("Before VAT, pounds", "VAT, pounds", "With VAT, pounds")
    return Sheet("VAT", (Column("Treatment", 30), *(Column(head, 20, MONEY) for head in heads)), (*rows, total))


def _used(content: StatementContent) -> Sheet:
    rows = (
        ("On earlier statements", content.before.quarters, content.before.value),
        ("On this statement", content.days.quarters, content.days.value),
        ("Stated so far", content.stated.quarters, content.stated.value),
        ("Cap", content.cap_quarters, content.cap_value),
        ("Left of the cap", content.left.quarters, content.left.value),
    )
    columns = (Column("What", 30), Column("Days", 12, DAYS), Column("Pounds before VAT", 20, MONEY))
    return Sheet("Used and left", columns, tuple((what, days_number(days), value) for what, days, value in rows))
