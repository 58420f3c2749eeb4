"""The plan as it stands on a day: scope, baseline and forecast together. What pages, charts and documents print. Pure.

One value, so that figures and words on page, timeline, table, Word, PDF and Excel cannot differ.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.plans.content import GoalText, MilestoneText, PlanContent
from app.plans.schedule import Counted, Proposal, Step, counted, days_text, done_text, proposals, too_soon

NOT_STARTED, ON_TRACK, AT_RISK, DONE = "not_started", "on_track", "at_risk", "done"  # values of models.Status
COLOURS = {"Not started": "grey", "On track": "blue", "At risk": "yellow", "Late": "red", "Done": "green"}
_WORDS = {NOT_STARTED: "Not started", ON_TRACK: "On track", AT_RISK: "At risk", DONE: "Done"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an owner declared of a goal or a milestone; `forecast_on` None: as in the baseline. `version` for forms."""

    status: str = NOT_STARTED
    reason: str = ""
    forecast_on: dt.date | None = None
    forecast_reason: str = ""
    done_on: dt.date | None = None
    version: int = 0


UNTOUCHED = Standing()


@dataclass(frozen=True)
class MilestonePicture:
    """A milestone with its baseline, its forecast and how it stands on `today`."""

    text: MilestoneText
    standing: Standing
    today: dt.date
    last_on: dt.date

    @cached_property
    def step(self) -> Step:
        """The milestone as the schedule sees it; one without a date yet counts as due on the plan's last day."""
        due = self.text.due_on or self.last_on
        return Step(self.text.ref, due, self.standing.forecast_on or due, self.standing.done_on, self.text.waits_for)

    @cached_property
    def is_late(self) -> bool:
        """Say whether its forecast has passed."""
        return self.step.is_late(self.today)

    @property
    def word(self) -> str:
        """Not started, On track, At risk, Late or Done."""
        return "Late" if self.is_late else _WORDS[self.standing.status]

    @property
    def colour(self) -> str:
        """The colour of the tag with that word; never alone."""
        return COLOURS[self.word]

    @property
    def beside(self) -> str:
        """What stands beside the word: how far behind its baseline; of one that is done, late or not."""
        return _beside(self.step.behind, is_done=self.standing.done_on is not None)


@dataclass(frozen=True)
class GoalPicture:
    """A goal with its milestones as they stand."""

    text: GoalText
    standing: Standing
    milestones: tuple[MilestonePicture, ...]
    today: dt.date

    @cached_property
    def counted(self) -> Counted:
        """Milestones done of all: the only per cent that is shown."""
        return counted(milestone.step for milestone in self.milestones)

    @cached_property
    def is_late(self) -> bool:
        """Say whether it is not done though a milestone is late, or the forecast of its last one has passed."""
        return self.standing.status != DONE and any(milestone.is_late for milestone in self.milestones)

    @cached_property
    def word(self) -> str:
        """Not started, On track, At risk, Late or Done; of a goal that nobody spoke of, as its milestones go."""
        if self.is_late:
            return "Late"
        said = {milestone.standing.status for milestone in self.milestones}
        if self.standing.status != NOT_STARTED or said <= {NOT_STARTED}:
            return _WORDS[self.standing.status]
        return _WORDS[AT_RISK if AT_RISK in said else ON_TRACK]

    @property
    def colour(self) -> str:
        """The colour of the tag with that word; never alone."""
        return COLOURS[self.word]

    @property
    def beside(self) -> str:
        """What stands beside the word: how far its end is behind its baseline; of one that is done, late or not."""
        end = self.standing.done_on or self.forecast_end
        if end is None or self.baseline_end is None:
            return ""
        return _beside((end - self.baseline_end).days, is_done=self.standing.done_on is not None)

    @property
    def open(self) -> int:
        """How many of its milestones are not done."""
        return self.counted.of - self.counted.done

    @property
    def baseline_end(self) -> dt.date | None:
        """The day by which its last milestone was to be done."""
        return max((milestone.step.baseline for milestone in self.milestones), default=None)

    @property
    def forecast_end(self) -> dt.date | None:
        """The day by which its last milestone is, or was, done."""
        return max((m.step.done_on or m.step.forecast for m in self.milestones), default=None)


@dataclass(frozen=True)
class PlanPicture:
    """A plan's content and how all of it stands on `today` (London's date)."""

    content: PlanContent
    goals: tuple[GoalPicture, ...]
    today: dt.date

    @cached_property
    def milestones(self) -> tuple[MilestonePicture, ...]:
        """Every milestone, goal by goal."""
        return tuple(milestone for goal in self.goals for milestone in goal.milestones)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every milestone as the schedule sees it."""
        return tuple(milestone.step for milestone in self.milestones)

    @cached_property
    def counted(self) -> Counted:
        """Milestones done of all."""
        return counted(self.steps)

    @cached_property
    def late(self) -> tuple[MilestonePicture, ...]:
        """The milestones that are late."""
        return tuple(milestone for milestone in self.milestones if milestone.is_late)

    @cached_property
    def too_soon(self) -> tuple[tuple[MilestonePicture, MilestonePicture], ...]:
        """Pairs of a milestone that is forecast before another, and that other, for which it waits."""
        by_ref = {milestone.text.ref: milestone for milestone in self.milestones}
        return tuple((by_ref[ref], by_ref[before]) for ref, before in too_soon(self.steps))

    def proposals_after(self, ref: str, *, last_on: dt.date) -> tuple[Proposal, ...]:
        """What should move with the milestone as it is forecast, or was done; `last_on` of the plan as it runs now."""
        moved = next((step for step in self.steps if step.ref == ref), None)
        return proposals(self.steps, ref, moved.done_on or moved.forecast, last_on=last_on) if moved else ()

    def milestone(self, ref: str) -> MilestonePicture | None:
        """Give the milestone with this reference."""
        return next((milestone for milestone in self.milestones if milestone.text.ref == ref), None)

    def goal(self, ref: str) -> GoalPicture | None:
        """Give the goal with this reference."""
        return next((goal for goal in self.goals if goal.text.ref == ref), None)

    def goal_of(self, milestone_ref: str) -> GoalPicture | None:
        """Give the goal that has the milestone."""
        return next((g for g in self.goals if any(m.text.ref == milestone_ref for m in g.milestones)), None)


def _beside(days: int, *, is_done: bool) -> str:
    if is_done:
        return done_text(days)
    return days_text(days) if days else ""


def picture(content: PlanContent, standings: Mapping[str, Standing], *, today: dt.date) -> PlanPicture:
    """Put a plan's content and its standings (by reference of goal or milestone) together as they are on `today`."""
    goals = tuple(
        GoalPicture(
            goal,
            standings.get(goal.ref, UNTOUCHED),
            tuple(
                MilestonePicture(milestone, standings.get(milestone.ref, UNTOUCHED), today, content.last_on)
                for milestone in goal.milestones
            ),
            today,
        )
        for goal in content.goals
    )
    return PlanPicture(content, goals, today)
