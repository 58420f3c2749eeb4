"""What files that leave the service may tell of scores: the one place of the small-group rule for exports."""

from dataclasses import dataclass

from app.assessments.agreement import Spread
from app.assessments.result.value import FEWEST_IN_EXPORTS, StandardResult
from app.charts.model import level_text

TOO_FEW = "not told: fewer than five scores"
NO_WORD = "none"


@dataclass(frozen=True, slots=True)
class Told:
    """How the scores of one standard lay, as far as it may be told; None: fewer than five, or no second vote."""

    first: Spread | None
    second: Spread | None

    @property
    def newest(self) -> Spread | None:
        """The second vote where it may be told, else the first."""
        return self.second or self.first

    @property
    def word(self) -> str:
        """What the newest scores that may be told are called: "split", "mixed", "close"; empty where nothing is."""
        return "" if self.newest is None else word_text(self.newest)


def told(standard: StandardResult) -> Told:
    """Give what may be told of a standard: nothing of a vote with fewer than five scores (rules.md, Round)."""
    return Told(_enough(standard.spread), _enough(standard.second_spread))


def _enough(spread: Spread | None) -> Spread | None:
    return spread if spread is not None and spread.n >= FEWEST_IN_EXPORTS else None


def word_text(spread: Spread) -> str:
    """The word of a spread, or "none"."""
    return str(spread.word) if spread.word else NO_WORD


def quartiles_text(spread: Spread) -> str:
    """Both quartiles as charts write them: "3 to 3.25"."""
    return f"{level_text(spread.lower_quartile)} to {level_text(spread.upper_quartile)}"
