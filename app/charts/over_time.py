"""Earlier rounds, now and target by standard: the figures and their words. Drawn in `drawn.over_time`."""

from dataclasses import dataclass
from enum import StrEnum

from app.charts.bars import NO_TARGET, NOT_ASSESSED
from app.charts.model import NAMED, Table, check_level, content_digest, counted, listed

NO_EARLIER = "no earlier round"


class Compared(StrEnum):
    """How a standard relates to its text in an earlier round; the value is what pages say."""

    SAME = "same text"
    REWORDED = "reworded"
    REPLACED = "replaced: not compared"
    NEW = "new: not compared"

    @property
    def is_comparable(self) -> bool:
        """Whether an earlier level says anything about this one."""
        return self in {Compared.SAME, Compared.REWORDED}


@dataclass(frozen=True, slots=True)
class Then:
    """A standard in one earlier round. `level` is 1 to 5; None if it was not assessed or cannot be compared."""

    level: int | None
    compared: Compared

    def __post_init__(self) -> None:
        check_level(self.level, "the earlier level")
        if self.level is not None and not self.compared.is_comparable:
            raise ValueError("a standard that is not compared has no earlier level")

    @property
    def text(self) -> str:
        """The level as digits, with a word where its text was another: "3", "3 (reworded)", "not assessed"."""
        if not self.compared.is_comparable:
            return self.compared.value
        level = NOT_ASSESSED if self.level is None else str(self.level)
        return level if self.compared is Compared.SAME else f"{level} ({self.compared.value})"


@dataclass(frozen=True, slots=True)
class Journey:
    """One standard: `earlier` in the order of the chart's rounds, then its level now and its target, 1 to 5 or None."""

    area: str
    label: str
    earlier: tuple[Then, ...]
    now: int | None
    target: int | None

    def __post_init__(self) -> None:
        check_level(self.now, "the agreed level")
        check_level(self.target, "the target")

    @property
    def change(self) -> int | None:
        """Levels gained since the first round that has one to compare; None where there is nothing to compare."""
        known = [then.level for then in self.earlier if then.level is not None]
        return self.now - known[0] if known and self.now is not None else None

    @property
    def change_text(self) -> str:
        """The change in words: "up 1 level", "down 2 levels", "no change", or why there is none to tell."""
        if self.change is None:
            reasons = [then.compared.value for then in self.earlier if not then.compared.is_comparable]
            return NOT_ASSESSED if not reasons or self.now is None else reasons[-1]
        if not self.change:
            return "no change"
        return f"{'up' if self.change > 0 else 'down'} {counted(abs(self.change), 'level', 'levels')}"


@dataclass(frozen=True, slots=True)
class ThenNowTarget:
    """Levels over time. `rounds` names the earlier rounds, oldest first, `now` this one; rows stand as given, by area.

    Raises ValueError if a row has another number of earlier rounds.
    """

    title: str
    rounds: tuple[str, ...]
    now: str
    rows: tuple[Journey, ...]
    partner: str

    def __post_init__(self) -> None:
        if any(len(row.earlier) != len(self.rounds) for row in self.rows):
            raise ValueError("every standard has a place for every earlier round")

    @property
    def areas(self) -> tuple[tuple[str, tuple[Journey, ...]], ...]:
        """The areas in order of first appearance, each with its rows."""
        names = dict.fromkeys(row.area for row in self.rows)
        return tuple((name, tuple(row for row in self.rows if row.area == name)) for name in names)

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: which standards moved up and down, how many did not, and how many are at target."""
        aimed = [row for row in self.rows if row.now is not None and row.target is not None]
        reached = sum((row.now or 0) >= (row.target or 0) for row in aimed)
        at_target = f"at target or above: {reached} of {counted(len(aimed), 'standard', 'standards')}"
        said = [*self._moves(), *([at_target] if aimed else []), *self._unassessed()]
        return f"{self.partner}: {'; '.join(said)}."

    def _moves(self) -> list[str]:
        if not self.rounds:
            return [NO_EARLIER]
        up = [row.label for row in self.rows if (row.change or 0) > 0]
        down = [row.label for row in self.rows if (row.change or 0) < 0]
        level = sum(row.change == 0 for row in self.rows)
        uncompared = sum(any(not then.compared.is_comparable for then in row.earlier) for row in self.rows)
        moves = (("up", up), ("down", down))
        return [
            *(f"{word}: {listed(names, most=NAMED)}" for word, names in moves if names),
            *([f"no change: {counted(level, 'standard', 'standards')}"] if level else []),
            *([f"not compared: {counted(uncompared, 'standard', 'standards')}"] if uncompared else []),
        ] or ["nothing to compare"]

    def _unassessed(self) -> list[str]:
        number = sum(row.now is None for row in self.rows)
        return [f"{number} {NOT_ASSESSED}"] if number else []

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        words = f"Each row is one standard, from level 1 to 5: the square is its agreed level now ({self.now})"
        if not self.rounds:
            return f"{words}, the diamond its target. There is no earlier signed round to compare with yet."
        shapes = ("the open circle", "the open triangle", "the open square", "the open pentagon")
        then = listed([f"{shape} {name}" for shape, name in zip(shapes, self.rounds, strict=False)])
        return (
            f"{words}, {then}, and the diamond the target. A standard whose text was replaced between rounds is not "
            "compared; one that was reworded is compared and marked."
        )

    @property
    def table(self) -> Table:
        """A row for each standard: its level in each round, target, and the change since the first."""
        change = ("Change",) if self.rounds else ()
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Area", "Standard", *self.rounds, f"{self.now} (now)", "Target", *change),
            rows=tuple(_row(row) for _, rows in self.areas for row in rows),
        )


def _row(row: Journey) -> tuple[str, ...]:
    return (
        row.area,
        row.label,
        *(then.text for then in row.earlier),
        NOT_ASSESSED if row.now is None else str(row.now),
        NO_TARGET if row.target is None else str(row.target),
        *((row.change_text,) if row.earlier else ()),
    )
