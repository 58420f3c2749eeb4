"""What a file is follows from its content; what could harm its reader does not come in."""

import io

import pytest

from app.files import archives, sniffing
from app.files.errors import ActiveContentError, EmptyFileError, FileRefusedError, FileTooLargeError, FileTypeError
from app.files.services import Upload, check
from app.files.sniffing import sniff
from tests.unit.files import samples

TAKEN = {
    "plan.pdf": (samples.PDF, sniffing.PDF),
    "PLAN.PDF": (samples.PDF, sniffing.PDF),
    "chart.png": (samples.PNG, sniffing.PNG),
    "photo.jpg": (samples.JPEG, sniffing.JPEG),
    "photo.jpeg": (samples.JPEG, sniffing.JPEG),
    "report.docx": (samples.word(), sniffing.WORD),
    "spend.xlsx": (samples.excel(), sniffing.EXCEL),
    "slides.pptx": (samples.powerpoint(), sniffing.POWERPOINT),
    "report.odt": (samples.open_document("text"), sniffing.ODT),
    "spend.ods": (samples.open_document("spreadsheet"), sniffing.ODS),
    "slides.odp": (samples.open_document("presentation"), sniffing.ODP),
    "notes.txt": ("Children’s Trust: £10 < £20 > £5".encode(), sniffing.TEXT),
    "old-notes.txt": ("Children’s Trust".encode("cp1252"), sniffing.TEXT),
    "spend.csv": (b"\xef\xbb\xbfyear,spend\r\n2026,10\r\n", sniffing.CSV),
}

WRONG = {
    "program": ("setup.pdf", samples.PROGRAM, sniffing.NOT_TAKEN),
    "program by its own name": ("setup.exe", samples.PROGRAM, sniffing.NOT_TAKEN),
    "program as text": ("setup.txt", samples.PROGRAM, sniffing.NOT_TAKEN),
    "page as PDF": ("page.pdf", samples.HTML, sniffing.NOT_TAKEN),
    "page as text": ("page.txt", samples.HTML, sniffing.NOT_TAKEN),
    "page after a comment": ("page.txt", b"<!-- a\nb --> <html>", sniffing.NOT_TAKEN),
    "script within text": ("page.csv", b"a,b\n1,<ScRiPt >alert(1)</script>", sniffing.NOT_TAKEN),
    "drawing": ("logo.svg", samples.SVG, sniffing.NOT_TAKEN),
    "drawing as picture": ("logo.png", samples.SVG, sniffing.NOT_TAKEN),
    "shell script": ("run.txt", b"#!/bin/sh\nrm -rf /", sniffing.NOT_TAKEN),
    "binary as text": ("data.txt", b"abc\x00def", sniffing.NOT_TAKEN),
    "not in any of two alphabets": ("data.txt", b"abc\x81\x8d", sniffing.NOT_TAKEN),
    "plain archive": ("files.zip", samples.archive({"a.txt": b"a"}), sniffing.NOT_TAKEN),
    "archive as Word": ("files.docx", samples.archive({"a.txt": b"a"}), sniffing.NOT_TAKEN),
    "cut archive": ("report.docx", samples.word()[:500], sniffing.DAMAGED),
    "archive spoilt inside": (
        "report.docx",
        samples.spoilt(samples.word(), "[Content_Types].xml"),
        sniffing.DAMAGED,
    ),
    "old Word": ("report.doc", samples.OLD_WORD, sniffing.OLD),
    "Word with a password": ("report.docx", samples.OLD_WORD, sniffing.OLD),
    "archive with a password": ("report.docx", samples.encrypted(), archives.LOCKED),
    "bomb": ("spend.xlsx", samples.bomb(), archives.BOMB),
    "a name that leads elsewhere": (
        "report.docx",
        samples.open_xml(samples.MAIN.format("wordprocessingml.document"), **{"../evil": b"x"}),
        archives.STRANGE,
    ),
    "another OpenDocument": ("chart.odc", samples.open_document("chart"), sniffing.NOT_TAKEN),
    "a document type hidden behind an entity": (
        "report.docx",
        samples.open_xml(
            samples.MAIN.format("wordprocessingml.document") + '" X="&#118;'.replace("X=", "ContentType=")
        ),
        sniffing.NOT_TAKEN,
    ),
}

ACTIVE = {
    "macros": ("report.docx", samples.with_macros()),
    "macros of OpenDocument": ("report.odt", samples.open_document("text", **{"Basic/Standard/Module1.xml": b"x"})),
    "a type with macros": ("report.docx", samples.open_xml("application/vnd.ms-word.document.macroEnabled.main+xml")),
    "macro sheets": (
        "spend.xlsx",
        samples.open_xml(samples.MAIN.format("spreadsheetml.sheet"), **{"xl/macrosheets/sheet1.xml": b"x"}),
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_is_what_its_content_says(name):
    content, kind = TAKEN[name]
    assert sniff(io.BytesIO(content), name) is kind


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_taken_is_refused_with_what_to_do(case):
    name, content, message = WRONG[case]
    with pytest.raises(FileTypeError) as refusal:
        sniff(io.BytesIO(content), name)
    assert str(refusal.value) == message


@pytest.mark.parametrize("case", ACTIVE)
def test_macros_are_refused(case):
    name, content = ACTIVE[case]
    with pytest.raises(ActiveContentError, match="Save a copy without macros"):
        sniff(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("report.pdf", samples.word(), r"is a Word document, so its name must end in \.docx"),
        ("photo.png", samples.JPEG, r"is a JPEG picture, so its name must end in \.jpg or \.jpeg"),
        ("noending", samples.PDF, r"is a PDF document, so its name must end in \.pdf"),
        ("notes.html", b"plain words", r"is a text file, so its name must end in \.txt"),
        ("report.docm", samples.word(), r"must end in \.docx"),
    ],
)
def test_the_name_must_end_as_the_content_says(name, content, wanted):
    with pytest.raises(FileTypeError, match=wanted):
        sniff(io.BytesIO(content), name)


def test_an_empty_file_and_one_byte_too_many_are_refused():
    with pytest.raises(EmptyFileError, match="is empty"):
        check(Upload("a.txt", io.BytesIO(b"")), max_mb=1)
    largest = b"a" * 1024 * 1024
    assert check(Upload("a.txt", io.BytesIO(largest)), max_mb=1) is sniffing.TEXT
    with pytest.raises(FileTooLargeError, match="must be 1 MB or smaller"):
        check(Upload("a.txt", io.BytesIO(largest + b"a")), max_mb=1)


@pytest.mark.parametrize("content", [samples.word(), samples.excel(), samples.PDF, samples.open_document("text")])
def test_a_file_cut_anywhere_is_refused_or_taken_but_never_breaks(content):
    messages = set()
    for length in range(0, len(content), max(1, len(content) // 60)):
        try:
            check(Upload("a.docx", io.BytesIO(content[:length])), max_mb=1)
        except FileRefusedError as refusal:
            messages.add(str(refusal))
    assert len(messages) > 1
    assert all(message.startswith("The selected file") for message in messages)
