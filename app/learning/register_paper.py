"""The register on paper, to tick by hand where there is no connection, and as rows for other programs. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from app.documents.csv import Cell
from app.documents.model import Block, Callout, Document, Heading, PageBreak, TableBlock
from app.learning.attendance import Attended, Line
from app.learning.content import HalfDay
from app.web.filters import day

HEAD = ("Delegate", "Authority", "Day", "Date", "Half-day", "Minutes booked", "Mark", "Minutes registered")
HOW = "Ring one: P present, L late, E left early, A absent. For L and E write the minutes that the person was here."
BLANK = "P   L   E   A      ____ min"
Row = tuple[str, str, Attended]  # name, authority, attendance
Words = Mapping[str, str]  # value of a mark → as pages name it


def cell(line: Line, words: Words) -> str:
    """Give what is registered, or what to ring."""
    found = line.registered
    return f"{words[found.mark]}, {found.minutes} min" if found else BLANK


def tables(
    rows: Sequence[Row], half_days: Sequence[HalfDay], dates: Mapping[int, dt.date], words: Words
) -> Iterator[tuple[int, TableBlock]]:
    """Give a table for each day: a row for each delegate, and three to spare for whoever comes unexpected."""
    for number, of_day in groupby(half_days, key=lambda half: half.day):
        halves = list(of_day)
        head = (
            "Delegate",
            *(f"{half.half.capitalize()}, {half.start} to {half.end}, {half.minutes} min" for half in halves),
        )
        marked = (
            (f"{name}\n{authority}", *(cell(line, words) for line in found.lines if line.half_day in halves))
            for name, authority, found in rows
        )
        spare = (("Name:\nAuthority:", *(BLANK for _ in halves)) for _ in range(3))
        on = f", {day(dates[number])}" if number in dates else ""
        yield number, TableBlock(f"Day {number}{on}", head, (*marked, *spare))


def paper(
    title: str, issuer: str, on: dt.date, found: Sequence[tuple[int, TableBlock]], *, illustrative: bool
) -> Document:
    """Compose the document: a page for each day."""
    return Document(
        title=f"Register: {title}",
        subtitle="Every half-day, to tick by hand and to enter later",
        organisation=issuer,
        date=on,
        mark="Illustrative" if illustrative else "",
        blocks=tuple(_blocks(found)),
    )


def _blocks(found: Sequence[tuple[int, TableBlock]]) -> Iterator[Block]:
    for place, (number, table) in enumerate(found):
        if place:
            yield PageBreak()
        yield Heading(1, f"Day {number}")
        yield Callout(HOW)
        yield table


def csv_rows(rows: Sequence[Row], dates: Mapping[int, dt.date], words: Words) -> Iterator[tuple[Cell, ...]]:
    """Give a row for each delegate and half-day; cells of what is not registered yet are empty."""
    for name, authority, found in rows:
        for line in found.lines:
            half, said = line.half_day, line.registered
            on = dates[half.day].isoformat() if half.day in dates else ""
            mark, minutes = (words[said.mark], said.minutes) if said else ("", None)
            yield name, authority, half.day, on, half.half, half.minutes, mark, minutes
