"""What Word knows and python-docx has no call for: fields, bookmarks, links, alternative texts, repeated head rows."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.table import Table
from docx.text.paragraph import Paragraph


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Make an element of Word's own namespace: `element("w:pgSz", w="11906")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, code: str) -> None:
    """Put a computed field such as PAGE at the end of a paragraph; "1" stands there until Word computes it."""
    begin_field(paragraph, code)
    paragraph.add_run("1")
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str) -> None:
    """Begin a field; what follows until `end_field` is its last computed text."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))


def end_field(paragraph: Paragraph) -> None:
    """End the field that was begun."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def bookmark_name(number: int) -> str:
    """Name the bookmark of a heading, as Word names those of a table of contents."""
    return f"_Toc{number:08d}"


def bookmark(paragraph: Paragraph, number: int) -> None:
    """Put a bookmark around a heading's words."""
    start = element("w:bookmarkStart", id=str(number), name=bookmark_name(number))
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else paragraph._p.index(properties) + 1, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def hyperlink(paragraph: Paragraph, text: str, *, relation: str = "", anchor: str = "") -> None:
    """Add words that lead to a web address (by its relation) or to a bookmark of this document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id") if relation else qn("w:anchor"), relation or anchor)
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text, style="Hyperlink" if relation else None)
    link.append(run._r)
    paragraph._p.append(link)


def describe(picture: InlineShape, name: str, alt: str) -> None:
    """Give a picture its alternative text, and no distance of its own to the words around it."""
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    for properties in picture._inline.iter(qn("wp:docPr"), qn("pic:cNvPr")):
        properties.set("name", name)
        properties.set("descr", alt)


def describe_table(table: Table, caption: str) -> None:
    """Give a table its title for assistive technology, and say that row and column heads are what they look like."""
    properties = table._tbl.tblPr
    properties.append(element("w:tblCaption", val=caption))
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    place = list(properties).index(properties.find(qn("w:tblCaption")))
    marks = {"firstRow": "1", "lastRow": "0", "firstColumn": "1", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    properties.insert(place, element("w:tblLook", val="06A0", **marks))


def keep_rows_whole(table: Table) -> None:
    """Repeat the head row on each page and break no row between pages."""
    for place, row in enumerate(table._tbl.tr_lst):
        properties = row.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if place == 0:
            properties.append(element("w:tblHeader"))
