"""The scope of a plan as one frozen value: what versions keep, what reviews compare, what documents print. Pure.

How it goes is not in here (schedule.py, picture.py). People stand with their reference and the name they had.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Who:
    """A person as a plan names one."""

    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class MilestoneText:
    """A milestone's scope. `quarters` person-days of `support` (a SupportKind's value, empty without days)."""

    ref: str
    what: str
    owner: Who | None
    due_on: dt.date | None
    quarters: int
    support: str
    uses: str
    waits_for: tuple[str, ...]  # references of milestones of the same plan, in its order


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal's scope, with its standard as the signed result had it; `level` None: it was not assessed."""

    ref: str
    standard_key: str
    standard_number: int
    standard_title: str
    level: int | None
    target_level: int | None
    what: str
    success_measure: str
    owner: Who | None
    deputy: Who | None
    milestones: tuple[MilestoneText, ...]

    @property
    def quarters(self) -> int:
        """Quarter person-days that its milestones need."""
        return sum(milestone.quarters for milestone in self.milestones)


@dataclass(frozen=True, slots=True)
class OmissionText:
    """A standard that is left for later, and why."""

    standard_key: str
    standard_number: int
    standard_title: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A whole plan's scope. `result` names the signed version it grew from, as in "Baseline, version 1"."""

    partner: str
    partnership: str
    first_on: dt.date  # the twelve months
    last_on: dt.date
    result: str
    goals: tuple[GoalText, ...]  # in the plan's order
    omissions: tuple[OmissionText, ...]

    @property
    def milestones(self) -> tuple[MilestoneText, ...]:
        """Every milestone, goal by goal."""
        return tuple(milestone for goal in self.goals for milestone in goal.milestones)

    @property
    def quarters(self) -> int:
        """Quarter person-days that the plan needs."""
        return sum(goal.quarters for goal in self.goals)

    def goal(self, ref: str) -> GoalText | None:
        """Give the goal with this reference."""
        return next((goal for goal in self.goals if goal.ref == ref), None)

    def milestone(self, ref: str) -> MilestoneText | None:
        """Give the milestone with this reference."""
        return next((milestone for milestone in self.milestones if milestone.ref == ref), None)

    @property
    def digest(self) -> str:
        """Address the content: equal content, equal digest; what the director endorses. 64 hexadecimal characters."""
        canonical = json.dumps(plan_content(self), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()


_READER = TypeAdapter(PlanContent)


def plan_content(content: PlanContent) -> dict[str, Any]:
    """Give the content as JSON for a frozen copy."""
    frozen: dict[str, Any] = _READER.dump_python(content, mode="json")
    return frozen


def plan_from(content: Mapping[str, Any]) -> PlanContent:
    """Read a frozen copy back: the same value as was kept. Raises ValueError if it is none."""
    return _READER.validate_python(content)
