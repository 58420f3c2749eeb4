"""Which days cannot be logged, and why, date by date. Pure: the counters that hold it in the database are books.py."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.agreements.limits import Asked, Limits, Used, refusal
from app.charging.ledger import charge
from app.engagements.models import SupportKind
from app.web.filters import person_days

MOST = 4  # quarters of one date
NO_RATE = "No day rate is agreed for this date"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Days that somebody wants to log for one person on one date; `day_rate` None where none holds."""

    person_id: int
    name: str
    on: dt.date
    quarters: int
    kind: SupportKind
    day_rate: Decimal | None
    booked: bool  # in the future: fills the day and charges nothing yet


@dataclass(frozen=True, slots=True)
class Bounds:
    """What bounds days: the agreement, what is used of it, what people have given already, the newest closed month."""

    limits: Limits | None
    used: Used
    taken: Mapping[tuple[int, dt.date], int]  # quarters by person and date, over all engagements
    closed_through: dt.date | None


def closed(closed_through: dt.date | None, on: dt.date) -> bool:
    """Say whether a date lies in a closed month."""
    return closed_through is not None and on <= closed_through


def closed_words(on: dt.date) -> str:
    """Say that the month is closed and what to do instead."""
    return f"{on:%B %Y} is closed, as its statement is issued; an approved day is corrected with a reversal"


def refusals(wanted: Iterable[Wanted], bounds: Bounds) -> dict[int, str]:
    """Say why days cannot be logged, by their place in `wanted`; those before them that can be count against them."""
    taken, by_kind, value = defaultdict(int, bounds.taken), dict(bounds.used.by_kind), bounds.used.value
    found = dict[int, str]()
    for place, each in enumerate(wanted):
        why = _refused(each, bounds, taken[each.person_id, each.on], Used(by_kind, value))
        if why:
            found[place] = why
            continue
        taken[each.person_id, each.on] += each.quarters
        if not each.booked and each.day_rate is not None:
            by_kind[each.kind.value] = by_kind.get(each.kind.value, 0) + each.quarters
            value += charge(each.quarters, each.day_rate)
    return found


def _refused(each: Wanted, bounds: Bounds, taken: int, used: Used) -> str | None:
    if closed(bounds.closed_through, each.on):
        return closed_words(each.on)
    if each.day_rate is None:
        return NO_RATE
    asked = Asked(each.kind.value, each.quarters, each.day_rate, each.on)
    why = _day_refused(each, MOST - taken)  # first, as whoever logs can change it
    return why or (_booking_refused(bounds.limits, asked) if each.booked else refusal(bounds.limits, asked, used))


def _booking_refused(limits: Limits | None, asked: Asked) -> str | None:
    """A booking must lie within the agreement; its days are charged, and held against the cap, once they are given."""
    if limits is None or not limits.starts_on <= asked.on <= limits.ends_on:
        return refusal(limits, asked, Used({}, Decimal(0)))
    return None


def _day_refused(each: Wanted, left: int) -> str | None:
    if each.quarters <= left:
        return None
    room = person_days(left) if left else "no time"
    return f"{each.name} has {room} left, as nobody gives more than one day on a date"
