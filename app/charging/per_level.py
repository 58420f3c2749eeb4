"""Cost per level moved: days and pounds of a standard beside how far its agreed level moved. Pure; no records.

A figure stands only where the level rose and days were spent, else words say why there is none (rules.md, Comparison).
One number cannot show what caused a change: other work moves levels, too.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.charging.ledger import Days

PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Moved:
    """A standard with a goal in the plan. Levels are 1 to 5; None: not assessed.

    `is_scored_again`: in a round after that of the plan's result. `days`: approved days that served its goals, at their
    own rates, reversals subtracted. Not `is_comparable`: its text was replaced between the two results.
    """

    number: int
    title: str
    days: Days
    before: int | None
    after: int | None
    is_scored_again: bool = True
    is_comparable: bool = True

    @property
    def movement(self) -> int | None:
        """Levels gained, negative for lost; None where there is nothing to compare."""
        if not self.is_scored_again or not self.is_comparable or self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def cost(self) -> Decimal | None:
        """Pounds before VAT for each level gained, rounded half up to the penny; None where no figure may stand."""
        if self.movement is None or self.movement <= 0 or self.days.quarters <= 0 or self.days.value <= 0:
            return None
        return (self.days.value / self.movement).quantize(PENNY, ROUND_HALF_UP)

    @property
    def movement_words(self) -> str:
        """The movement in words: "up 1 level", "no change", or why there is none to tell."""
        if not self.is_scored_again:
            return "not scored again yet"
        if not self.is_comparable:
            return "text replaced, not compared"
        if self.movement is None:
            return "not assessed"
        if not self.movement:
            return "no change"
        levels = "1 level" if abs(self.movement) == 1 else f"{abs(self.movement)} levels"
        return f"{'up' if self.movement > 0 else 'down'} {levels}"

    @property
    def why_no_figure(self) -> str:
        """Say why there is no figure; empty where there is one."""
        if self.cost is not None:
            return ""
        if self.movement is None or self.movement <= 0:
            return "No figure: the level did not go up" if self.movement is not None else "No figure yet"
        return "No figure: it rose without a charged day"
