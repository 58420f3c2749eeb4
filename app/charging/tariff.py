"""Which day rate holds for a person on a date: dated rates, a person's own before everybody's. Pure; no records."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """Pounds per person-day before VAT from a date on; `person_id` None for everybody. `source`: who agreed it."""

    from_on: dt.date
    day_rate: Decimal
    source: str
    person_id: int | None = None


def rate_on(rates: Iterable[Rate], on: dt.date, person_id: int) -> Rate | None:
    """Give the rate that holds; None before the first. Of two that begin on one date, the later in `rates` holds."""
    begun = [rate for rate in rates if rate.from_on <= on]
    for whose in (person_id, None):
        own = [rate for rate in begun if rate.person_id == whose]
        if own:
            newest = max(rate.from_on for rate in own)
            return [rate for rate in own if rate.from_on == newest][-1]
    return None
