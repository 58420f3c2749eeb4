"""Means of a group at several moments, topic by topic: the figures and their words. Drawn in `drawn.moments`."""

from dataclasses import dataclass
from fractions import Fraction

from app.charts.model import NAMED, Table, content_digest, listed

MOST_MOMENTS = 3
SMALLEST, LARGEST = 1, 5


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One topic with a mean of 1 to 5 for each moment; None where there is none. Raises ValueError outside."""

    label: str
    means: tuple[Fraction | None, ...]

    def __post_init__(self) -> None:
        if any(mean is not None and not SMALLEST <= mean <= LARGEST for mean in self.means):
            raise ValueError("a mean of ratings is 1 to 5")


@dataclass(frozen=True, slots=True)
class MomentMeans:
    """Means at `moments`, oldest first, of the same `people` at each. Raises ValueError if a row has another number."""

    title: str
    group: str
    moments: tuple[str, ...]
    rows: tuple[MomentRow, ...]
    people: int

    def __post_init__(self) -> None:
        if len(self.moments) > MOST_MOMENTS or any(len(row.means) != len(self.moments) for row in self.rows):
            raise ValueError("every row has a mean for every moment, three at most")

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: where the second moment lies furthest above the first, and where it does not lie above."""
        moved = [(row.means[1] - row.means[0], row.label) for row in self.rows if row.means[0] and row.means[1]]
        if not moved:
            return f"{self.group}: nothing to compare yet."
        most = max(change for change, _ in moved)
        least = [label for change, label in moved if change <= 0]
        furthest = listed([label for change, label in moved if change == most], most=NAMED)
        said = [f"furthest up: {furthest} ({mean_text(most)})"] if most > 0 else []
        if least:
            said.append(f"not higher: {listed(least, most=NAMED)}")
        return f"{self.group}: {'; '.join(said)}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            f"Each row shows the mean of the same {self.people} people at each moment, from 1 to 5. "
            "The marks differ in shape, and their figures stand beside them."
        )

    @property
    def table(self) -> Table:
        """A row for each topic with its mean at each moment."""
        return Table(
            caption=f"{self.title}: {self.group}",
            head=("Topic or attribute", *self.moments),
            rows=tuple((row.label, *(mean_text(mean) for mean in row.means)) for row in self.rows),
        )


def mean_text(mean: Fraction | None) -> str:
    """Write a mean with one decimal, half to even: "3.4"; a dash for none."""
    if mean is None:
        return "–"
    tenths, rest = divmod(10 * mean.numerator, mean.denominator)
    half = 2 * rest - mean.denominator
    return f"{(tenths + (half > 0 or (half == 0 and tenths % 2))) / 10:.1f}"
