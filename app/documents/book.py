"""A workbook as one neutral value: named sheets of plain rows. Knows no room and no Excel; `excel` writes it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import TypeAlias

Cell: TypeAlias = str | int | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in characters, how its numbers show, and the only values that people may enter.

    `choices` are offered as a list and anything else is refused while typing; empty allows all.
    """

    head: str
    width: int = 14
    number_format: str = "General"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: heads in its first row, then rows. Raises ValueError if a row has another length than the columns.

    `locked` names how many columns from the left cannot be changed (the rest can); 0 locks nothing.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    locked: int = 0

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a sheet has a cell for each column")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook. `date` is the day it speaks of, never the day of printing: equal facts give equal files."""

    title: str
    organisation: str
    date: dt.date
    sheets: tuple[Sheet, ...]
    mark: str = ""


class UnreadableWorkbookError(ValueError):
    """A file is no workbook that can be read; the message is for whoever chose it."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A filled cell of a workbook that came back: `row` and `column` count from 1, `name` is as Excel calls it, "D7".

    `computed`: a formula or an error stands there, so `text` is not what somebody typed.
    """

    row: int
    column: int
    name: str
    text: str
    computed: bool = False


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet of a workbook that came back, with its filled cells in order of rows."""

    name: str
    cells: tuple[ReadCell, ...]


@dataclass(frozen=True, slots=True)
class CellMistake:
    """What is wrong in a workbook that came back, and where: `cell` is "D7", empty where no one cell is meant."""

    sheet: str
    cell: str
    head: str
    message: str

    @property
    def place(self) -> str:
        """Say where, in words: "Sheet Scores, row 7, column D (Level)"."""
        if not self.cell:
            return f"Sheet {self.sheet}"
        return f"Sheet {self.sheet}, row {self.row}, column {self.cell.rstrip('0123456789')} ({self.head})"

    @property
    def row(self) -> int:
        """The row of the cell; 0 where no one cell is meant."""
        return int(self.cell.lstrip(ascii_uppercase) or 0)


def mistakes_in_order(mistakes: Iterable[CellMistake]) -> list[CellMistake]:
    """Give the mistakes as somebody goes through the workbook: sheet by sheet, row by row, from left to right."""
    return sorted(mistakes, key=lambda mistake: (mistake.sheet, mistake.row, len(mistake.cell), mistake.cell))
