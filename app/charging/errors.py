"""Named reasons why days or money cannot be as asked. Each message is written for the person who asked."""

import datetime as dt
from collections.abc import Mapping


class ChargingError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class NotChargeableError(ChargingError):
    """The agreement, the cap, the dates or a closed month do not allow it; `on` is the date that it is about."""

    def __init__(self, message: str, on: dt.date | None = None) -> None:
        super().__init__(message)
        self.on = on


class RefusedDatesError(NotChargeableError):
    """Several dates cannot be: `refusals` says of each why not, in order. Nothing at all was logged."""

    def __init__(self, refusals: Mapping[dt.date, str]) -> None:
        first = min(refusals)
        super().__init__(refusals[first], first)
        self.refusals = tuple(sorted(refusals.items()))


class DayFullError(NotChargeableError):
    """The person would give more than one day on a date, over all engagements. No other engagement is named."""


class RefusedFieldError(ChargingError):
    """What was entered in one field cannot be; the message belongs beside it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class WrongStateError(ChargingError):
    """The entry or statement has moved on, or is not there yet."""


class ConflictError(ChargingError):
    """Somebody else changed it first; the page shows what stands now."""


class ConflictOfInterestError(ChargingError):
    """Nobody with a role at the lead authority approves or disputes for the buyer, and nobody else issues."""


class IncompleteError(ChargingError):
    """Something is missing before a statement can be issued; the page lists it."""
