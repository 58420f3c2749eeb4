"""What an estimate in person-days comes to, to the penny. Standard library only; no form, no record, no clock."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

QUARTERS = 4
SMALLEST_STEP = Decimal("0.04")


def divides_into_quarters(day_rate: Decimal) -> bool:
    """Say whether a quarter of `day_rate` (pounds) is whole pence: the rate is a multiple of 4p (rules.md, Money)."""
    return day_rate % SMALLEST_STEP == 0


@lru_cache(maxsize=2048)
def value_of(quarters: int, day_rate: Decimal) -> Decimal:
    """Give pounds before VAT for `quarters` quarter person-days at `day_rate` pounds a person-day, exactly.

    Raises ValueError for a rate that is not a multiple of 4p, or for quarters below nought.
    """
    if quarters < 0:
        raise ValueError("an estimate has no negative days")
    if not divides_into_quarters(day_rate):
        raise ValueError(f"a quarter of {day_rate} is not whole pence")
    return (day_rate * quarters / QUARTERS).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Estimate:
    """From the fewest to the most person-days (both in quarters) at a day rate in pounds before VAT."""

    fewest: int
    most: int
    day_rate: Decimal

    @property
    def lower(self) -> Decimal:
        """Pounds for the fewest days: 20 days at £500 are £10,000 (seed 004, section 4.1)."""
        return value_of(self.fewest, self.day_rate)

    @property
    def upper(self) -> Decimal:
        """Pounds for the most days, which are the cap: 30 days at £500 are £15,000 (seed 004, section 4.1)."""
        return value_of(self.most, self.day_rate)

    def holds(self, quarters: int) -> bool:
        """Say whether `quarters` lie within the estimate, both ends included."""
        return self.fewest <= quarters <= self.most
