"""Days and pounds month by month against estimate and cap: the figures and their words. Drawn in `drawn.burnup`."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from app.charts.model import Table
from app.charts.monthly import Monthly, OfMonth
from app.charts.timeline import day_text, month_text


@dataclass(frozen=True, slots=True)
class Amount:
    """Days as whole quarters of a person-day, and pounds before VAT."""

    quarters: int = 0
    value: Decimal = Decimal("0.00")

    def __add__(self, other: "Amount") -> "Amount":
        """Add both."""
        return Amount(self.quarters + other.quarters, self.value + other.value)

    @property
    def text(self) -> str:
        """Both in words: "12.5 days (£6,250)"."""
        return f"{days_text(self.quarters)} ({pounds_text(self.value)})"


NOTHING = Amount()


@dataclass(frozen=True, slots=True)
class BurnMonth(OfMonth):
    """One calendar month, named by its first day: days used, booked, and planned beyond what is booked."""

    used: Amount
    booked: Amount
    planned: Amount


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything up to the end of a month: used, with what is booked, and with what is planned, too."""

    used: Amount
    booked: Amount
    forecast: Amount


@dataclass(frozen=True, slots=True)
class BurnUp(Monthly[BurnMonth]):
    """The months of an engagement in order, as they stand on `today`. `partner` is who pays.

    `estimate` and `cap` are the lower and the upper end of the agreed band.
    """

    estimate: Amount
    cap: Amount

    @property
    def used(self) -> Amount:
        """All that is used."""
        return _total(each.used for each in self.months)

    @property
    def forecast(self) -> Amount:
        """Used, booked and planned, to the end."""
        return _total(amount for each in self.months for amount in _parts(each))

    @property
    def sums(self) -> tuple[Sums, ...]:
        """The sums at the end of each month."""
        used = accumulate(each.used for each in self.months)
        booked = accumulate(each.used + each.booked for each in self.months)
        forecast = accumulate(_total(_parts(each)) for each in self.months)
        return tuple(map(Sums, used, booked, forecast))

    @property
    def alt(self) -> str:
        """The finding: what is used, what is forecast to the end, and how that lies to estimate and cap."""
        at = self.forecast
        return (
            f"{self.partner}: {self.used.text} used by {day_text(self.today)}; {at.text} forecast to the "
            f"end, {self._place(at)}; the estimate is {self.estimate.text}, the cap {self.cap.text}."
        )

    def _place(self, at: Amount) -> str:
        cap, estimate = self.cap, self.estimate
        if at.quarters > cap.quarters or at.value > cap.value:
            return "beyond the cap"
        if at.quarters >= estimate.quarters or at.value >= estimate.value:
            return "within the estimate and the cap"
        return "below the estimate"

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            "The upper part adds up days, the lower part pounds before VAT, month by month. The solid line is what is "
            "used, approved or not; the dashed lines add what is booked, and then what the plan still needs, to the "
            f"end. The pale band lies between the estimate and the cap.{self.today_words}"
        )

    @property
    def table(self) -> Table:
        """A row for each month: its own days, and the sums up to its end in days and pounds."""
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Month", "Used", "Booked", "Planned", "Used so far", "Pounds so far", "Forecast", "Forecast pounds"),
            rows=tuple(self._row(each, sums) for each, sums in zip(self.months, self.sums, strict=True)),
        )

    def _row(self, each: BurnMonth, sums: Sums) -> tuple[str, ...]:
        begun = each.month <= self.today
        return (
            month_text(each.month),
            *(days_text(amount.quarters) if amount.quarters else "–" for amount in _parts(each)),
            days_text(sums.used.quarters) if begun else "–",
            pounds_text(sums.used.value) if begun else "–",
            days_text(sums.forecast.quarters),
            pounds_text(sums.forecast.value),
        )


def _parts(each: BurnMonth) -> tuple[Amount, Amount, Amount]:
    return each.used, each.booked, each.planned


def _total(amounts: Iterable[Amount]) -> Amount:
    every = tuple(amounts)
    return Amount(sum(each.quarters for each in every), sum((each.value for each in every), NOTHING.value))


@lru_cache(maxsize=1024)
def days_text(quarters: int) -> str:
    """Write quarters as days: "12.5 days", "1 day"."""
    shown = f"{Decimal(quarters) / 4:,.2f}".rstrip("0").rstrip(".")
    return f"{shown} day" if abs(quarters) == 4 else f"{shown} days"


@lru_cache(maxsize=1024)
def pounds_text(value: Decimal) -> str:
    """Write pounds, whole ones without pence: "£6,250", "-£62.50"."""
    places = 0 if value == value.to_integral_value() else 2
    return f"{'-' if value < 0 else ''}£{abs(value):,.{places}f}"
