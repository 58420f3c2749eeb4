"""How many standards of each area stand at each level, with the median: the figures and their words. Never a mean."""

from dataclasses import dataclass
from fractions import Fraction

from app.charts.model import LEVELS, Table, content_digest, counted, level_text, listed

LOW = (1, 2)


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """One area. `counts` are standards at level 1, 2, 3, 4 and 5; `median` a level, 1 to 5, None if none is assessed.

    `not_assessed` counts the standards without a level. Raises ValueError if the counts are not five figures of 0 or
    more, or if the median lies where no standard does.
    """

    area: str
    counts: tuple[int, ...]
    median: Fraction | None
    not_assessed: int = 0

    def __post_init__(self) -> None:
        if len(self.counts) != len(LEVELS) or min(*self.counts, self.not_assessed) < 0:
            raise ValueError("an area has five counts of 0 or more")
        filled = [level for level, count in zip(LEVELS, self.counts, strict=True) if count]
        if (self.median is None) is bool(filled):
            raise ValueError("an area has a median exactly where a standard is assessed")
        if self.median is not None and not filled[0] <= self.median <= filled[-1]:
            raise ValueError("a median lies between the lowest and the highest level")

    @property
    def assessed(self) -> int:
        """How many standards have a level."""
        return sum(self.counts)

    @property
    def median_text(self) -> str:
        """The median in words: "median 2.5", or "not assessed"."""
        return "not assessed" if self.median is None else f"median {level_text(self.median)}"


@dataclass(frozen=True, slots=True)
class AreaLevels:
    """Areas as counts per level and median. `partner` is who was assessed; areas stand in the order given."""

    title: str
    areas: tuple[AreaCounts, ...]
    partner: str

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: the median of each area and how many standards stand at the two lowest levels."""
        assessed = sum(area.assessed for area in self.areas)
        if not assessed:
            return f"{self.partner}: no standard has been assessed."
        low = sum(area.counts[level - 1] for area in self.areas for level in LOW)
        parts = [
            listed([f"{area.median_text} in {area.area}" for area in self.areas]),
            f"{low} of {counted(assessed, 'assessed standard', 'assessed standards')} at level 1 or 2",
        ]
        missing = sum(area.not_assessed for area in self.areas)
        return f"{self.partner}: {'; '.join([*parts, *([f'{missing} not assessed'] if missing else [])])}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            "Each bar is one area, divided into its standards by agreed level, from 1 on the left to 5 on the right; "
            "the figure inside is how many standards. The median is the middle level of the area's assessed standards."
        )

    @property
    def table(self) -> Table:
        """A row for each area: standards at each level, not assessed, and the median."""
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Area", *(f"Level {level}" for level in LEVELS), "Not assessed", "Median level"),
            rows=tuple(_row(area) for area in self.areas),
        )


def _row(area: AreaCounts) -> tuple[str, ...]:
    median = "not assessed" if area.median is None else level_text(area.median)
    return (area.area, *map(str, area.counts), str(area.not_assessed), median)
