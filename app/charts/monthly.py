"""What charts by calendar month have in common: their months, today among them, running sums. No chart lives here."""

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.charts.model import content_digest
from app.charts.timeline import day_text


@dataclass(frozen=True, slots=True)
class OfMonth:
    """One calendar month, named by its first day."""

    month: dt.date

    @property
    def after(self) -> dt.date:
        """The first day of the next month."""
        return (self.month.replace(day=1) + dt.timedelta(32)).replace(day=1)


M = TypeVar("M", bound=OfMonth)


@dataclass(frozen=True, slots=True)
class Monthly(Generic[M]):
    """The months in order, as they stand on `today`. `partner` is whose figures they are."""

    title: str
    partner: str
    today: dt.date
    months: tuple[M, ...]

    @property
    def shows_today(self) -> bool:
        """Say whether today lies within its months."""
        return bool(self.months) and self.months[0].month <= self.today < self.months[-1].after

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def today_words(self) -> str:
        """How to find today, where the picture has it."""
        return f" The thick upright line is today, {day_text(self.today)}." if self.shows_today else ""
