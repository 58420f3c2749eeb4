"""Writes the zip: one entry after the other into a file, each with the same day, so that equal data is equal bytes."""

import datetime as dt
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from app.archiving.sheets import Row, Sheet, as_json, cell
from app.documents.csv import csv_parts

_CHUNK = 64 * 1024  # bytes
SCHEMA, DATA = "json/everything.schema.json", "json/everything.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the zip, as the index lists it: where it is, what it is, and how much."""

    path: str
    title: str
    about: str = ""
    rows: int = 0
    size: int = 0  # bytes
    missing: bool = False  # its bytes are lost
    columns: tuple[str, ...] = ()


@dataclass
class Packing:
    """A zip that is being written, and its JSON, which grows beside it with every table."""

    archive: zipfile.ZipFile
    day: dt.date
    data: IO[bytes]
    names: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    tables: list[Entry] = field(default_factory=list)
    files: list[Entry] = field(default_factory=list)
    documents: list[Entry] = field(default_factory=list)

    def put(self, path: str, content: Iterable[bytes]) -> int:
        """Write one entry and give its size; the parts are never held together."""
        stamp = zipfile.ZipInfo(path, (self.day.year, self.day.month, self.day.day, 0, 0, 0))
        stamp.compress_type, stamp.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        size = 0
        with self.archive.open(stamp, "w") as entry:
            for part in content:
                size += entry.write(part)
        return size

    def put_table(self, sheet: Sheet, pages: Iterable[list[Row]]) -> None:
        """Write a table as CSV, and the same rows into the JSON."""
        path, count = f"csv/{sheet.name}.csv", 0
        whose = [at for at, column in enumerate(sheet.columns) if column.to == "people"]
        self.data.write(("," if self.tables else "").encode() + f"\n{json.dumps(sheet.name)}: [".encode())

        def cells() -> Iterator[list[Any]]:
            nonlocal count
            for page in pages:
                for row in page:
                    self.people.update(row[at] for at in whose if row[at])
                    self.data.write((",\n" if count else "\n").encode() + as_json(sheet, row).encode())
                    count += 1
                    yield [cell(value) for value in row]

        size = self.put(path, csv_parts(sheet.head, cells()))
        self.data.write(b"]")
        self.tables.append(Entry(path, sheet.title, sheet.about, count, size, columns=sheet.head))

    def free_name(self, path: str) -> str:
        """Give the path, with a number where another entry has it already."""
        stem, dot, ending = path.rpartition(".")
        found, number = path, 1
        while found.casefold() in self.names:
            number += 1
            found = f"{stem} ({number}){dot}{ending}"
        self.names.add(found.casefold())
        return found

    def put_data(self, about: dict[str, str], schema: dict[str, Any]) -> None:
        """Write the JSON that has grown, and its schema."""
        self.data.write(b"\n}}\n")
        self.data.seek(0)
        head = f'{{"$schema": "everything.schema.json", "about": {json.dumps(about, ensure_ascii=False)}, "tables": {{'
        self.put(DATA, _with_head(head.encode(), self.data))
        self.put(SCHEMA, [json.dumps(schema, ensure_ascii=False, indent=1).encode()])


@contextmanager
def packing(target: IO[bytes], day: dt.date) -> Iterator[Packing]:
    """Open a zip in `target`; it is whole when the block ends."""
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        tempfile.TemporaryFile() as data,
    ):
        yield Packing(archive, day, data)


def parts(content: IO[bytes]) -> Iterator[bytes]:
    """Read in parts."""
    while part := content.read(_CHUNK):
        yield part


def _with_head(head: bytes, content: IO[bytes]) -> Iterator[bytes]:
    yield head
    yield from parts(content)
