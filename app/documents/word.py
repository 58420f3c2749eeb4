"""A document as Word that people edit: real styles, headings and lists. How the styles look: `word_styles`.

Import it only where a document is made (`app.documents.making`).
"""

import io
from itertools import count

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from app.documents import word_parts as parts
from app.documents.model import (
    Block,
    Bullets,
    Callout,
    Contents,
    Document,
    Figure,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    Run,
    TableBlock,
    Words,
    runs,
)
from app.documents.pdf import png
from app.documents.settled import settled
from app.documents.text import kept, one_line
from app.documents.word_styles import TEXT_WIDTH, prepare


def word(document: Document) -> bytes:
    """Make the Word file. Equal documents give equal bytes."""
    made = docx.Document()
    prepare(made, document)
    made.add_paragraph(one_line(document.title), style="Title")
    if document.subtitle:
        made.add_paragraph(one_line(document.subtitle), style="Subtitle")
    writer = _Writer(made, document)
    for block in document.blocks:
        writer.write(block)
    written = io.BytesIO()
    made.save(written)
    return settled(written.getvalue(), document.date)


class _Writer:
    """Writes blocks one after the other; counts headings for their bookmarks and pictures for their names."""

    def __init__(self, made: WordDocument, document: Document) -> None:
        self._made = made
        self._headings = document.headings
        self._heading_numbers, self._picture_numbers = count(1), count(1)
        self._breaks = False  # the next paragraph begins a page

    def write(self, block: Block) -> None:
        """Write one block."""
        match block:
            case Heading(level, text):
                heading = self._paragraph(text, f"Heading {level}")
                parts.bookmark(heading, next(self._heading_numbers))
            case Paragraph(words, quiet):
                self._paragraph(words, "Note" if quiet else "Normal")
            case Bullets() | Numbered():
                self._list(block)
            case Callout(words):
                self._paragraph(words, "Callout")
            case Contents(title):
                self._contents(title)
            case PageBreak():
                self._breaks = True
            case Figure():
                self._figure(block)
            case TableBlock():
                self._table(block)

    def _paragraph(self, words: Words, style: str) -> WordParagraph:
        paragraph = self._made.add_paragraph(style=style)
        if self._breaks:
            paragraph.paragraph_format.page_break_before = True
            self._breaks = False
        for run in runs(words):
            if run.link:
                target = self._made.part.relate_to(one_line(run.link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                parts.hyperlink(paragraph, kept(run.text), relation=target)
            else:
                paragraph.add_run(kept(run.text)).bold = run.bold or None
        return paragraph

    def _list(self, block: Bullets | Numbered) -> None:
        """Items with bullets, or with their numbers as words: a number of Word's own would run on from list to list."""
        for place, item in enumerate(block.items):
            if isinstance(block, Numbered):
                self._paragraph((Run(f"{block.start + place}. "), *runs(item)), "Normal")
            else:
                self._paragraph(item, "List Bullet")

    def _contents(self, title: str) -> None:
        self._paragraph(title, "Contents Heading")
        listed = [(number, heading) for number, heading in enumerate(self._headings, 1) if heading.level <= 2]
        for place, (number, heading) in enumerate(listed):
            entry = self._paragraph("", f"toc {heading.level}")
            if place == 0:
                parts.begin_field(entry, r'TOC \o "1-2" \h \z \u')
            parts.hyperlink(entry, one_line(heading.text), anchor=parts.bookmark_name(number))
            if place == len(listed) - 1:
                parts.end_field(entry)

    def _figure(self, block: Figure) -> None:
        self._paragraph(one_line(block.caption), "Caption")
        holder = self._paragraph("", "Picture")
        picture = holder.add_run().add_picture(io.BytesIO(png(block.svg)), width=Cm(min(block.width, TEXT_WIDTH)))
        parts.describe(picture, f"Picture {next(self._picture_numbers)}", one_line(block.alt))

    def _table(self, block: TableBlock) -> None:
        if block.titled:
            self._paragraph(one_line(block.caption), "Caption")
        table = self._made.add_table(rows=1 + len(block.rows), cols=len(block.head), style="Report Table")
        table.autofit = False
        parts.describe_table(table, one_line(block.caption))
        parts.keep_rows_whole(table)
        _set_widths(table, block)
        head = table._tbl.tr_lst[0]
        for row, cells in zip(table._tbl.tr_lst, (block.head, *block.rows), strict=True):
            for place, (cell, text) in enumerate(zip(row.tc_lst, cells, strict=True)):
                paragraph = WordParagraph(cell.p_lst[0], table)
                paragraph.style = "Table Number" if place in block.numeric else "Table Text"
                paragraph.paragraph_format.keep_with_next = row is head or None
                paragraph.add_run(kept(text)).bold = row is head or None
        self._made.add_paragraph(style="After Table")


def _set_widths(table: Table, block: TableBlock) -> None:
    shares = block.widths or (1,) * len(block.head)
    widths = [Cm(TEXT_WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width
