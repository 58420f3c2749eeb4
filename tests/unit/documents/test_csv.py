"""CSV that Excel reads rightly and that computes nothing."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.csv import FORMULA_STARTS, csv_bytes


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_excel_sees_utf8_and_its_own_line_ends():
    data = csv_bytes(["Name", "£"], [["Zoë", Decimal("10.50")]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert cells(data) == [["Name", "£"], ["Zoë", "10.50"]]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_formula_is_text(start):
    assert cells(csv_bytes(["h"], [[f"{start}1+1"]]))[1][0].startswith("'")
    assert cells(csv_bytes([f"{start}h"], []))[0][0].startswith("'")


@pytest.mark.parametrize("text", [" =1+1", "\n=1+1", "  @x"])
def test_space_hides_no_formula(text):
    assert cells(csv_bytes(["h"], [[text]]))[1][0].startswith("'")


def test_numbers_stay_numbers_and_nothing_is_empty():
    assert cells(csv_bytes(["a", "b", "c"], [[-5, Decimal("-1.20"), None]]))[1] == ["-5", "-1.20", ""]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_every_text_comes_back_whole(row):
    back = cells(csv_bytes(["h"], [["lead", *row]]))[1][1:]
    assert [
        text.removeprefix("'") if text != original else text for text, original in zip(back, row, strict=True)
    ] == row
    assert not any(text.startswith(FORMULA_STARTS) for text in back)
