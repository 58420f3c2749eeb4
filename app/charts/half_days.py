"""Half-days of training, who was there of those with a place: figures and words. Drawn in `drawn.half_days`."""

import datetime as dt
from dataclasses import dataclass

from app.charts.model import Table, content_digest, counted
from app.charts.timeline import day_text

NOT_REGISTERED, TO_COME = "not registered", "to come"


@dataclass(frozen=True, slots=True)
class HalfDayTaken:
    """One half-day: `places` that delegates hold, `there` who were registered in it; None: nothing is registered."""

    group: str  # of which it is a part, such as a cohort
    on: dt.date
    half: str  # "morning" or "afternoon"
    places: int
    there: int | None
    is_over: bool

    @property
    def label(self) -> str:
        """Its date and half: "4 December 2026, morning"."""
        return f"{day_text(self.on)}, {self.half}"

    @property
    def text(self) -> str:
        """Who was there in words: "7 of 9", or why there is no figure."""
        if self.there is None:
            return f"{NOT_REGISTERED if self.is_over else TO_COME} ({self.places})"
        return f"{self.there} of {self.places}"


@dataclass(frozen=True, slots=True)
class HalfDaysTaken:
    """Half-days in order of their dates, as they stand on `today`. `partner` is whose delegates they are."""

    title: str
    partner: str
    today: dt.date
    rows: tuple[HalfDayTaken, ...]

    @property
    def there(self) -> int:
        """Half-days attended, delegate by delegate."""
        return sum(row.there or 0 for row in self.rows)

    @property
    def registered(self) -> int:
        """Half-days that were registered, place by place."""
        return sum(row.places for row in self.rows if row.there is not None)

    @property
    def ahead(self) -> int:
        """Half-days to come, place by place."""
        return sum(row.places for row in self.rows if not row.is_over)

    @property
    def groups(self) -> tuple[tuple[str, tuple[HalfDayTaken, ...]], ...]:
        """The groups in order of first appearance, each with its half-days."""
        names = dict.fromkeys(row.group for row in self.rows)
        return tuple((name, tuple(row for row in self.rows if row.group == name)) for name in names)

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: half-days attended of those registered, and how many are to come."""
        if not self.rows:
            return f"{self.partner}: nobody has a place in training."
        said = []
        if self.registered:
            half_days = counted(self.registered, "half-day", "half-days")
            said.append(f"{self.there} of {half_days} attended by {day_text(self.today)}")
        if self.ahead:
            said.append(f"{counted(self.ahead, 'half-day is', 'half-days are')} booked to come")
        return f"{self.partner}: {'; '.join(said or ['nothing is registered yet'])}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            "Each row is one half-day of training. The outline is as long as the places that delegates hold, the "
            "filled part as long as those who were there."
        )

    @property
    def table(self) -> Table:
        """A row for each half-day: places and who was there."""
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Training", "Half-day", "Places", "There"),
            rows=tuple((row.group, row.label, str(row.places), _there(row)) for row in self.rows),
        )


def _there(row: HalfDayTaken) -> str:
    if row.there is not None:
        return str(row.there)
    return NOT_REGISTERED if row.is_over else TO_COME
