"""Moving a milestone's forecast, with a reason, and taking over what a slip proposes. Nothing here moves by itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten

from app.db import db
from app.engagements.telling import day_in_words
from app.plans.errors import ConflictError
from app.plans.models import Milestone, MilestoneStanding, Status
from app.plans.picture import GoalPicture, MilestonePicture
from app.plans.schedule import Proposal
from app.plans.services.moves import note
from app.plans.services.recording import Pen, RefusedError, demand_may_update, may_update, milestone_row, write

NAME_LENGTH = 80  # characters of a milestone's text that are enough to know it by
CHANGED = "The plan has changed since this page was opened. Look at the dates again, then choose."


@dataclass(frozen=True, slots=True)
class Forecast:
    """A new day for a milestone, why, and which version of its standing the writer saw."""

    on: dt.date
    reason: str
    seen_version: int


@dataclass(frozen=True, slots=True)
class Following:
    """What a slip proposes for one milestone that waits; `yours`: the asker may move it."""

    proposal: Proposal
    milestone: MilestonePicture
    goal: GoalPicture
    yours: bool

    @property
    def choice(self) -> str:
        """What a form sends for it: moved elsewhere meanwhile, it is another choice."""
        return f"{self.proposal.ref}.{self.proposal.was.isoformat()}.{self.proposal.proposed.isoformat()}"


def reforecast(new: Forecast, ref: str, pen: Pen) -> None:
    """Move the forecast of a milestone. Raises RefusedError, ConflictError, NotYoursError, WrongStateError."""
    goal, of = parts_of(ref, pen)
    demand_may_update(pen, goal.text, of.text)
    milestone, standing = milestone_row(ref, pen, seen_version=new.seen_version)
    demand_forecast(new.on, of, pen)
    move_forecast(new.on, new.reason, of, milestone, standing, pen)


def demand_forecast(on: dt.date, of: MilestonePicture, pen: Pen) -> None:
    """Raise RefusedError unless the milestone can be forecast for the day."""
    if of.step.done_on is not None:
        raise RefusedError("forecast_on", "A milestone that is done has no forecast. Leave the new date empty")
    demand_day(on, of, pen)


def demand_day(on: dt.date, of: MilestonePicture, pen: Pen) -> None:
    """Raise RefusedError for a day outside the plan, in the past, or that it is forecast for already."""
    first, last = pen.record.first_on, pen.record.last_on
    if not first <= on <= last:
        months = f"{day_in_words(first)} and {day_in_words(last)}"
        raise RefusedError("forecast_on", f"The new date must be between {months}, the twelve months of the plan")
    if on < pen.picture.today:
        raise RefusedError("forecast_on", "The new date must be today or later")
    if on == of.step.forecast:
        raise RefusedError("forecast_on", f"It is already forecast for {day_in_words(on)}. Enter another date")


def move_forecast(  # what is moved, and the rows that stand for it
    on: dt.date,
    reason: str,
    of: MilestonePicture,
    milestone: Milestone,
    standing: MilestoneStanding | None,
    pen: Pen,
) -> MilestoneStanding:
    """Write a forecast that was found possible; gives the standing, which may be new."""
    if standing is None:
        standing = MilestoneStanding(milestone_id=milestone.id, status=Status.NOT_STARTED)
        db.session.add(standing)
    standing.forecast_on, standing.forecast_reason, standing.updated_at = on, reason, pen.now
    was = of.step.forecast
    where = {"goal_id": milestone.goal_id, "milestone_id": milestone.id}
    write(pen, **where, forecast_from=was, forecast_on=on, reason=reason)
    note(
        "milestone re-forecast",
        f"milestone {milestone.ref}",
        pen.scope,
        actor=pen.actor,
        now=pen.now,
        was={"forecast": was},
        became={"forecast": on, "reason": reason},
    )
    return standing


def following(ref: str, pen: Pen) -> tuple[Following, ...]:
    """Give what should move with the milestone as it is forecast now, or was done. Moves nothing."""
    found = []
    for proposal in pen.picture.proposals_after(ref, last_on=pen.record.last_on):
        goal, of = parts_of(proposal.ref, pen)
        yours = pen.plan.is_worked_by and may_update(pen.actor, goal.text, of.text)
        found.append(Following(proposal, of, goal, yours))
    return tuple(found)


def follow(ref: str, choices: Mapping[str, Following], chosen: list[str], pen: Pen) -> int:
    """Move what was chosen of `choices` (by Following.choice) after the milestone `ref`; gives how many.

    Raises ConflictError if one of them is not proposed any more, NotYoursError, WrongStateError.
    """
    _, moved = parts_of(ref, pen)
    if not choices.keys() >= set(chosen):
        raise ConflictError(CHANGED)
    picked = [choices[each] for each in dict.fromkeys(chosen)]
    for each in picked:
        demand_may_update(pen, each.goal.text, each.milestone.text)
        milestone, standing = milestone_row(each.proposal.ref, pen, seen_version=each.milestone.standing.version)
        move_forecast(each.proposal.proposed, follows(moved), each.milestone, milestone, standing, pen)
    return len(picked)


def follows(moved: MilestonePicture) -> str:
    """Give the reason of what is moved after a milestone: "Follows “X”: …"."""
    name = shorten(moved.text.what, NAME_LENGTH, placeholder="…").rstrip(".")
    if moved.step.done_on is not None:
        return f"Follows “{name}”: done on {day_in_words(moved.step.done_on)}"
    why = moved.standing.forecast_reason or f"forecast for {day_in_words(moved.step.forecast)}"
    return f"Follows “{name}”: {why}"


def parts_of(ref: str, pen: Pen) -> tuple[GoalPicture, MilestonePicture]:
    """Give a milestone of the approved plan and its goal. Raises LookupError for any other reference."""
    goal, of = pen.picture.goal_of(ref), pen.picture.milestone(ref)
    if goal is None or of is None:
        raise LookupError(ref)
    return goal, of
