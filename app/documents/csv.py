"""Tables as CSV that Excel opens rightly and safely. What is in them: the rooms."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

Cell = str | int | Decimal | None

MIME = "text/csv; charset=utf-8"
ROWS_AT_ONCE = 200
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make a spreadsheet compute a cell (OWASP, CSV injection), their full-width twins included."""


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write `head` and `rows` as UTF-8 with a byte-order mark, without which Excel misreads accents and pound signs.

    Text that a spreadsheet would compute is led by an apostrophe; numbers stay numbers, also negative ones.
    """
    return codecs.BOM_UTF8 + _lines((head, *rows))


def _lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _guarded(cell: Cell) -> Cell:
    """A text that no spreadsheet computes; leading space does not hide a formula from every reader."""
    if isinstance(cell, str) and (cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)):
        return f"'{cell}"
    return cell


def csv_parts(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Give what `csv_bytes` gives, part by part, for tables that are not held whole."""
    left = iter(rows)
    yield csv_bytes(head, ())
    while some := list(itertools.islice(left, ROWS_AT_ONCE)):
        yield _lines(some)
