"""The portfolio as rows of figures, for CSV and Excel. Pure; no records. The page prints the same entries."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.charging.ledger import Days, total
from app.documents.book import Book, Cell, Column, Sheet
from app.documents.csv import Cell as CsvCell
from app.engagements.models import EngagementState
from app.progress.portfolio import Entry

POUNDS, DAYS, ON = "#,##0.00", "0.00", "d mmm yyyy"
COLUMNS = (
    Column("Partner", 28),
    Column("Partnership", 24),
    Column("Region", 20),
    Column("State", 12),
    Column("Starts", 13, ON),
    Column("Ends", 13, ON),
    Column("Stage", 18),
    Column("Next decision", 36),
    Column("Whose", 22),
    Column("Waits for a manager", 36),
    Column("Late milestones", 11),
    Column("Days used", 10, DAYS),
    Column("Days forecast to the end", 11, DAYS),
    Column("Cap in days", 10, DAYS),
    Column("Income stated, pounds before VAT", 14, POUNDS),
    Column("Income forecast, pounds before VAT", 14, POUNDS),
    Column("Delegates in training", 11),
    Column("On a waiting list", 10),
    Column("Last review, first day of its month", 14, "mmmm yyyy"),
    Column("Months without review", 10),
)
HEAD = tuple(column.head for column in COLUMNS)


def sums(entries: Iterable[Entry]) -> tuple[Days, Days, Days]:
    """Give what is used, forecast to the end and stated, over all entries."""
    found = list(entries)
    return (
        total(entry.line.balance.used for entry in found),
        total(entry.line.forecast.at_end for entry in found),
        total(entry.line.income.stated for entry in found),
    )


def row_of(entry: Entry) -> tuple[Cell, ...]:
    """Give an entry's figures in the order of COLUMNS."""
    line, facts, decision = entry.line, entry.facts, entry.decision
    each = line.engagement
    return (
        each.partner,
        each.partnership,
        facts.region,
        EngagementState(each.state).words,
        each.starts_on,
        each.ends_on,
        entry.stage.words,
        decision.what if decision else "",
        decision.whose if decision else "",
        entry.own.what if entry.own else "",
        facts.late,
        Decimal(line.balance.used.quarters) / 4,
        Decimal(line.forecast.at_end.quarters) / 4,
        Decimal(each.cap_quarters) / 4,
        line.income.stated.value,
        line.forecast.at_end.value,
        facts.delegates,
        facts.waiting_list,
        facts.review_month,
        entry.without_review,
    )


def csv_rows(entries: Iterable[Entry]) -> Iterator[list[CsvCell]]:
    """Give the same rows with dates as text."""
    for entry in entries:
        yield [cell.isoformat() if isinstance(cell, dt.date) else cell for cell in row_of(entry)]


def portfolio_book(authority: str, entries: Iterable[Entry], *, today: dt.date) -> Book:
    """Give them as a workbook of one sheet."""
    found = list(entries)
    made_up = any(entry.line.engagement.illustrative for entry in found)
    return Book(
        "Portfolio",
        authority,
        today,
        (Sheet("Portfolio", COLUMNS, tuple(row_of(entry) for entry in found)),),
        "Illustrative" if made_up else "",
    )
