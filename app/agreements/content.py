"""A version of the support agreement as one frozen value: what is signed, compared and printed. Pure.

Days are whole quarters of a person-day, money is pounds before VAT as Decimal; every figure follows from what is kept.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pydantic import TypeAdapter

from app.engagements.estimate import value_of

STANDARD_RATE = Decimal("0.20")  # of VAT, where a line is treated as standard-rated
PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class LineText:
    """One line. `kind`, `payer` and `vat` are values of SupportKind, Payer and VatTreatment."""

    kind: str
    what: str
    quarters: int
    payer: str
    vat: str


@dataclass(frozen=True, slots=True)
class AgreementContent:
    """All that both sides sign. `plan` names the approved version it rests on, empty for an initial agreement."""

    kind: str  # a value of AgreementKind
    lead: str
    partner: str
    partnership: str
    reason: str
    purpose: str
    starts_on: dt.date
    ends_on: dt.date
    day_rate: Decimal
    estimate_quarters: int
    cap_quarters: int
    lines: tuple[LineText, ...]
    costs: str
    legal_power: str
    equality: str
    decision_reference: str
    plan: str = ""

    def value(self, line: LineText) -> Decimal:
        """Value a line at the rate, in pounds before VAT, exactly."""
        return value_of(line.quarters, self.day_rate)

    @property
    def charged(self) -> tuple[LineText, ...]:
        """The lines that the partner pays for."""
        return tuple(line for line in self.lines if line.payer == "partner")

    @property
    def charged_quarters(self) -> int:
        """Quarter person-days that the partner pays for."""
        return sum(line.quarters for line in self.charged)

    @property
    def charged_value(self) -> Decimal:
        """Pounds before VAT that the partner pays for those days."""
        return value_of(self.charged_quarters, self.day_rate)

    @property
    def quarters(self) -> int:
        """Quarter person-days of all lines, whoever pays."""
        return sum(line.quarters for line in self.lines)

    @property
    def cap_value(self) -> Decimal:
        """Pounds before VAT above which nothing is charged."""
        return value_of(self.cap_quarters, self.day_rate)

    @property
    def estimate_value(self) -> Decimal:
        """Pounds before VAT at the lower end of the band."""
        return value_of(self.estimate_quarters, self.day_rate)

    @property
    def vat(self) -> Decimal:
        """VAT on the charged lines that are standard-rated, rounded half up to the penny once for the whole."""
        rated = sum((self.value(line) for line in self.charged if line.vat == "standard"), Decimal(0))
        return (rated * STANDARD_RATE).quantize(PENNY, ROUND_HALF_UP)

    @property
    def vat_is_settled(self) -> bool:
        """Say whether no charged line still waits for finance to confirm its treatment."""
        return all(line.vat != "to_confirm" for line in self.charged)


_READER = TypeAdapter(AgreementContent)


def agreement_content(content: AgreementContent) -> dict[str, Any]:
    """Give the content as JSON for the frozen copy."""
    frozen: dict[str, Any] = _READER.dump_python(content, mode="json")
    return frozen


def agreement_from(content: Mapping[str, Any]) -> AgreementContent:
    """Read a frozen copy back: the same value as was kept. Raises ValueError if it is none."""
    return _READER.validate_python(content)
