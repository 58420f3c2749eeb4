"""The facts of a review as one frozen value: what happened since the last cut-off, and how all stands. Pure.

Days are whole quarters of a person-day, money is pounds before VAT as Decimal, times of training are minutes. How the
facts are worked out of records: drafting.py. What pages and minutes print of them: told.py.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from app.charging.ledger import Days


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    """A milestone as the plan's page has it; `behind` in days after its baseline, below nought before it."""

    ref: str
    goal: str
    what: str
    owner: str
    baseline: dt.date
    forecast: dt.date
    done_on: dt.date | None
    behind: int
    late: bool


@dataclass(frozen=True, slots=True)
class MoveFact:
    """A milestone whose forecast moved, from the day before the first move to the day after the last one."""

    ref: str
    what: str
    was: dt.date
    now: dt.date
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The approved plan. `due`: by the baseline since the last cut-off; `late`: all that are late; `coming`: soon."""

    done: int
    of: int
    due: tuple[MilestoneFact, ...]
    met: tuple[MilestoneFact, ...]
    late: tuple[MilestoneFact, ...]
    moved: tuple[MoveFact, ...]
    coming: tuple[MilestoneFact, ...]


@dataclass(frozen=True, slots=True)
class KindFact:
    """One kind of support (a value of SupportKind), in quarters."""

    kind: str
    agreed: int
    used: int
    booked: int
    left: int


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """The balance of support days at the cut-off; `since` is what the use has grown by, negative after reversals."""

    agreement_number: int
    since: Days
    used: Days
    approved: Days
    waiting: Days
    booked: Days
    planned: Days
    at_end: Days
    estimate: Days
    cap: Days
    left: Days  # under the cap, of what is used
    over: Days  # of the forecast beyond the cap
    kinds: tuple[KindFact, ...]


@dataclass(frozen=True, slots=True)
class StandardFact:
    """A standard as it was signed; `was` None: no earlier level that can be compared."""

    number: int
    title: str
    level: int | None
    target: int | None
    was: int | None


@dataclass(frozen=True, slots=True)
class SignedFact:
    """A signed version of a round's result."""

    round_ref: str
    round: str
    version: int
    signed_on: dt.date
    signed_by: str
    reason: str
    standards: tuple[StandardFact, ...]


@dataclass(frozen=True, slots=True)
class HalfDayFact:
    """A half-day of training: the partner's delegates with a place, those who came, and their minutes together."""

    on: dt.date
    half: str
    cohort: str
    delegates: int
    attended: int
    minutes: int


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """Half-days since the last cut-off; and to date the places, minutes attended and minutes of all half-days."""

    half_days: tuple[HalfDayFact, ...]
    places: int
    minutes: int
    booked: int

    @property
    def percent(self) -> int:
        """Minutes attended per hundred of all half-days, rounded down, as the training's page has it."""
        return self.minutes * 100 // self.booked if self.booked else 0


@dataclass(frozen=True, slots=True)
class StatementFact:
    """A statement that was issued, disputed or paid since the last cut-off, or is not paid yet."""

    ref: str
    number: int
    month: dt.date
    state: str  # a value of StatementState
    days: Days
    vat: Decimal
    payable: Decimal
    issued_on: dt.date
    paid_on: dt.date | None
    happened: tuple[str, ...]  # since the last cut-off, in words


@dataclass(frozen=True, slots=True)
class VariationFact:
    """A version of the support agreement that came into force."""

    ref: str
    number: int
    kind: str
    signed_on: dt.date
    reason: str
    estimate: Days
    cap: Days


@dataclass(frozen=True, slots=True)
class PairFact:
    """A mentoring pair: meetings and minutes recorded since the last cut-off and in all, its agreed actions."""

    ref: str
    title: str
    meetings: int
    minutes: int
    meetings_in_all: int
    minutes_in_all: int
    open_actions: int
    late_actions: int
    ended_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ActionFact:
    """An action of an earlier review that was open at the last cut-off, or is now."""

    ref: str
    review_number: int
    what: str
    owner: str
    due_on: dt.date
    done_on: dt.date | None
    note: str
    late: bool


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """All of them. `since` None: this is the first review. `on`: the day of the cut-off in London."""

    since: dt.datetime | None
    since_on: dt.date  # the day of the last cut-off, or the first day of the engagement
    cut_off: dt.datetime
    on: dt.date
    plan: PlanFacts | None  # None: no plan is approved yet
    money: MoneyFacts | None  # None: no agreement is signed yet
    signed: tuple[SignedFact, ...]
    training: TrainingFacts
    statements: tuple[StatementFact, ...]
    variations: tuple[VariationFact, ...]
    mentoring: tuple[PairFact, ...]
    actions: tuple[ActionFact, ...]


_READER = TypeAdapter(ReviewFacts)


def facts_content(facts: ReviewFacts) -> dict[str, Any]:
    """Give the facts as JSON for the kept copy."""
    kept: dict[str, Any] = _READER.dump_python(facts, mode="json")
    return kept


def facts_from(content: Mapping[str, Any]) -> ReviewFacts:
    """Read a kept copy back: the same value as was kept. Raises ValueError if it is none."""
    return _READER.validate_python(content)
