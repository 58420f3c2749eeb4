"""What the demonstration tells of support days and statements, as values; content.py reads them with each case.

Days count working days from today. Months follow a fixed course: submitted, approved and stated in the first week of
the next one, paid three weeks later; what is told here are visits, and what did not go smoothly.
"""

from decimal import Decimal
from typing import Self

from pydantic import model_validator

from app.demo.basis import Content
from app.engagements.models import SupportKind


class VisitPlayed(Content):
    """One visit of one or several people, `days` person-days each in quarters; `goal` is a standard's key."""

    key: str = ""
    day: int
    who: tuple[str, ...]
    days: Decimal = Decimal(1)
    support: SupportKind
    goal: str = ""
    note: str


class QueryPlayed(Content):
    """The director's query on the last person's line of a visit; without an answer it is still open."""

    visit: str
    text: str
    answer: str = ""


class ReversalPlayed(Content):
    """What was approved is taken back on `day`; `instead` is the date of the entry that replaces it."""

    visit: str
    day: int
    reason: str
    instead: int | None = None


class ChargingPlayed(Content):
    """Support days of an engagement; `disputed` is what the director says of the newest statement."""

    finance: str
    ordered: int
    order: str
    visits: tuple[VisitPlayed, ...]
    queries: tuple[QueryPlayed, ...] = ()
    reversals: tuple[ReversalPlayed, ...] = ()
    disputed: str = ""

    @model_validator(mode="after")
    def _every_visit_is_known(self) -> Self:
        known = {visit.key for visit in self.visits}
        named = {each.visit for each in self.queries} | {each.visit for each in self.reversals}
        if unknown := named - known:
            raise ValueError(f"no visit is called {sorted(unknown)}")
        return self
