"""What a table of the archive is: its columns with their kinds, and its values as CSV cells and JSON. No database."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from app.documents.csv import Cell

Row = Sequence[Any]
KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "money": {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$", "description": "Pounds"},
    "yes": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time", "description": "UTC"},
    "content": {"type": ["object", "array"], "description": "A list, or a frozen copy, whole"},
}
"""The kinds of columns, each as JSON Schema says it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `words` are the only values that it has, where there are few. `to`: the table whose `ref` it holds."""

    name: str
    kind: str = "text"
    empty: bool = False  # may have no value
    words: tuple[str, ...] = ()
    to: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the archive: the name of its files, what it is called, and what is in it."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def plain(value: Any) -> Any:
    """Give a value as JSON has it: moments and dates in ISO 8601, money as exact text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def cell(value: Any) -> Cell:
    """Give a value as CSV has it; money stays a number there."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, Decimal):
        return value.quantize(Decimal("0.01"))
    found: Cell = plain(value)
    return found


def as_json(sheet: Sheet, row: Row) -> str:
    """Give a row as one JSON object."""
    values = dict(zip(sheet.head, map(plain, row), strict=True))
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def schema(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Give the JSON Schema of the archive's JSON file (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Everything of one authority in one engagement",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "about": {"type": "object", "additionalProperties": {"type": "string"}},
            "tables": {
                "type": "object",
                "properties": {sheet.name: _of_sheet(sheet) for sheet in sheets},
                "required": [sheet.name for sheet in sheets],
                "additionalProperties": False,
            },
        },
        "required": ["about", "tables"],
        "additionalProperties": False,
    }


def _of_sheet(sheet: Sheet) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {column.name: dict(_of_column(column)) for column in sheet.columns},
        "required": list(sheet.head),
        "additionalProperties": False,
    }
    return {"title": sheet.title, "description": sheet.about, "type": "array", "items": row}


def _of_column(column: Column) -> Iterator[tuple[str, Any]]:
    said = dict(KINDS[column.kind])
    if column.to:
        said["description"] = f"The ref of a row of {column.to}"
    if column.words:
        said["enum"] = [*column.words, None] if column.empty else list(column.words)
    if column.empty:
        kinds = said["type"] if isinstance(said["type"], list) else [said["type"]]
        said["type"] = [*kinds, "null"]
    yield from said.items()
