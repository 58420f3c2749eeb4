import csv
import io
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from app.documents.book import Book, Column, Sheet
from app.documents.excel import excel
from app.documents.word import word
from tests.integration.documents.office import converted, office
from tests.unit.documents.samples import DAY, everything, plain
from tests.unit.documents.test_pdf import text_of


def test_word_opens_with_page_numbers_and_repeated_heads(tmp_path: Path):
    made = converted(word(plain()), "docx", "pdf", tmp_path)
    text = text_of(made)
    with pikepdf.open(io.BytesIO(made)) as opened:
        pages = len(opened.pages)
    assert pages > 1
    assert f"Page {pages} of {pages}" in text
    assert text.count("Agreed level") >= pages - 1
    assert "Twelve people scored twelve standards." in text


def test_word_opens_whatever_users_wrote(tmp_path: Path):
    text = " ".join(text_of(converted(word(everything()), "docx", "pdf", tmp_path)).split())
    assert text.count("#let x = 1 $y$ *bold* _it_ @cite [a] `raw`") >= 8


def test_excel_opens_and_computes_nothing(tmp_path: Path):
    sheet = Sheet("S", (Column("Words", 30), Column("Median", 8, "0.0")), (("=1+1", Decimal("2.5")), ("+44 151", 3)))
    made = converted(excel(Book("T", "O", DAY, (sheet,))), "xlsx", "csv", tmp_path)
    assert list(csv.reader(io.StringIO(made.decode()))) == [["Words", "Median"], ["=1+1", "2.5"], ["+44 151", "3"]]


def test_a_missing_office_fails_and_is_not_passed_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("SOFFICE", raising=False)
    with pytest.raises(RuntimeError, match="make libreoffice"):
        office()
