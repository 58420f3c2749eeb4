"""Milestones month by month, baseline against forecast and done: figures and words. Drawn in `drawn.milestone_sums`."""

from dataclasses import dataclass
from itertools import accumulate

from app.charts.model import Table, counted
from app.charts.monthly import Monthly, OfMonth
from app.charts.timeline import day_text, month_text


@dataclass(frozen=True, slots=True)
class MilestoneMonth(OfMonth):
    """One calendar month, named by its first day: milestones due in it by the baseline, done, and forecast to be."""

    baseline: int
    done: int
    forecast: int  # of those that are not done


@dataclass(frozen=True, slots=True)
class SumsAt:
    """All milestones up to the end of a month: due by the baseline, done, and done or forecast to be."""

    baseline: int
    done: int
    forecast: int


@dataclass(frozen=True, slots=True)
class MilestoneSums(Monthly[MilestoneMonth]):
    """A plan's milestones by month as they stand on `today`. `due`: by the baseline before today; `late`: overdue."""

    due: int
    late: int

    @property
    def all(self) -> int:
        """How many milestones there are."""
        return sum(each.baseline for each in self.months)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(each.done for each in self.months)

    @property
    def sums(self) -> tuple[SumsAt, ...]:
        """The sums at the end of each month."""
        baseline, done = (each.baseline for each in self.months), (each.done for each in self.months)
        forecast = (each.done + each.forecast for each in self.months)
        return tuple(map(SumsAt, accumulate(baseline), accumulate(done), accumulate(forecast)))

    @property
    def alt(self) -> str:
        """The finding: how many are done, how many should be, how many are late, and when the last is forecast."""
        if not self.all:
            return f"{self.partner}: there are no milestones."
        waits = [each.month for each in self.months if each.forecast]
        end = f"; the last is forecast for {month_text(waits[-1])}" if waits else ""
        late = f"{counted(self.late, 'is', 'are')} late" if self.late else "none is late"
        return (
            f"{self.partner}: {self.done} of {counted(self.all, 'milestone', 'milestones')} done by "
            f"{day_text(self.today)}, when the baseline has {self.due}; {late}{end}."
        )

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            "The lines add up milestones month by month: the thin grey line as the approved plan has them (the "
            "baseline), the solid line as they were done, and the dashed line as their owners forecast the rest. "
            f"A solid line below the grey one means that the plan is behind.{self.today_words}"
        )

    @property
    def table(self) -> Table:
        """A row for each month: due, done and forecast in it, and the sums up to its end."""
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Month", "Due", "Done", "Forecast", "Due so far", "Done so far", "Done or forecast so far"),
            rows=tuple(self._row(each, sums) for each, sums in zip(self.months, self.sums, strict=True)),
        )

    def _row(self, each: MilestoneMonth, sums: SumsAt) -> tuple[str, ...]:
        own = (str(number) if number else "–" for number in (each.baseline, each.done, each.forecast))
        done = str(sums.done) if each.month <= self.today else "–"
        return (month_text(each.month), *own, str(sums.baseline), done, str(sums.forecast))
