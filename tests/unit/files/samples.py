"""Small real files of each type that is taken, and of some that are not, made where they are needed."""

import base64
import io
import zipfile

import docx
import openpyxl

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 64 + b"\xff\xd9"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"


def word() -> bytes:
    target, document = io.BytesIO(), docx.Document()
    document.add_paragraph("Needs assessment 2026")
    document.save(target)
    return target.getvalue()


def excel() -> bytes:
    target, book = io.BytesIO(), openpyxl.Workbook()
    book.active["A1"] = "Spend"
    book.save(target)
    return target.getvalue()


def archive(entries: dict[str, bytes], *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packed) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return target.getvalue()


def open_xml(main: str, **more: bytes) -> bytes:
    """An archive that declares `main` as the type of its main part."""
    declared = f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    return archive({"[Content_Types].xml": declared.encode(), **more})


def powerpoint() -> bytes:
    return open_xml(MAIN.format("presentationml.presentation"))


def open_document(kind: str, **more: bytes) -> bytes:
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<x/>", **more})


def with_macros() -> bytes:
    return open_xml(MAIN.format("wordprocessingml.document"), **{"word/vbaProject.bin": b"Attribute VB_Name"})


def bomb() -> bytes:
    """301 MB of nothing in a third of one."""
    return open_xml(MAIN.format("spreadsheetml.sheet"), **{"xl/sheet.xml": b"\x00" * (301 * 1024 * 1024)})


def spoilt(content: bytes, entry: str) -> bytes:
    """The archive with rubbish where the packed bytes of one entry begin."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        start = made.getinfo(entry).header_offset + 30 + len(entry)
    return content[:start] + b"\xff" * 20 + content[start + 20 :]


def encrypted() -> bytes:
    """An archive whose entries say that they are encrypted."""
    made = bytearray(open_xml(MAIN.format("wordprocessingml.document")))
    for start in (made.find(b"PK\x03\x04") + 6, made.find(b"PK\x01\x02") + 8):
        made[start] |= 1
    return bytes(made)
