"""A document as one neutral value: Word and PDF are made from it alone, so that they cannot differ. Knows no room."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

LINK_SCHEMES = ("https://", "http://")
HEADING_LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look. `link` is a web address, or empty. Raises ValueError for any other kind of link."""

    text: str
    bold: bool = False
    link: str = ""

    def __post_init__(self) -> None:
        if self.link and not self.link.lower().startswith(LINK_SCHEMES):
            raise ValueError("a document links to web addresses only")


Words: TypeAlias = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3; levels follow each other without a gap, which `Document` checks."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in its text stays one. `quiet` is for notes beside the matter."""

    words: Words
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with bullets."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list whose items are numbered from `start`."""

    items: tuple[Words, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with a header row that repeats on each page. Raises ValueError if a row has another length than the head.

    `widths` are shares of the width, one for each column, or none for equal shares; `numeric` names the columns, from
    0, whose cells stand to the right. `titled` False: the heading right above says what it is, and no caption is shown.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()
    titled: bool = True

    def __post_init__(self) -> None:
        lengths = {len(row) for row in self.rows} | ({len(self.widths)} if self.widths else set())
        if not self.head or lengths - {len(self.head)}:
            raise ValueError("every row of a table has as many cells as its head")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG; `alt` says its finding to those who do not see it. `width` in centimetres of paper."""

    svg: bytes
    alt: str
    caption: str
    width: float = 13.0

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture needs an alternative text")


@dataclass(frozen=True, slots=True)
class Callout:
    """Words that must not be missed, in a box."""

    words: Words


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings of levels 1 and 2, under a title of its own."""

    title: str = "Contents"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | Bullets | Numbered | TableBlock | Figure | Callout | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `date` is the day it speaks of, never the day of printing: equal facts give equal files.

    `mark` stands in the head of every page beside the title ("illustrative scores"), or is empty. Raises ValueError if
    headings leave out a level. `framed`: one sheet to show to others, with a frame and a large subtitle (PDF only).
    """

    title: str
    subtitle: str
    organisation: str
    date: dt.date
    blocks: tuple[Block, ...]
    mark: str = ""
    language: str = "en-GB"
    framed: bool = False

    def __post_init__(self) -> None:
        before = 0
        for heading in self.headings:
            if heading.level not in HEADING_LEVELS or heading.level > before + 1:
                raise ValueError(f"the heading “{heading.text}” leaves out a level")
            before = heading.level

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))


def bold(text: str) -> Run:
    """Give words in bold."""
    return Run(text, bold=True)


def labelled(label: str, text: str) -> Paragraph:
    """Give a paragraph led by its label: "Reason: …"."""
    return Paragraph((bold(f"{label}: "), Run(text)))


def runs(words: Words) -> tuple[Run, ...]:
    """Give words as runs, whichever way they were written."""
    return (Run(words),) if isinstance(words, str) else words
