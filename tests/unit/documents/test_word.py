import io
import time
import zipfile
from dataclasses import replace

import docx
from docx.oxml.ns import qn

from app.documents.text import kept, one_line
from app.documents.word import word
from tests.unit.documents.samples import DAY, NASTY, everything, plain


def reopened(document):
    return docx.Document(io.BytesIO(word(document)))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_headings_lists_and_captions_are_real_styles():
    made = reopened(everything("words"))
    assert [p.style.name for p in made.paragraphs if p.style.name.startswith("Heading")] == [
        "Heading 1",
        "Heading 1",
        "Heading 2",
    ]
    styles = {p.style.name for p in made.paragraphs}
    assert {"Title", "Subtitle", "Callout", "List Bullet", "Caption", "Note", "toc 1", "toc 2"} <= styles
    for name in ("Normal", "Heading 1", "Title", "Table Text"):
        fonts = made.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:ascii")) == "Arial"
        assert fonts.get(qn("w:asciiTheme")) is None


def test_it_says_its_language_title_author_and_subject():
    content = word(plain())
    made = docx.Document(io.BytesIO(content))
    properties = made.core_properties
    assert (properties.title, properties.author, properties.subject, properties.language) == (
        "Baseline report",
        "Norbridge",
        "Children’s Trust, Norbridge",
        "en-GB",
    )
    assert properties.created.date() == properties.modified.date() == DAY
    assert 'w:lang w:val="en-GB"' in part(content, "word/styles.xml")
    assert "en-US" not in part(content, "word/styles.xml")


def test_the_page_is_a4_with_its_title_on_top_and_its_number_below():
    section = reopened(plain()).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.header.paragraphs[0].text == "Baseline report\tillustrative scores"
    codes = [code.text.strip() for code in section.footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_table_repeats_its_head_breaks_no_row_and_is_named():
    table = reopened(plain()).tables[0]
    rows = table._tbl.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert rows[1].trPr.find(qn("w:tblHeader")) is None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Levels"
    assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    assert table.style.name == "Report Table"
    assert [cell.text for cell in table.rows[3].cells] == ["Standard 3", "4"]


def test_a_picture_has_its_alternative_text():
    made = reopened(everything("words"))
    assert [shape._inline.docPr.get("descr") for shape in made.inline_shapes] == ["Finding words"]


def test_contents_lead_to_the_headings():
    made = reopened(everything("words"))
    anchors = [link.get(qn("w:anchor")) for link in made.element.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    marks = [mark.get(qn("w:name")) for mark in made.element.iter(qn("w:bookmarkStart"))]
    assert anchors == marks
    assert len(anchors) == 3


def test_whatever_a_user_wrote_stands_as_written():
    made = reopened(everything())
    assert made.core_properties.title == one_line(f"Report {NASTY}")[:255]
    assert f"{kept(NASTY)}\nA second line" in [p.text for p in made.paragraphs]
    assert f"1. {kept(NASTY)}" in [p.text for p in made.paragraphs if p.style.name == "Heading 2"]
    assert made.tables[0].cell(1, 0).text == kept(NASTY)


def test_equal_documents_are_equal_bytes_and_another_day_is_not():
    first = word(everything())
    time.sleep(2.1)  # a zip's clock ticks every two seconds
    assert word(everything()) == first
    assert word(replace(plain(), date=DAY.replace(day=1))) != word(plain())


def test_sixty_tables_take_a_moment():
    document = everything("words")
    long = replace(document, blocks=document.blocks + document.blocks[8:11] * 60)
    started = time.perf_counter()
    word(long)
    assert time.perf_counter() - started < 5
