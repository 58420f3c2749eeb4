"""What a plan's document says besides the plan: how far it is approved, its conditions, its drawn timeline."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.charts.model import Chart
from app.web.filters import day


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition of an approval that is still open; `on` names the goal, empty: the plan as a whole."""

    text: str
    on: str
    due_on: dt.date
    stands: str  # "Open", "Met, waiting for the manager to agree"


@dataclass(frozen=True, slots=True)
class Facts:
    """How far the plan is: `version` 0 is not approved. `day` is the day that the document speaks of.

    `timeline` and `drawn` come together: the chart and how it becomes SVG for paper.
    """

    lead: str
    illustrative: bool
    day: dt.date
    state: str  # in words: "Live"
    version: int = 0
    decision: str = ""  # in words: "Approved with conditions"
    approved_name: str = ""
    approved_at: dt.datetime | None = None
    conditions: tuple[ConditionLine, ...] = ()
    timeline: Chart | None = None
    drawn: Callable[[Chart], bytes] | None = None

    @property
    def approved(self) -> bool:
        """Say whether there is a baseline: without one, dates are planned ones and nothing has a status."""
        return self.version > 0

    @property
    def stands(self) -> str:
        """Say in one line what the document is: "Version 2, approved on 3 December 2026 by Ann Lee"."""
        if not self.approved or self.approved_at is None:
            return "Draft, not approved"
        return f"Version {self.version}, approved on {day(self.approved_at)} by {self.approved_name}"

    @property
    def mark(self) -> str:
        """Give the line in the head of every page."""
        approved = f"Version {self.version}, approved {day(self.approved_at)}" if self.approved_at else self.stands
        return f"{approved}. Illustrative" if self.illustrative else approved
