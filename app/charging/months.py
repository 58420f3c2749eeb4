"""The months of an engagement: days and pounds of each, how it stands, and the burn-up's figures. Pure; no records."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.charging.ledger import Days, month_of, total

WAITING = frozenset({"submitted", "queried", "answered"})


class MonthState(StrEnum):
    """How a month stands: the state of what is furthest behind in it."""

    NOTHING = "nothing"
    BOOKED = "booked"
    LOGGED = "logged"
    WAITING = "waiting"
    APPROVED = "approved"
    STATED = "stated"

    @property
    def words(self) -> str:
        """Name it as pages do."""
        return {
            "nothing": "Nothing logged",
            "booked": "Booked",
            "logged": "Being logged",
            "waiting": "Waiting for approval",
        }.get(self.value, self.value.capitalize())

    @property
    def colour(self) -> str | None:
        """The colour of its tag; None: plain words."""
        return {"booked": "light-blue", "logged": "light-blue", "waiting": "yellow", "approved": "green"}.get(
            self.value, "green" if self.value == "stated" else None
        )


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month, named by its first day. `statement`: the number of its statement, 0 before there is one."""

    first: dt.date
    by_state: Mapping[str, Days]
    statement: int = 0
    statement_ref: str = ""

    def of(self, *states: str) -> Days:
        """Add up its entries in these states."""
        return total(self.by_state.get(state, Days()) for state in states)

    @property
    def used(self) -> Days:
        """All but bookings."""
        return total(days for state, days in self.by_state.items() if state != "booked")

    @property
    def booked(self) -> Days:
        """Its bookings."""
        return self.of("booked")

    @property
    def waits(self) -> bool:
        """Say whether something in it waits for approval, a correction of a stated month included."""
        return bool(WAITING & self.by_state.keys())

    @property
    def state(self) -> MonthState:
        """How it stands."""
        if "draft" in self.by_state:
            return MonthState.LOGGED
        if self.waits:
            return MonthState.WAITING
        if "approved" in self.by_state:
            return MonthState.APPROVED
        if self.statement or "stated" in self.by_state:
            return MonthState.STATED
        return MonthState.BOOKED if "booked" in self.by_state else MonthState.NOTHING


def months(
    firsts: Sequence[dt.date],
    entries: Iterable[tuple[str, dt.date, Days]],
    statements: Mapping[dt.date, tuple[int, str]],
) -> tuple[Month, ...]:
    """Lay entries, as (state, date, days), out by month; `statements`: number and reference by month."""
    found: dict[dt.date, dict[str, Days]] = {first: {} for first in firsts}
    for state, on, days in entries:
        by_state = found.setdefault(month_of(on), {})
        by_state[state] = by_state.get(state, Days()) + days
    return tuple(Month(first, by_state, *statements.get(first, (0, ""))) for first, by_state in sorted(found.items()))
