import subprocess
import sys
from dataclasses import replace

import pytest

from app.documents import making
from app.documents.making import NotMadeError, make_pdf, make_word
from app.documents.model import Figure, Heading
from app.documents.pdf import pdf
from app.documents.word import word
from tests.unit.documents.samples import everything, plain

WORKER = """
import sys
from app.documents.making import make_pdf, make_word
from app.documents.model import Document, Heading
import datetime as dt
document = Document("t", "s", "o", dt.date(2026, 11, 20), (Heading(1, "h"),))
assert make_pdf(document).startswith(b"%PDF") and make_word(document).startswith(b"PK")
print(sorted({"docx", "lxml", "typst", "matplotlib"} & set(sys.modules)))
"""


@pytest.mark.parametrize(("make", "write"), [(make_pdf, pdf), (make_word, word)])
def test_a_document_made_apart_is_the_same_to_the_byte(make, write):
    assert make(everything()) == write(everything())


def test_a_worker_keeps_nothing_of_what_it_takes():
    done = subprocess.run([sys.executable, "-c", WORKER], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "[]"


def test_what_cannot_be_made_says_why():
    broken = replace(plain(), blocks=(Heading(1, "h"), Figure(b"no picture at all", "Finding", "Caption")))
    with pytest.raises(NotMadeError, match="unknown image format"):
        make_pdf(broken)


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(making, "LONGEST", 0.01)
    with pytest.raises(NotMadeError, match="more than"):
        make_word(plain())


def test_no_secret_is_handed_on(monkeypatch: pytest.MonkeyPatch):
    assert not {name for name in making.PASSED_ON if "SECRET" in name or "PASSWORD" in name or "URL" in name}
