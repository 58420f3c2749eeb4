"""The median of each group's scores by standard: the figures and their words. Which groups may be seen is not decided
here. Drawn in `drawn.agencies`.
"""

from dataclasses import dataclass
from fractions import Fraction
from string import ascii_uppercase

from app.charts.model import LEVELS, NAMED, Table, content_digest, counted, level_text, listed

HIDDEN = "not shown: too few in a group"
APART = 2  # levels between two groups' medians that are worth a word


@dataclass(frozen=True, slots=True)
class GroupMedian:
    """One group's scores of one standard: how many, and their median, 1 to 5."""

    scores: int
    median: Fraction

    def __post_init__(self) -> None:
        if not LEVELS[0] <= self.median <= LEVELS[-1]:
            raise ValueError("a median is 1 to 5")


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One standard; a median for each group in their order, or none at all where the row is hidden."""

    label: str
    medians: tuple[GroupMedian, ...]

    @property
    def distance(self) -> Fraction:
        """Levels between the lowest and the highest median; 0 where the row is hidden."""
        medians = [group.median for group in self.medians]
        return max(medians) - min(medians) if medians else Fraction(0)


@dataclass(frozen=True, slots=True)
class AgencyMedians:
    """Medians by group. `partner` is who was assessed. Raises ValueError if a row fits the groups neither way."""

    title: str
    groups: tuple[str, ...]
    rows: tuple[AgencyRow, ...]
    partner: str

    def __post_init__(self) -> None:
        if any(row.medians and len(row.medians) != len(self.groups) for row in self.rows):
            raise ValueError("a standard has a median for every group, or for none")

    @property
    def letters(self) -> tuple[str, ...]:
        """The letter by which each group is marked: "A", "B", ... past 26 "AA"."""
        many = len(ascii_uppercase)
        return tuple(ascii_uppercase[place % many] * (place // many + 1) for place in range(len(self.groups)))

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: on which standards the groups lie two levels apart or more, and how many are hidden."""
        shown = [row for row in self.rows if row.medians]
        if not shown:
            return f"{self.partner}: no standard is shown by agency."
        apart = [row.label for row in shown if row.distance >= APART]
        far = f"medians of agencies are two levels or more apart on {listed(apart, most=NAMED)}"
        near = "no two agencies’ medians are two levels or more apart"
        hidden = len(self.rows) - len(shown)
        said = [far if apart else near]
        said += [f"{counted(hidden, 'standard', 'standards')} not shown"] if hidden else []
        return f"{self.partner}: {'; '.join(said)}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        named = listed([f"{letter} is {name}" for letter, name in zip(self.letters, self.groups, strict=True)])
        return (
            f"Each letter is the median of one group’s scores, from level 1 to 5: {named}. A standard is shown only "
            "where every group has five scores or more."
        )

    @property
    def table(self) -> Table:
        """A row for each standard: number of scores and median of each group."""
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Standard", *self.groups),
            rows=tuple((row.label, *self._cells(row)) for row in self.rows),
        )

    def _cells(self, row: AgencyRow) -> tuple[str, ...]:
        if not row.medians:
            return (HIDDEN,) * len(self.groups)
        return tuple(f"median {level_text(group.median)} of {group.scores} scores" for group in row.medians)
