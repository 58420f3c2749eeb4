"""A plan's goals and milestones over the months: the figures and their words. Drawn in `drawn.timeline`."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from app.charts.model import NAMED, Table, content_digest, counted, listed

NO_DATE = "no date yet"
NOBODY = "nobody yet"
LATE = "Late"


@dataclass(frozen=True, slots=True)
class Due:
    """One milestone. `number` is as in "1.2"; `planned` is its date in the baseline, or as planned until approved.

    `forecast` None: as planned. `behind` words how far it is from its baseline, empty where it is not.
    """

    number: str
    what: str
    owner: str
    planned: dt.date | None
    forecast: dt.date | None = None
    done: dt.date | None = None
    word: str = ""
    behind: str = ""
    waits_for: tuple[str, ...] = ()

    @property
    def at(self) -> dt.date | None:
        """The day on which its mark stands: done, or forecast, or planned; None without any date."""
        return self.done or self.forecast or self.planned

    @property
    def is_moved(self) -> bool:
        """Say whether that day is another than planned."""
        return self.at != self.planned

    @property
    def label(self) -> str:
        """Its number and words, with what it waits for: "1.2 Partners adopt it (after 1.1)"."""
        words = f"{self.number} {self.what}"
        return f"{words.rstrip('.')} (after {listed(self.waits_for)})" if self.waits_for else words


@dataclass(frozen=True, slots=True)
class DueGoal:
    """One goal with its milestones, in the plan's order."""

    number: str
    what: str
    milestones: tuple[Due, ...]

    @property
    def label(self) -> str:
        """Its number and words."""
        return f"{self.number}. {self.what}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Twelve months of a plan, from `first` to `last`, as they stand on `today`. `partner` is whose plan it is.

    Not `approved`: there is no baseline and no forecast yet, only planned dates.
    """

    title: str
    partner: str
    first: dt.date
    last: dt.date
    today: dt.date
    approved: bool
    goals: tuple[DueGoal, ...]

    @property
    def milestones(self) -> tuple[Due, ...]:
        """Every milestone, goal by goal."""
        return tuple(each for goal in self.goals for each in goal.milestones)

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        """The first and the last day that it shows: the plan's own, and further where a date lies outside them."""
        dates = [date for each in self.milestones for date in (each.planned, each.at) if date]
        return min([self.first, *dates]), max([self.last, *dates])

    @property
    def shows_today(self) -> bool:
        """Say whether today lies within what it shows."""
        first, last = self.span
        return first <= self.today <= last

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: how many milestones, until when, and how many are done, late and behind their baseline."""
        if not self.milestones:
            return f"{self.partner}: there are no milestones yet."
        many = (
            f"{counted(len(self.milestones), 'milestone', 'milestones')} of {counted(len(self.goals), 'goal', 'goals')}"
        )
        dates = [each.at for each in self.milestones if each.at]
        until = f", from {month_text(min(dates))} to {month_text(max(dates))}" if dates else ""
        return (
            f"{self.partner}: {'; '.join([f'{many}{until}', *(self._progress() if self.approved else self._plan())])}."
        )

    def _plan(self) -> list[str]:
        undated = sum(each.planned is None for each in self.milestones)
        return ["planned, not approved yet", *([f"{undated} without a date"] if undated else [])]

    def _progress(self) -> list[str]:
        late = [each.number for each in self.milestones if each.word == LATE]
        moved = [each for each in self.milestones if each.done is None and each.is_moved]
        behind = [each.number for each in moved if each.at and each.planned and each.at > each.planned]
        return [
            f"{sum(each.done is not None for each in self.milestones)} done",
            f"late: {listed(late, most=NAMED)}" if late else "none late",
            f"forecast behind the baseline: {listed(behind, most=NAMED)}"
            if behind
            else "none forecast behind the baseline",
        ]

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        today = f" The thick upright line is today, {day_text(self.today)}." if self.shows_today else ""
        if not self.approved:
            return (
                "Each milestone stands at its planned date, an open diamond. The plan is not approved yet, so there is "
                f"no baseline and no forecast.{today}"
            )
        return (
            "Each milestone has an open diamond at its date in the baseline and a filled circle at its forecast, with "
            "a line between where the two differ; once it is done, a filled square stands on the day it was done."
            f"{today}"
        )

    @property
    def table(self) -> Table:
        """A row for each milestone: goal, milestone, owner and dates; once approved its status, too."""
        dates = ("Baseline", "Forecast", "Status", "Against the baseline") if self.approved else ("Planned date",)
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Goal", "Milestone", "Owner", *dates),
            rows=tuple((goal.label, *self._cells(each)) for goal in self.goals for each in goal.milestones),
        )

    def _cells(self, each: Due) -> tuple[str, ...]:
        planned = NO_DATE if each.planned is None else day_text(each.planned)
        told = (each.label, each.owner or NOBODY, planned)
        if not self.approved:
            return told
        at = planned if each.at is None else day_text(each.at)
        return (*told, f"done {at}" if each.done else at, each.word, each.behind or "–")


@lru_cache(maxsize=1024)
def day_text(day: dt.date) -> str:
    """Write a date as pages do: "4 December 2026"."""
    return f"{day.day} {day:%B} {day.year}"


@lru_cache(maxsize=256)
def month_text(day: dt.date) -> str:
    """Write the month of a date: "December 2026"."""
    return f"{day:%B} {day.year}"
