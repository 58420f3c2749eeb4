"""A document as tagged PDF: typst holds it to PDF/UA-1 while it is made, or refuses. How it looks: `report.typ`.

Import it only where a document is made (`app.documents.making`).
"""

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst
from matplotlib.ft2font import FT2Font

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
    TableBlock,
    Words,
    runs,
)
from app.documents.text import one_line, shown_with

LAYOUT = Path(__file__).with_name("report.typ")
PICTURE = Path(__file__).with_name("picture.typ")
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
DOTS_PER_INCH = 200


def pdf(document: Document) -> bytes:
    """Make the PDF. Equal documents give equal bytes; nothing is fetched and nothing left on disk."""
    return typst.compile(
        LAYOUT,
        root=LAYOUT.parent,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"document": json.dumps(_data(document))},
        timestamp=0,
    )


def png(svg: bytes) -> bytes:
    """Draw an SVG of ours as a picture for Word, in the PDF's own font."""
    made = typst.compile(
        PICTURE,
        root=LAYOUT.parent,
        font_paths=_fonts(),
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"svg": svg.decode()},
    )
    return bytes(made)


@lru_cache(maxsize=1)
def _font_folder() -> Path:
    """The folder of DejaVu Sans, which comes with matplotlib: no machine's own fonts change a page."""
    places = getattr(find_spec("matplotlib"), "submodule_search_locations", None) or []
    folder = Path(next(iter(places), "")) / "mpl-data" / "fonts" / "ttf"
    if not all((folder / name).is_file() for name in FONTS):
        raise FileNotFoundError("DejaVu Sans, which comes with matplotlib, is missing")
    return folder


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_font_folder())])


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    """The characters that both weights of the font have."""
    regular, strong = (frozenset(FT2Font(_font_folder() / name).get_charmap()) for name in FONTS)
    return regular & strong


def _shown(text: str) -> str:
    return shown_with(_characters(), text)


def _named(text: str) -> str:
    """Give a title's text; the standard refuses an empty one, so a dash stands for it."""
    return one_line(_shown(text)) or "–"


def _data(document: Document) -> dict[str, Any]:
    language, _, region = document.language.partition("-")
    day = document.date
    title = _named(document.title)
    return {
        "title": title,
        "subtitle": one_line(_shown(document.subtitle)),
        "organisation": one_line(_shown(document.organisation)),
        "mark": one_line(_shown(document.mark)),
        "running": "" if document.framed else title,
        "framed": document.framed,
        "lang": language,
        "region": region,
        "date": [day.year, day.month, day.day],
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    data: dict[str, Any]
    match block:
        case Heading(level, text):
            data = {"kind": "heading", "level": level, "text": _named(text)}
        case Paragraph(words, quiet):
            data = {"kind": "paragraph", "words": _words(words), "quiet": quiet}
        case Bullets(items):
            data = {"kind": "bullets", "items": [_words(item) for item in items]}
        case Numbered(items, start):
            data = {"kind": "numbered", "start": start, "items": [_words(item) for item in items]}
        case Callout(words):
            data = {"kind": "callout", "words": _words(words)}
        case Contents(title):
            data = {"kind": "contents", "title": _named(title)}
        case PageBreak():
            data = {"kind": "break"}
        case Figure():
            data = _figure(block)
        case TableBlock():
            data = _table(block)
    return data


def _words(words: Words) -> list[dict[str, Any]]:
    return [{"text": _shown(run.text), "bold": run.bold, "link": one_line(run.link)} for run in runs(words)]


def _figure(block: Figure) -> dict[str, Any]:
    return {
        "kind": "figure",
        "svg": block.svg.decode(),
        "alt": one_line(_shown(block.alt)),
        "caption": _named(block.caption),
        "width": block.width,
    }


def _table(block: TableBlock) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": _named(block.caption) if block.titled else None,
        "head": [_shown(cell) for cell in block.head],
        "rows": [[_shown(cell) for cell in row] for row in block.rows],
        "widths": list(block.widths or (1,) * len(block.head)),
        "numeric": list(block.numeric),
    }
