"""Agreed levels and targets around a circle: a second look, never the only one. Drawn in `drawn.radar`."""

from dataclasses import dataclass

from app.charts.bars import LevelBar, LevelBars
from app.charts.model import Table, content_digest

FEWEST = 3  # spokes that a polygon needs


@dataclass(frozen=True, slots=True)
class LevelRadar:
    """The figures of the bars, one spoke for each standard. Its words and its table are those of the bars."""

    title: str
    bars: tuple[LevelBar, ...]
    partner: str

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding, as the bars say it."""
        return self._as_bars.alt

    @property
    def sentence(self) -> str:
        """How to read the picture, and how not to."""
        return (
            "The same agreed levels and targets around a circle, one spoke for each standard, 1 near the middle and 5 "
            "at the rim. The solid line with squares joins the agreed levels, the dashed line with diamonds the "
            "targets. The enclosed area has no meaning of its own: it changes with the order of the standards."
        )

    @property
    def table(self) -> Table:
        """A row for each standard, as the bars have it."""
        return self._as_bars.table

    @property
    def spokes(self) -> tuple[tuple[str, str], ...]:
        """The number that marks each spoke, and its standard's title: the number that its label begins with."""
        parted = [(*bar.label.partition(". "), place) for place, bar in enumerate(self.bars, 1)]
        return tuple(
            (head, rest) if head.isdigit() else (str(place), head + dot + rest) for head, dot, rest, place in parted
        )

    @property
    def _as_bars(self) -> LevelBars:
        return LevelBars(self.title, self.bars, self.partner)
