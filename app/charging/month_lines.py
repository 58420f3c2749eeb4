"""A month's lines as its page shows them: grouped by what has to happen next, with sums. Pure; its words: templates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.charging.ledger import Days, days_of, total
from app.charging.models import EntryState
from app.charging.queries.entries import EntryRow

GROUPS = {
    "waiting": (EntryState.SUBMITTED, EntryState.ANSWERED),
    "queried": (EntryState.QUERIED,),
    "drafts": (EntryState.DRAFT,),
    "approved": (EntryState.APPROVED,),
    "stated": (EntryState.STATED,),
    "booked": (EntryState.BOOKED,),
}


def sum_of(rows: Iterable[EntryRow]) -> Days:
    """Add up lines."""
    return total(days_of(row.quarters, row.day_rate) for row in rows)


@dataclass(frozen=True)
class Group:
    """Lines of which the same has to happen next; `key` is one of GROUPS."""

    key: str
    rows: tuple[EntryRow, ...]

    @cached_property
    def days(self) -> Days:
        """Their sum."""
        return sum_of(self.rows)


@dataclass(frozen=True, slots=True)
class PersonTotal:
    """What one person gave in the month, bookings left out, and how much of it is approved."""

    name: str
    days: Days
    approved: Days


@dataclass(frozen=True)
class MonthLines:
    """Every line of a month."""

    rows: tuple[EntryRow, ...]

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {
            key: Group(key, tuple(row for row in self.rows if row.state in states)) for key, states in GROUPS.items()
        }

    def group(self, key: str) -> Group:
        """Give the lines of one group, perhaps none."""
        return self._groups[key]

    def groups(self, order: Sequence[str]) -> tuple[Group, ...]:
        """Give the groups that have lines, in an order of keys."""
        found = (self.group(key) for key in order)
        return tuple(group for group in found if group.rows)

    @cached_property
    def counted(self) -> tuple[EntryRow, ...]:
        """The lines that count: all but bookings."""
        return tuple(row for row in self.rows if row.state is not EntryState.BOOKED)

    @cached_property
    def days(self) -> Days:
        """The month's sum, bookings left out."""
        return sum_of(self.counted)

    @property
    def people(self) -> tuple[PersonTotal, ...]:
        """The sums by person, by name."""
        by_person: dict[int, list[EntryRow]] = {}
        for row in self.counted:
            by_person.setdefault(row.person_id, []).append(row)
        totals = (
            PersonTotal(rows[0].person_name, sum_of(rows), sum_of(_approved(rows))) for rows in by_person.values()
        )
        return tuple(sorted(totals, key=lambda each: each.name))

    @property
    def is_ready(self) -> bool:
        """Say whether every line that counts is approved and one of them is on no statement yet."""
        states = {row.state for row in self.counted}
        return EntryState.APPROVED in states and states <= {EntryState.APPROVED, EntryState.STATED}


def _approved(rows: Iterable[EntryRow]) -> Iterable[EntryRow]:
    return (row for row in rows if row.state in {EntryState.APPROVED, EntryState.STATED})
