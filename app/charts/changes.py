"""How far levels moved, a dot for each engagement, with mean and interval: the figures. Drawn in `drawn.changes`."""

from dataclasses import dataclass
from fractions import Fraction

from app.charts.model import NAMED, Table, content_digest, counted, listed

FURTHEST = 4  # levels that a standard can move


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of changes in levels, -4 to 4 each, none where too few were scored twice. Raises ValueError outside.

    `beside`: what stands beside it, in words. `low` to `high`: the interval of the mean; None where there is no figure.
    """

    label: str
    beside: tuple[str, ...]
    engagements: int
    changes: tuple[Fraction, ...] = ()
    mean: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None

    def __post_init__(self) -> None:
        if any(abs(change) > FURTHEST for change in self.changes):
            raise ValueError("a level moves by four at most")

    @property
    def interval(self) -> str:
        """Write the interval: "+0.2 to +1.4"; empty where there is none."""
        return "" if self.low is None or self.high is None else f"{change_text(self.low)} to {change_text(self.high)}"

    @property
    def why_none(self) -> str:
        """Say why nothing is drawn."""
        return f"too few to draw: scored twice in {counted(self.engagements, 'engagement', 'engagements')}"


@dataclass(frozen=True, slots=True)
class LevelChanges:
    """Changes of standards, and above them of groups of standards: each engagement with the mean of its standards.

    `beside` names what stands beside each line, `group` whose engagements they are.
    """

    title: str
    group: str
    beside: tuple[str, ...]
    groups: tuple[ChangeRow, ...]
    rows: tuple[ChangeRow, ...]

    @property
    def lines(self) -> tuple[ChangeRow, ...]:
        """All lines, from top to bottom."""
        return self.groups + self.rows

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: the groups beside each other, and how many standards rose with their whole interval."""
        drawn = [row for row in self.rows if row.mean is not None]
        said = [
            f"{row.label.lower()}: mean {change_text(row.mean)}, interval {row.interval}"
            if row.mean is not None
            else f"{row.label.lower()}: {row.why_none}"
            for row in self.groups
        ]
        up = [row for row in drawn if row.low is not None and row.low > 0]
        said.append(f"whole interval above no change: {len(up)} of {counted(len(drawn), 'standard', 'standards')}")
        if up:
            furthest = sorted(up, key=lambda row: (-(row.mean or 0), row.label))
            said.append(
                f"furthest up: {listed([f'{row.label} ({change_text(row.mean)})' for row in furthest[:NAMED]])}"
            )
        return f"{self.group}: {'; '.join(said)}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            "Each dot is one engagement: how many levels it moved between its first and its newest result. "
            "The upright bar is their mean, the box around it the interval in which the mean lies for nine in ten "
            "samples drawn again."
        )

    @property
    def table(self) -> Table:
        """A row for each line."""
        return Table(
            caption=f"{self.title}: {self.group}",
            head=("Standard", *self.beside, "Engagements", "Mean change in levels", "Interval of nine in ten"),
            rows=tuple(
                (
                    row.label,
                    *row.beside,
                    str(row.engagements),
                    change_text(row.mean) if row.mean is not None else "too few",
                    row.interval or "–",
                )
                for row in self.lines
            ),
        )


def change_text(change: Fraction | None) -> str:
    """Write a change with its sign and one decimal, half to even: "+0.8", "0.0", "-1.0"; a dash for none."""
    if change is None:
        return "–"
    rounded = round(change, 1)
    return f"{float(rounded):+.1f}" if rounded else "0.0"
