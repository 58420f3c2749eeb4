"""Documents that the tests of every writer share: one with all kinds of blocks, its texts written to break things."""

import datetime as dt

from app.charts.bars import LevelBar, LevelBars
from app.charts.drawing import draw
from app.documents.model import (
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
    bold,
    labelled,
)

DAY = dt.date(2026, 11, 20)
NASTY = (
    "#let x = 1 $y$ *bold* _it_ @cite [a] `raw` \"q\" 'q' <label> \\n \\u{41} // c /* d */ ~ = + - "
    "https://x.example/#a {{ 1 }} & < > שלום \N{GRINNING FACE} \N{DANGO} 中 \x00\x07\x0b\u202eturned"
)
CHART = LevelBars(
    "Bars", (LevelBar("Area one", "1. Clear purpose", 3, 4), LevelBar("Area one", "2. Needs", None)), "Here"
)
BARS = Figure(draw(CHART), CHART.alt, "Agreed level and target", 11)


def everything(text: str = NASTY) -> Document:
    """A document with every kind of block, each of them holding `text`."""
    return Document(
        title=f"Report {text}",
        subtitle=text,
        organisation=text,
        date=DAY,
        mark=text,
        blocks=(
            Callout((bold("Signed. "), Run(text))),
            Heading(1, f"Summary {text}"),
            Paragraph(f"{text}\nA second line"),
            labelled("Reason", text),
            Numbered(("First of all", (Run("then the rest"),)), start=3),
            Bullets(("One thing", (Run(text), Run("a link", link="https://example.org/?a=1&b=2#c")))),
            PageBreak(),
            Contents(),
            PageBreak(),
            Heading(1, "Standards"),
            Heading(2, f"1. {text}"),
            TableBlock(f"Table {text}", ("Area", "Median"), ((text, "2.5"), ("Long" * 60, "=1+1")), (3, 1), (1,)),
            Paragraph("y" * 400, quiet=True),
            Figure(BARS.svg, f"Finding {text}", f"Figure {text}"),
        ),
    )


def plain() -> Document:
    """A short document in plain words, of two pages or more."""
    rows = tuple((f"Standard {number}", str(number % 5 + 1)) for number in range(1, 61))
    return Document(
        title="Baseline report",
        subtitle="Children’s Trust, Norbridge",
        organisation="Norbridge",
        date=DAY,
        mark="illustrative scores",
        blocks=(
            Heading(1, "Summary"),
            Paragraph("Twelve people scored twelve standards."),
            BARS,
            Heading(1, "Standards"),
            Heading(2, "Clear purpose"),
            TableBlock("Levels", ("Standard", "Agreed level"), rows, (3, 1), (1,)),
        ),
    )
