"""Agreed level and target of each standard, area by area: the figures and their words. Drawn in `drawing`."""

from dataclasses import dataclass

from app.charts.model import NAMED, Table, check_level, content_digest, counted, listed

NOT_ASSESSED = "not assessed"
NO_TARGET = "no target"


@dataclass(frozen=True, slots=True)
class LevelBar:
    """One standard. `level` and `target` are 1 to 5; None is not assessed, or no target. Raises ValueError outside."""

    area: str
    label: str
    level: int | None
    target: int | None = None

    def __post_init__(self) -> None:
        check_level(self.level, "the agreed level")
        check_level(self.target, "the target")

    @property
    def below_target(self) -> int:
        """How many levels are missing to the target: 0 to 4; 0 too where there is no level or no target."""
        return 0 if self.level is None or self.target is None else max(0, self.target - self.level)


@dataclass(frozen=True, slots=True)
class LevelBars:
    """Bars of agreed level beside targets. `partner` is who was assessed; bars stand in the order given, by area."""

    title: str
    bars: tuple[LevelBar, ...]
    partner: str

    @property
    def areas(self) -> tuple[tuple[str, tuple[LevelBar, ...]], ...]:
        """The areas in order of first appearance, each with its bars."""
        names = dict.fromkeys(bar.area for bar in self.bars)
        return tuple((name, tuple(bar for bar in self.bars if bar.area == name)) for name in names)

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: which standards are lowest and highest, and how many are below target."""
        return f"{self.partner}: {'; '.join([*self._extremes(), *self._gaps(), *self._unassessed()])}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            "Each bar is the agreed level of one standard, from 1 to 5; the diamond is its target. "
            "A thin line between them is what is still to be gained."
        )

    @property
    def table(self) -> Table:
        """A row for each standard: area, standard, agreed level, target and how far below target."""
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Area", "Standard", "Agreed level", "Target", "Below target"),
            rows=tuple(_row(bar) for _, bars in self.areas for bar in bars),
        )

    def _extremes(self) -> list[str]:
        levels = [bar.level for bar in self.bars if bar.level is not None]
        if not levels:
            return ["no standard has been assessed"]
        if min(levels) == max(levels):
            return [
                f"{counted(len(levels), 'assessed standard is', 'assessed standards are all')} at level {levels[0]}"
            ]
        return [f"lowest: {self._at(min(levels))}", f"highest: {self._at(max(levels))}"]

    def _at(self, level: int) -> str:
        names = [bar.label for bar in self.bars if bar.level == level]
        return f"{listed(names, most=NAMED)} (level {level})"

    def _gaps(self) -> list[str]:
        aimed = [bar for bar in self.bars if bar.level is not None and bar.target is not None]
        if not aimed:
            return []
        below = sum(bar.below_target > 0 for bar in aimed)
        that_aim = counted(len(aimed), "assessed standard that has one", "assessed standards that have one")
        return [f"below target: {below} of {that_aim}"]

    def _unassessed(self) -> list[str]:
        number = sum(bar.level is None for bar in self.bars)
        return [f"{number} {NOT_ASSESSED}"] if 0 < number < len(self.bars) else []


def _row(bar: LevelBar) -> tuple[str, ...]:
    level = NOT_ASSESSED if bar.level is None else str(bar.level)
    target = NO_TARGET if bar.target is None else str(bar.target)
    below = counted(bar.below_target, "level", "levels")
    if bar.level is None or bar.target is None:
        below = NOT_ASSESSED if bar.level is None else NO_TARGET
    return (bar.area, bar.label, level, target, below)
