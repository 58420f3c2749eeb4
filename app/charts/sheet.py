"""A sheet of paper measured in points from its top left corner, put on SVG or PNG by matplotlib. Knows no chart.

Text stays text, its place depends on no installed font, and equal calls give equal bytes: fixed hash salt, no date.
Importing this module imports matplotlib; nothing but `drawing` does.
"""

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

INK = "#0b0c0c"
QUIET = "#505a5f"
RULE = "#b1b4b6"
PAPER = "#ffffff"

POINTS_PER_INCH = 72
NO_METADATA = {"Creator": None, "Date": None, "Format": None, "Type": None}
DASHES = (4, 3)
PNG_FACE, PNG_SIZE = "DejaVu Sans", 0.88  # comes with matplotlib, so equal on every machine; it is wider than Arial
Align = Literal["left", "center", "right"]
Point = tuple[float, float]
PROLOGUE = re.compile(r"\A.*?(?=<svg )", re.DOTALL)

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # the reader's machine has the fonts, not ours
mpl.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "commissioning-support",
        "font.family": "sans-serif",
        "font.sans-serif": ["Arial", "Helvetica"],
        "hatch.linewidth": 1.1,
        "path.simplify": False,
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a box is drawn: width of its line in points, dashed or not, and a matplotlib hatch in a colour."""

    line: float = 1
    dashed: bool = False
    hatch: str = ""
    hatch_colour: str = INK


PLAIN = Look()


class Sheet:
    """A white sheet of a width in points, as long as needed; y grows downwards, as lines of text do."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._figure = Figure(dpi=POINTS_PER_INCH, facecolor=PAPER)
        self._turn = Affine2D()  # downwards to matplotlib's upwards; filled in once the length is known

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float,
        colour: str = INK,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """Write one line with its baseline at y; `align` says which part of it stands at x."""
        weight = "bold" if bold else "normal"
        artist = Text(x, y, printable(words), size=size, color=colour, weight=weight, ha=align)
        artist.set_parse_math(False)
        self._add(artist)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str, edge: str = INK, look: Look = PLAIN
    ) -> None:
        """Draw a rectangle from its top left corner."""
        artist = Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=look.line)
        if look.dashed:
            artist.set_linestyle((0, DASHES))
        if look.hatch:
            artist.set_hatch(look.hatch)
            artist.set_hatchcolor(look.hatch_colour)
        self._add(artist)

    def line(self, start: Point, end: Point, *, colour: str = INK, width: float = 1, dashed: bool = False) -> None:
        """Draw a straight line."""
        ends = ([start[0], end[0]], [start[1], end[1]])
        artist = Line2D(*ends, color=colour, linewidth=width, solid_capstyle="butt")
        if dashed:
            artist.set_linestyle((0, DASHES))
        self._add(artist)

    def shape(self, corners: Sequence[Point], *, fill: str, edge: str, width: float = 1) -> None:
        """Draw a closed shape through its corners."""
        self._add(Polygon(corners, closed=True, facecolor=fill, edgecolor=edge, linewidth=width))

    def dots(self, centres: Sequence[Point], radius: float, *, fill: str) -> None:
        """Draw equal dots; however many there are, their shape is written once."""
        places = ([x for x, _ in centres], [y for _, y in centres])
        artist = Line2D(*places, linestyle="none", marker="o", markersize=2 * radius, markerfacecolor=fill)
        artist.set_markeredgewidth(0)
        self._add(artist)

    def svg(self, title: str, height: float) -> bytes:
        """Give the sheet, cut at a height, as a stand-alone SVG: titled, no script, date or outside reference."""
        self._cut(height)
        buffer = io.StringIO()
        self._figure.savefig(buffer, format="svg", metadata=NO_METADATA)
        drawn = PROLOGUE.sub("", buffer.getvalue(), count=1)
        named = drawn.replace("<svg ", '<svg role="img" aria-labelledby="title" ', 1)
        head, rest = named.split(">", 1)
        return f'{head}>\n <title id="title">{escape(printable(title), quote=False)}</title>{rest}'.encode()

    def png(self, height: float, *, dpi: int) -> bytes:
        """Give the sheet, cut at a height, as a PNG; afterwards its text is set for that and no longer for SVG."""
        self._cut(height, scale=dpi / POINTS_PER_INCH)
        for text in self._figure.findobj(Text):
            text.set_fontfamily(PNG_FACE)
            text.set_fontsize(float(text.get_fontsize()) * PNG_SIZE)
        buffer = io.BytesIO()
        self._figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
        return buffer.getvalue()

    def _cut(self, height: float, *, scale: float = 1) -> None:
        self._figure.set_size_inches(self._width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        self._turn.clear().scale(1, -1).translate(0, height).scale(scale)

    def _add(self, artist: Line2D | Polygon | Rectangle | Text) -> None:
        artist.set_transform(self._turn)
        artist.set_zorder(len(self._figure.get_children()))  # what is drawn later lies on top
        self._figure.add_artist(artist)


def printable(words: str) -> str:
    """Put words on one line and drop what an XML document cannot hold."""
    kept = (character for character in words if character.isprintable() or character.isspace())
    return " ".join("".join(kept).split())
