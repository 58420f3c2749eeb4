"""Monthly reviews and the months without one: the figures and their words. Drawn in `drawn.review_months`."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.charts.model import NAMED, Table, content_digest, counted, listed
from app.charts.timeline import month_text


class Reviewed(StrEnum):
    """How a month stands with its review; the value is what pages say."""

    CONFIRMED = "confirmed"
    OPEN = "not confirmed yet"
    NONE = "no review"
    NOW = "this month"
    AHEAD = "to come"


@dataclass(frozen=True, slots=True)
class ReviewMonth:
    """One calendar month, named by its first day; `number` of its review, 0 without one."""

    month: dt.date
    stands: Reviewed
    number: int = 0

    @property
    def text(self) -> str:
        """How it stands in words: "confirmed, no. 3"."""
        return f"{self.stands.value}, no. {self.number}" if self.number else self.stands.value


@dataclass(frozen=True, slots=True)
class ReviewMonths:
    """The months of an engagement, each with how it was reviewed. `partner` is whose engagement it is."""

    title: str
    partner: str
    months: tuple[ReviewMonth, ...]

    def _with(self, stands: Reviewed) -> list[str]:
        return [month_text(each.month) for each in self.months if each.stands is stands]

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def alt(self) -> str:
        """The finding: how many months were reviewed, and which were not."""
        confirmed, waiting, missing = (self._with(each) for each in (Reviewed.CONFIRMED, Reviewed.OPEN, Reviewed.NONE))
        said = [f"{counted(len(confirmed), 'monthly review', 'monthly reviews')} confirmed by both sides"]
        if waiting:
            said.append(f"not confirmed yet: {listed(waiting, most=NAMED)}")
        said.append(f"no review: {listed(missing, most=NAMED)}" if missing else "no month that is over is missing")
        return f"{self.partner}: {'; '.join(said)}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        return (
            "Each box is one month. A filled square marks a review that both sides have confirmed, an open one a "
            "review that waits for a side, and a cross a month that is over and has no review."
        )

    @property
    def table(self) -> Table:
        """A row for each month."""
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=("Month", "Review"),
            rows=tuple((month_text(each.month), each.text.capitalize()) for each in self.months),
        )
