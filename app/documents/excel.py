"""A workbook as Excel: heads bold and frozen, filters, printable, and no text ever computed. What is in it: `book`.

Import it only where a workbook is made (`app.documents.making`).
"""

import datetime as dt
import io
import re

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.book import Book, Cell, Column, Sheet
from app.documents.csv import FORMULA_STARTS
from app.documents.settled import settled
from app.documents.text import kept, one_line

HEAD_FONT, FONT = Font(name="Arial", size=10, bold=True), Font(name="Arial", size=10)
HEAD_FILL = PatternFill("solid", fgColor="F3F2F1")
HEAD_EDGE = Border(bottom=Side("thin", color="505A5F"))
TOP = Alignment(vertical="top", wrap_text=True)
OPEN = Protection(locked=False)
NO_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME, LONGEST_TEXT, LONGEST_LIST = 31, 32_767, 255  # Excel's own limits
CHOICES = "Choices"  # a hidden sheet for lists that a cell's rule cannot hold: long ones, and texts with commas


def excel(book: Book) -> bytes:
    """Make the Excel file. Equal books give equal bytes."""
    made = Workbook()
    first = made.active
    if first is not None:
        made.remove(first)
    names: set[str] = set()
    for sheet in book.sheets:
        page = made.create_sheet(_name(sheet.name, names))
        _fill(page, sheet)
        _lay_out(page, sheet, book)
    _offer_choices(made, book, _name(CHOICES, names))
    made.properties.title, made.properties.creator = one_line(book.title), one_line(book.organisation)
    made.properties.created = dt.datetime.combine(book.date, dt.time())
    written = io.BytesIO()
    made.save(written)
    return settled(written.getvalue(), book.date)


def _name(wanted: str, taken: set[str]) -> str:
    """Give a sheet name that Excel takes, and that no other sheet of the book has, whatever the case of its letters."""
    plain = one_line(NO_NAME.sub(" ", wanted)).strip("' ") or "Sheet"
    name, number = plain[:LONGEST_NAME], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: LONGEST_NAME - 4]} {number}"
    taken.add(name.casefold())
    return name


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for place, column in enumerate(sheet.columns, 1):
        head = page.cell(1, place)
        _put(head, column.head)
        head.font, head.fill, head.border, head.alignment = HEAD_FONT, HEAD_FILL, HEAD_EDGE, TOP
    for number, row in enumerate(sheet.rows, 2):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), 1):
            cell = page.cell(number, place)
            _put(cell, value)
            cell.font, cell.alignment = FONT, TOP
            if not isinstance(value, str):
                cell.number_format = column.number_format
            if sheet.locked and place > sheet.locked:
                cell.protection = OPEN


def _put(cell: ExcelCell | MergedCell, value: Cell) -> None:
    """Put a value into a cell; text is text, also where Excel would take it for a formula or an error."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = kept(value)[:LONGEST_TEXT]
    cell.value = text
    if text:
        cell.data_type = "s"
    if value.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def _lay_out(page: Worksheet, sheet: Sheet, book: Book) -> None:
    for place, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    last = f"{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{last}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.HeaderFooter.oddHeader = _printed_line(_printed(book.title), _printed(book.mark))
    page.HeaderFooter.oddFooter = _printed_line(_printed(book.organisation), "Page &P of &N")
    if sheet.locked:
        page.protection.sheet = True
        page.protection.formatColumns = page.protection.formatRows = False


def _offer_choices(made: Workbook, book: Book, hidden_name: str) -> None:
    """Let cells of columns with choices take nothing else; equal lists stand once on the hidden sheet."""
    kept_at: dict[tuple[str, ...], str] = {}
    for page, sheet in zip(made.worksheets, book.sheets, strict=True):
        for place, column in enumerate(sheet.columns, 1):
            if not column.choices or not sheet.rows:
                continue
            allowed = kept_at.get(column.choices) or _allowed(made, hidden_name, column.choices)
            kept_at[column.choices] = allowed
            _offer(page, place, column, allowed, len(sheet.rows))


def _allowed(made: Workbook, name: str, choices: tuple[str, ...]) -> str:
    """Give a list as a cell's rule holds it: itself, or where it stands on the hidden sheet."""
    inline = ",".join(choices)
    if len(inline) <= LONGEST_LIST and not any("," in choice or '"' in choice for choice in choices):
        return f'"{inline}"'
    if name not in made.sheetnames:
        made.create_sheet(name).sheet_state = "hidden"
    page = made[name]
    place = page.max_column + 1 if page.cell(1, 1).value is not None else 1
    for number, choice in enumerate(choices, 1):
        _put(page.cell(number, place), choice)
    letter = get_column_letter(place)
    return f"'{name}'!${letter}$1:${letter}${len(choices)}"


def _offer(page: Worksheet, place: int, column: Column, allowed: str, rows: int) -> None:
    letter = get_column_letter(place)
    listed = DataValidation(type="list", formula1=allowed, allow_blank=True)
    listed.showErrorMessage = True
    said = f"Choose one of: {', '.join(column.choices)}"
    listed.errorTitle, listed.error = column.head[:32], said if len(said) <= LONGEST_LIST else "Choose from the list"
    page.add_data_validation(listed)
    listed.add(f"{letter}2:{letter}{rows + 1}")


def _printed_line(left: str, right: str) -> HeaderFooterItem:
    line = HeaderFooterItem()
    line.left.text, line.right.text = left, right
    return line


def _printed(text: str) -> str:
    """Text for the head or foot of a printed sheet, where an ampersand would begin a code."""
    return one_line(text).replace("&", "&&")[:200]
