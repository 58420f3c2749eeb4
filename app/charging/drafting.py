"""What a month's statement will hold, and what is missing before it can be issued. Pure; loading: queries/drafts.py."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.charging.ledger import last_day, months_between
from app.charging.statement import StatementContent, statement_content
from app.engagements.models import SupportKind
from app.web.filters import day, person_days, plural

TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that is not approved; `state` is its state in words."""

    ref: str
    person: str
    on: dt.date
    quarters: int
    state: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a statement rests on: the engagement's dates, its books, and the agreement in force (number 0: none)."""

    starts_on: dt.date
    ends_on: dt.date
    closed_through: dt.date | None
    purchase_order: str
    agreement_number: int

    def is_closed(self, month: dt.date) -> bool:
        """Say whether the month that begins on this date is closed."""
        return self.closed_through is not None and month <= self.closed_through

    def opens_on(self, month: dt.date) -> dt.date:
        """Give the first day on which the month can be stated: it is over, or the engagement is."""
        return min(last_day(month) + dt.timedelta(days=1), max(month, self.ends_on + dt.timedelta(days=1)))


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a statement from being issued. `part`: where it is put right, empty if time does it."""

    words: str
    part: str = ""  # "month", "vat", "order", "agreement"
    month: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A month's statement before it is issued. `waiting` blocks; `later`: corrections of closed months that do not."""

    content: StatementContent
    frame: Frame
    waiting: tuple[Waiting, ...]
    later: tuple[Waiting, ...]

    @property
    def month(self) -> dt.date:
        """The first day of its month."""
        return self.content.month

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Kinds of support on its lines, in words, whose VAT treatment nobody has confirmed."""
        return tuple(sorted({SupportKind(each.kind).words for each in self.content.lines if each.vat == TO_CONFIRM}))

    @property
    def earlier(self) -> tuple[dt.date, ...]:
        """The months before its own that it closes with it, and whose days it holds."""
        lines = {each.on.replace(day=1) for each in self.content.lines if not self.frame.is_closed(each.on)}
        return tuple(sorted(lines - {self.month}))

    def is_open(self, today: dt.date) -> bool:
        """Say whether its month is one that can have a statement, now or once what is missing is there."""
        dates = (*(each.on for each in self.content.lines), *(each.on for each in (*self.waiting, *self.later)))
        return self.month in open_months(self.frame, today, dates)

    @property
    def digest(self) -> str:
        """Mark of what was shown: equal content, equal mark, on whatever day and for whichever reader."""
        shown = statement_content(replace(self.content, issued_on=self.month, issuer=""))
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()

    def missing(self, today: dt.date) -> tuple[Missing, ...]:
        """List what has to be there before it is issued; `today` is London's date."""
        return tuple(self._missing(today))

    def _missing(self, today: dt.date) -> Iterator[Missing]:
        if not self.frame.agreement_number:
            yield Missing("Both authorities have to sign an agreement first", "agreement")
        opens_on = self.frame.opens_on(self.month)
        if today < opens_on:
            yield Missing(f"The month is not over: it can be stated from {day(opens_on)}")
        for month in sorted({each.on.replace(day=1) for each in self.waiting}):
            yield Missing(self._waits(month), "month", month)
        if self.unconfirmed:
            kinds = ", ".join(f"“{kind}”" for kind in self.unconfirmed)
            yield Missing(f"The VAT treatment is not confirmed for {kinds}", "vat")
        if not self.content.purchase_order:
            yield Missing(f"{self.content.partner} has not given a purchase order number", "order")

    def _waits(self, month: dt.date) -> str:
        found = [each for each in self.waiting if each.on.replace(day=1) == month]
        states = ", ".join(sorted({each.state.lower() for each in found}))
        days = person_days(sum(each.quarters for each in found))
        verb = "is" if len(found) == 1 else "are"
        return f"{plural(len(found), 'line')} of {month:%B %Y} {verb} not approved: {days} ({states})"


def open_months(frame: Frame, today: dt.date, dates: tuple[dt.date, ...]) -> tuple[dt.date, ...]:
    """List the months without a statement that have begun, the oldest first.

    `dates` are those of entries that are not stated. After the engagement's last month, corrections that wait for a
    statement open the first month that is not closed.
    """
    begun = months_between(frame.starts_on, min(today, frame.ends_on))
    found = [month for month in begun if not frame.is_closed(month)]
    if not found and dates and today > frame.ends_on:
        return tuple(month for month in months_between(frame.ends_on, today) if not frame.is_closed(month))
    return tuple(found)
