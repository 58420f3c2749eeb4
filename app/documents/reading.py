"""Reads what people typed into an Excel workbook: plain text by cell, formulas told apart. What it means: the rooms.

Import it only where a workbook is read (`app.documents.making.read_excel`). Whoever calls has looked what the file is.
"""

import io
import zipfile
import zlib

from openpyxl import load_workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.book import ReadCell, ReadSheet, UnreadableWorkbookError

MOST_ROWS, MOST_COLUMNS = 1000, 50
MOST_UNPACKED = 8 * 1024 * 1024  # bytes: twenty times a workbook of ours, and little enough to be read at once
_DAMAGED = (  # what the library lets through of an archive, of XML and of numbers that point nowhere
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read(content: bytes) -> tuple[ReadSheet, ...]:
    """Give every sheet's filled cells as text. Raises UnreadableWorkbookError for what is no sound workbook."""
    if _unpacked(content) > MOST_UNPACKED:
        raise UnreadableWorkbookError("The workbook holds far more than the one that you got")
    try:
        book = load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except _DAMAGED as error:
        raise UnreadableWorkbookError("The workbook is damaged: it cannot be opened") from error
    return tuple(_sheet(page) for page in book.worksheets)


def _unpacked(content: bytes) -> int:
    """Add up what the parts of the archive say they unpack to; more than that is never unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableWorkbookError("The workbook is damaged: it cannot be opened") from error


def _sheet(page: Worksheet) -> ReadSheet:
    if page.max_row > MOST_ROWS or page.max_column > MOST_COLUMNS:
        raise UnreadableWorkbookError(f"Sheet “{page.title}” has more rows or columns than the workbook that you got")
    cells = (
        _cell(cell, row, column)
        for row, found in enumerate(page.iter_rows(), 1)
        for column, cell in enumerate(found, 1)
        if cell.value is not None
    )
    return ReadSheet(page.title, tuple(cell for cell in cells if cell.text or cell.computed))


def _cell(cell: ExcelCell | MergedCell, row: int, column: int) -> ReadCell:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    computed = cell.data_type in {"f", "e"}
    return ReadCell(row, column, cell.coordinate, str(value).strip(), computed=computed)
