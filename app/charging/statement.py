"""A statement as one frozen value: its lines, VAT by code, totals, and what is used and left. Pure; issuing: services.

Days are whole quarters of a person-day, money is pounds as Decimal; every figure follows from what is kept.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from app.charging.ledger import Days, charge, days_of, total, vat_on


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry. `kind` and `vat` are values of SupportKind and VatTreatment; `goal` is empty where none is needed."""

    entry_ref: str
    person: str
    on: dt.date
    quarters: int  # negative in a reversal
    kind: str
    goal: str
    note: str
    day_rate: Decimal
    vat: str
    approver: str
    approved_on: dt.date
    correction: str = ""  # of a reversal or what replaces: its reason
    corrects_on: dt.date | None = None  # the date of what it takes back or replaces
    corrects_number: int = 0  # of the statement that holds that; 0 where none does yet

    @property
    def value(self) -> Decimal:
        """Pounds before VAT: shown quantity × shown rate, exactly."""
        return charge(self.quarters, self.day_rate)


@dataclass(frozen=True, slots=True)
class CodeTotal:
    """The lines of one VAT code: pounds before VAT, and the VAT on their sum."""

    vat_code: str
    value: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class StatementContent:
    """All that a statement says. `before`: stated on earlier statements; the cap is that of the version in force."""

    number: int  # 0 in a draft
    month: dt.date  # its first day
    issued_on: dt.date
    issuer: str
    lead: str
    partner: str
    partnership: str
    purchase_order: str
    agreement_number: int
    estimate_quarters: int
    cap_quarters: int
    cap_value: Decimal
    before: Days
    lines: tuple[StatementLine, ...]

    @property
    def days(self) -> Days:
        """The days of all lines with their charge before VAT."""
        return total(days_of(line.quarters, line.day_rate) for line in self.lines)

    @property
    def codes(self) -> tuple[CodeTotal, ...]:
        """The total of each VAT code that occurs; VAT is rounded once for each (rules.md, Money and days)."""
        found: dict[str, Decimal] = {}
        for line in self.lines:
            found[line.vat] = found.get(line.vat, Decimal("0.00")) + line.value
        return tuple(CodeTotal(code, value, vat_on(value, code)) for code, value in sorted(found.items()))

    @property
    def vat(self) -> Decimal:
        """VAT of all codes."""
        return sum((code.vat for code in self.codes), Decimal("0.00"))

    @property
    def payable(self) -> Decimal:
        """Pounds with VAT; below nought where reversals weigh more."""
        return self.days.value + self.vat

    @property
    def stated(self) -> Days:
        """Days and pounds stated so far, this statement included."""
        return self.before + self.days

    @property
    def left(self) -> Days:
        """Days and pounds that the cap leaves after what is stated."""
        return Days(self.cap_quarters - self.stated.quarters, self.cap_value - self.stated.value)


_READER = TypeAdapter(StatementContent)


def statement_content(content: StatementContent) -> dict[str, Any]:
    """Give the content as JSON for the frozen copy."""
    frozen: dict[str, Any] = _READER.dump_python(content, mode="json")
    return frozen


def statement_from(content: Mapping[str, Any]) -> StatementContent:
    """Read a frozen copy back: the same value as was kept. Raises ValueError if it is none."""
    return _READER.validate_python(content)
