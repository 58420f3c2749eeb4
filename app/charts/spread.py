"""One's own level beside the middle half of several authorities: the figures and their words. Never a rank."""

from dataclasses import dataclass
from fractions import Fraction

from app.charts.model import NAMED, Table, check_level, content_digest, listed, rounded_text

HELD_BACK = "Held back"


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One standard. `own` 1 to 5, None: no level; `band`: lower quartile, median, upper quartile, None: held back.

    Raises ValueError for a level outside 1 to 5, or a band that does not rise.
    """

    label: str
    own: int | None
    band: tuple[Fraction, Fraction, Fraction] | None

    def __post_init__(self) -> None:
        check_level(self.own, "an own level")
        if self.band is not None and not 1 <= self.band[0] <= self.band[1] <= self.band[2] <= 5:
            raise ValueError("lower quartile, median and upper quartile rise within 1 to 5")

    @property
    def place(self) -> str:
        """Where the own level lies, in words; empty where there is nothing to say."""
        if self.own is None or self.band is None:
            return ""
        if self.own < self.band[0]:
            return "Below the middle half"
        return "Above the middle half" if self.own > self.band[2] else "In the middle half"


@dataclass(frozen=True, slots=True)
class LevelSpread:
    """Standards in order, with `partner`'s level beside the spread of `others`, as in "All authorities"."""

    title: str
    partner: str
    others: str
    rows: tuple[SpreadRow, ...]

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: where the own level lies outside the middle half."""
        said = [
            f"{words}: {listed([row.label for row in self.rows if row.place == words], most=NAMED)}"
            for words in ("Below the middle half", "Above the middle half")
            if any(row.place == words for row in self.rows)
        ]
        if not any(row.place for row in self.rows):
            return f"{self.others}: there is no own level to set beside the spread."
        if not said:
            return f"{self.partner} lies in the middle half of {self.others} wherever there is a figure."
        return f"{self.partner} beside {self.others}. {'. '.join(said)}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            "Each row is one standard, from level 1 on the left to 5 on the right. The shaded band holds the middle "
            f"half of the authorities, the line in it is their median, and the square is {self.partner}."
        )

    @property
    def table(self) -> Table:
        """A row for each standard: own level, median, middle half, and the place in words."""
        return Table(
            caption=f"{self.title}: {self.others}",
            head=("Standard", f"{self.partner}", "Median", "Middle half", "Place"),
            rows=tuple(_row(row) for row in self.rows),
        )


def _row(row: SpreadRow) -> tuple[str, ...]:
    own = "–" if row.own is None else str(row.own)
    if row.band is None:
        return row.label, own, HELD_BACK, HELD_BACK, "–"
    return row.label, own, rounded_text(row.band[1]), band_text(row.band), row.place or "–"


def band_text(band: tuple[Fraction, Fraction, Fraction]) -> str:
    """Write the quartiles: "2 to 3.5", "3" where they are one."""
    low, high = rounded_text(band[0]), rounded_text(band[2])
    return low if low == high else f"{low} to {high}"
