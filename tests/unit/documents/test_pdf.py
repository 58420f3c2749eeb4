import io
import re
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import typst
from PIL import Image

from app.documents import pdf as writer
from app.documents.model import Document, Figure, Heading, Paragraph, TableBlock
from app.documents.pdf import pdf, png
from tests.unit.documents.samples import BARS, DAY, NASTY, everything, plain


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf(document)))


def tags(made: pikepdf.Pdf) -> list[tuple[str, str]]:
    """Every tag of the structure tree in reading order with its alternative text."""
    found = []

    def walk(node) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node.S), str(node.get("/Alt", ""))))
            walk(node.get("/K", pikepdf.Array()))

    walk(made.Root.StructTreeRoot.K)
    return found


def text_of(content: bytes) -> str:
    """The text as a reader gets it, without the places where a long word may break."""
    command = [shutil.which("pdftotext") or "pdftotext", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode().replace("\u200b", "")


def test_it_says_its_language_title_author_and_that_it_is_tagged():
    with opened(plain()) as made:
        assert str(made.Root.Lang) == "en-GB"
        assert bool(made.Root.MarkInfo.Marked) is True
        assert bool(made.Root.ViewerPreferences.DisplayDocTitle) is True
        with made.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Baseline report"
            assert metadata["dc:creator"] == ["Norbridge"]


def test_headings_tables_lists_and_pictures_are_tagged_in_reading_order():
    with opened(everything("words")) as made:
        found = tags(made)
    names = [name for name, _ in found]
    assert [name for name in names if re.fullmatch(r"/H\d", name)] == [
        "/H1",
        "/H1",
        "/H1",
        "/H1",
        "/H2",
    ]  # title, contents
    for name in ("/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/TOC", "/Figure", "/Caption"):
        assert name in names
    assert [alt for name, alt in found if name == "/Figure"] == ["Finding words"]


def test_headings_are_bookmarks():
    with opened(plain()) as made, made.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Summary", "Standards"]
        assert [entry.title for entry in outline.root[1].children] == ["Clear purpose"]


def test_the_head_of_a_table_stands_on_every_page_and_pages_are_counted():
    *pages, _ = text_of(pdf(plain())).split("\f")
    assert len(pages) > 1
    for number, each in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in each
        assert "illustrative scores" in each
        assert "Agreed level" in each


def test_no_text_of_a_user_becomes_code():
    text = " ".join(text_of(pdf(everything())).split())
    plainly = "#let x = 1 $y$ *bold* _it_ @cite [a] `raw` \"q\" 'q' <label> \\n \\u{41} // c /* d */ ~ = + -"
    assert text.count(plainly) >= 8  # each place once, the contents and the head of pages besides
    assert "[dango]" in text


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\u200b", "\u202e", "]", "#panic()", "\\", "\N{DANGO}" * 50])
def test_no_text_stops_it(text: str):
    block = TableBlock(text, (text, "b"), ((text, text),))
    made = pdf(Document(text or "t", text, text, DAY, (Heading(1, text), Paragraph(text), block), mark=text))
    assert made.startswith(b"%PDF")


def test_equal_documents_are_equal_bytes_and_another_day_is_not():
    assert pdf(everything()) == pdf(everything())
    assert pdf(replace(plain(), date=DAY.replace(day=1))) != pdf(plain())


def test_a_picture_that_lacks_words_is_refused_by_the_standard_itself(monkeypatch: pytest.MonkeyPatch):
    unsaid = replace(plain(), blocks=(Heading(1, "h"), BARS))
    real = writer._figure
    monkeypatch.setattr(writer, "_figure", lambda block: {**real(block), "alt": None})
    with pytest.raises(typst.TypstError, match="alt"):
        pdf(unsaid)


def test_text_in_a_chart_is_text_in_our_own_font():
    content = pdf(replace(plain(), blocks=(Heading(1, "h"), Figure(BARS.svg, "Finding", "Caption"))))
    assert "1. Clear purpose" in text_of(content)
    with pikepdf.open(io.BytesIO(content)) as made:
        fonts = {str(font.BaseFont).split("+")[-1] for page in made.pages for font in page.Resources.Font.values()}
    assert fonts == {"DejaVuSans", "DejaVuSans-Bold"}


def test_a_chart_as_a_picture_shows_its_words():
    drawn = Image.open(io.BytesIO(png(BARS.svg))).convert("L")
    head = drawn.crop((0, 0, drawn.width // 2, 50))
    assert drawn.width > 900
    assert min(head.tobytes()) < 60  # the title: letters, not an empty strip


def test_it_leaves_nothing_behind_and_is_quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    started = time.perf_counter()
    pdf(everything(NASTY))
    assert time.perf_counter() - started < 5
    assert not list(tmp_path.iterdir())
