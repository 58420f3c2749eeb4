"""How a Word file of ours looks: A4, Arial, the styles, head and foot of the page. What is in it: `word`."""

import datetime as dt

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from app.documents.model import Document
from app.documents.text import one_line
from app.documents.word_parts import add_field, element

FONT = "Arial"  # every council has it
INK, QUIET, BLUE = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F), RGBColor(0x1D, 0x70, 0xB8)
PAGE_WIDTH, MARGIN = 21.0, 2.2  # centimetres
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
PALE, RULE = "F3F2F1", "B1B4B6"

SIZES = {  # style: points, bold, space before and after in points
    "Normal": (10.5, False, 0, 6),
    "Title": (22, True, 0, 4),
    "Subtitle": (12, False, 0, 10),
    "Heading 1": (17, True, 18, 8),
    "Heading 2": (13.5, True, 16, 6),
    "Heading 3": (11, True, 12, 4),
    "Caption": (9.5, True, 8, 4),
    "List Bullet": (10.5, False, 0, 4),
    "Note": (9, False, 0, 6),
    "Callout": (10.5, False, 4, 10),
    "Contents Heading": (17, True, 0, 8),
    "Picture": (10.5, False, 0, 10),
    "Table Text": (9, False, 3, 3),
    "Table Number": (9, False, 3, 3),
    "After Table": (5, False, 0, 4),
    "toc 1": (10, False, 3, 1),
    "toc 2": (10, False, 0, 0),
}
KEPT_WITH_NEXT = {"Heading 1", "Heading 2", "Heading 3", "Caption", "Contents Heading"}


def prepare(made: WordDocument, document: Document) -> None:
    """Set page, language, properties, styles, head and foot of an empty Word document."""
    _set_page(made)
    _set_language(made, document.language)
    _set_properties(made, document)
    for name in SIZES:
        _set_style(made, name)
    _finish_styles(made)
    _add_link_style(made)
    _add_table_style(made)
    _set_head_and_foot(made, document)


def _set_page(made: WordDocument) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(PAGE_WIDTH), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)


def _set_language(made: WordDocument, language: str) -> None:
    for lang in made.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
        lang.set(qn("w:eastAsia"), language)
    for lang in made.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), language)


def _set_properties(made: WordDocument, document: Document) -> None:
    properties, day = made.core_properties, dt.datetime.combine(document.date, dt.time(), dt.UTC)
    properties.title = one_line(document.title)[:255]
    properties.subject = one_line(document.subtitle)[:255]
    properties.author = properties.last_modified_by = one_line(document.organisation)[:255]
    properties.language = document.language
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = day


def _set_style(made: WordDocument, name: str) -> None:
    style = _style(made, name)
    size, strong, before, after = SIZES[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), strong, False
    style.font.color.rgb = QUIET if name in {"Subtitle", "Note"} else INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for part in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{part}"), None)
    for part in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{part}"), FONT)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.15
    shape.keep_with_next = name in KEPT_WITH_NEXT


def _style(made: WordDocument, name: str) -> ParagraphStyle:
    found = name in made.styles
    style = made.styles[name] if found else made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"the template’s style {name} is not one of paragraphs")
    if not found:
        style.base_style = made.styles["Normal"]
        style.quick_style = True
    return style


def _finish_styles(made: WordDocument) -> None:
    """Take away what the template draws around a title, and draw the callout's box."""
    title = made.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    for name in ("Title", "Subtitle"):
        for spacing in made.styles[name].element.iter(qn("w:spacing")):
            spacing.attrib.pop(qn("w:val"), None)
    made.styles["Table Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.styles["toc 2"].paragraph_format.left_indent = Cm(0.6)
    made.styles["After Table"].paragraph_format.line_spacing = 1
    callout = made.styles["Callout"]
    callout.paragraph_format.left_indent = callout.paragraph_format.right_indent = Cm(0.3)
    shape = callout.element.get_or_add_pPr()
    borders = element("w:pBdr")
    for side, size, colour in (("top", 4, PALE), ("left", 24, "1D70B8"), ("bottom", 4, PALE), ("right", 4, PALE)):
        borders.append(element(f"w:{side}", val="single", sz=str(size), space="6", color=colour))
    shape.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    shape.insert_element_before(
        element("w:shd", val="clear", color="auto", fill=PALE), "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _add_link_style(made: WordDocument) -> None:
    style = made.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb, style.font.underline = BLUE, True


def _add_table_style(made: WordDocument) -> None:
    """Make the style of tables: thin rules between rows, a pale bold head."""
    style = made.styles.add_style("Report Table", WD_STYLE_TYPE.TABLE)
    style.base_style = made.styles["Normal Table"]
    table = element("w:tblPr")
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=RULE))
    table.append(borders)
    head = element("w:tblStylePr", type="firstRow")
    strong = element("w:rPr")
    strong.append(element("w:b"))
    cell = element("w:tcPr")
    cell.append(element("w:shd", val="clear", color="auto", fill=PALE))
    head.append(strong)
    head.append(cell)
    style.element.append(table)
    style.element.append(head)


def _set_head_and_foot(made: WordDocument, document: Document) -> None:
    section = made.sections[0]
    _line(section.header.paragraphs[0], one_line(document.title)).add_run(one_line(document.mark))
    foot = _line(section.footer.paragraphs[0], one_line(document.organisation))
    foot.add_run("Page ")
    add_field(foot, "PAGE")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES")


def _line(paragraph: Paragraph, left: str) -> Paragraph:
    """Begin a line of head or foot: something on the left, what follows at the right margin."""
    paragraph.style = "Note"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t")
    return paragraph
