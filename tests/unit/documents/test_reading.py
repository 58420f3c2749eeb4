"""Reading a workbook that came back: text by cell, formulas told apart, nothing that would stall the reader."""

import io
import zipfile

import openpyxl
import pytest

from app.documents.book import UnreadableWorkbookError
from app.documents.reading import read


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_cells_come_as_text_with_their_places_and_formulas_are_told():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Scores"
    sheet["B3"], sheet["D4"], sheet["A5"] = 3.0, " cannot ", "=1+2"
    (found,) = read(saved(book))
    assert found.name == "Scores"
    assert [(cell.name, cell.text, cell.computed) for cell in found.cells] == [
        ("B3", "3", False),
        ("D4", "cannot", False),
        ("A5", "=1+2", True),
    ]


def test_what_unpacks_to_far_more_is_refused_before_it_is_unpacked():
    content = io.BytesIO(saved(openpyxl.Workbook()))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"<c/>" * 2_500_000)
    assert len(content.getvalue()) < 1024 * 1024
    with pytest.raises(UnreadableWorkbookError, match="far more"):
        read(content.getvalue())


def test_what_is_no_archive_is_damaged():
    with pytest.raises(UnreadableWorkbookError, match="damaged"):
        read(b"PK rubbish")
