import datetime as dt
import io
import time
from decimal import Decimal

import openpyxl
import pytest

from app.documents.book import Book, Column, Sheet
from app.documents.csv import FORMULA_STARTS
from app.documents.excel import excel
from tests.unit.documents.samples import DAY


def book(*sheets: Sheet) -> Book:
    return Book("Result & more", "Norbridge", DAY, sheets, mark="illustrative scores")


def reopened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel(book(*sheets))))


SCORES = Sheet(
    "Scores",
    (Column("Standard", 40), Column("Median", 10, "0.0"), Column("Target by", 14, "d mmmm yyyy")),
    (("Clear purpose", Decimal("2.5"), dt.date(2027, 3, 31)), ("Needs", None, None)),
)


def test_heads_are_bold_frozen_filtered_and_printed_on_each_page():
    page = reopened(SCORES)["Scores"]
    assert [cell.value for cell in page[1]] == ["Standard", "Median", "Target by"]
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C3"
    assert page.print_title_rows == "$1:$1"
    assert page.oddHeader.left.text == "Result && more"
    assert page.oddHeader.right.text == "illustrative scores"


def test_numbers_and_dates_are_numbers_and_dates():
    page = reopened(SCORES)["Scores"]
    assert (page["B2"].value, page["B2"].number_format) == (2.5, "0.0")
    assert (page["C2"].value.date(), page["C2"].number_format) == (dt.date(2027, 3, 31), "d mmmm yyyy")
    assert page["B3"].value is None


@pytest.mark.parametrize("start", [*FORMULA_STARTS, " =", "#N/A", "  +"])
def test_no_text_is_ever_computed(start: str):
    page = reopened(Sheet("S", (Column(f"{start}head"),), ((f"{start}cmd|' /C calc'!A0",),)))["S"]
    for cell in (page["A1"], page["A2"]):
        assert cell.data_type in {"s", "inlineStr"}
        assert cell.quotePrefix is (start != "#N/A")


def test_a_negative_number_stays_a_number():
    assert reopened(Sheet("S", (Column("n"),), ((-3,),)))["S"]["A2"].value == -3


def test_control_characters_are_dropped_and_a_text_longer_than_a_cell_is_cut():
    page = reopened(Sheet("S", (Column("a"),), (("a\x00\x0bb\nc",), ("x" * 40_000,))))["S"]
    assert page["A2"].value == "ab\nc"
    assert len(page["A3"].value) == 32_767


def test_sheets_get_names_that_excel_takes():
    one = (Column("a"),)
    names = reopened(
        Sheet("A/b: [c]?", one, ()), Sheet("a b   c", one, ()), Sheet("'" * 3, one, ()), Sheet("x" * 40, one, ())
    )
    assert names.sheetnames == ["A b c", "a b c 2", "Sheet", "x" * 31]


def test_choices_are_offered_and_only_open_columns_can_be_changed():
    page = reopened(Sheet("S", (Column("Standard"), Column("Level", choices=("1", "2"))), (("One", None),), locked=1))[
        "S"
    ]
    (offered,) = page.data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"1,2"', "B2")
    assert page.protection.sheet
    assert (page["A2"].protection.locked, page["B2"].protection.locked) == (True, False)


def test_long_lists_and_choices_with_commas_are_offered_from_a_hidden_sheet():
    names = ("=1+1", *(f"Somebody, number {number}" for number in range(30)))
    columns = (Column("Owner", choices=names), Column("Deputy", choices=names), Column("Level", choices=("1", "2")))
    made = reopened(Sheet("S", columns, ((None, None, None),)))
    owner, deputy, level = made["S"].data_validations.dataValidation
    assert owner.formula1 == deputy.formula1 == "'Choices'!$A$1:$A$31"
    assert owner.error == "Choose from the list"
    assert level.formula1 == '"1,2"'
    assert made["Choices"].sheet_state == "hidden"
    assert tuple(cell.value for cell in made["Choices"]["A"]) == names
    assert made["Choices"]["A1"].data_type in {"s", "inlineStr"}


def test_a_crooked_row_is_refused():
    with pytest.raises(ValueError, match="a cell for each column"):
        Sheet("S", (Column("a"),), (("1", "2"),))


def test_equal_books_are_equal_bytes():
    first = excel(book(SCORES))
    time.sleep(2.1)  # a zip's clock ticks every two seconds
    assert excel(book(SCORES)) == first
