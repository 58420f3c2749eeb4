"""A person's milestones as events of a calendar. Pure: what is approved and declared comes in, no clock.

An event stands on the forecast day of its milestone, done or not, so that it does not jump when it is done.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.charts.timeline import day_text
from app.documents.calendar import Event
from app.plans.content import GoalText, MilestoneText, PlanContent
from app.plans.schedule import Step, days_text

ILLUSTRATIVE = "This plan is illustrative: it is made up to show how the service works."


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """A plan that is worked by: its approved scope, when and as which version it was approved, and whose it is."""

    plan_id: int
    number: int
    approved_at: dt.datetime
    content: PlanContent
    engagement_ref: str
    illustrative: bool
    partner: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared of a milestone; `word` is its status as pages write it, `version` grows with each change."""

    word: str = "Not started"
    forecast_on: dt.date | None = None
    done_on: dt.date | None = None
    at: dt.datetime | None = None
    version: int = 0


NOTHING = Declared()
LinkTo = Callable[[FeedPlan, GoalText, MilestoneText], str]


def events_of(
    person_ref: str, plans: Iterable[FeedPlan], declared: Mapping[str, Declared], link: LinkTo
) -> Iterator[Event]:
    """Give an event for each milestone that the person owns, or whose goal the person owns or is deputy for."""
    for plan in plans:
        for goal in plan.content.goals:
            for milestone in goal.milestones:
                part = _part(person_ref, goal, milestone)
                if part:
                    told = declared.get(milestone.ref, NOTHING)
                    yield _event(plan, goal, milestone, told, part, link(plan, goal, milestone))


def _part(person_ref: str, goal: GoalText, milestone: MilestoneText) -> str:
    """Say what the person has to do with the milestone; empty if nothing."""
    if milestone.owner and milestone.owner.ref == person_ref:
        return "You own this milestone."
    owner = f"{milestone.owner.name} owns this milestone" if milestone.owner else "Nobody owns this milestone yet"
    if goal.owner and goal.owner.ref == person_ref:
        return f"{owner}; you own its goal."
    if goal.deputy and goal.deputy.ref == person_ref:
        return f"{owner}; you are the deputy for its goal."
    return ""


def _event(plan: FeedPlan, goal: GoalText, milestone: MilestoneText, told: Declared, part: str, link: str) -> Event:
    baseline = milestone.due_on or plan.content.last_on
    step = Step(milestone.ref, baseline, told.forecast_on or baseline, told.done_on)
    own = part == "You own this milestone."
    owner = f" – {milestone.owner.name}" if milestone.owner and not own else ""
    where = f"({plan.partner}{', illustrative' if plan.illustrative else ''})"
    lines = (
        f"Milestone of the change plan of {plan.partner}.",
        f"Goal: {goal.what}",
        part,
        f"{told.word}. {_dates(step)}",
        *((ILLUSTRATIVE,) if plan.illustrative else ()),
        link,
    )
    return Event(
        uid=f"milestone-{milestone.ref}@commissioning-support",
        day=step.forecast,
        summary=f"{'Done: ' if step.done_on else ''}{' '.join(milestone.what.split())}{owner} {where}",
        description="\n".join(lines),
        link=link,
        changed_at=max(plan.approved_at, told.at or plan.approved_at),
        sequence=plan.number - 1 + told.version,
        category=plan.partner,
    )


def _dates(step: Step) -> str:
    baseline = f"baseline {day_text(step.baseline)}"
    if step.done_on:
        return f"Done on {day_text(step.done_on)}; {baseline} ({days_text(step.behind)})."
    if step.behind:
        return f"Forecast {day_text(step.forecast)}; {baseline} ({days_text(step.behind)})."
    return f"Due {day_text(step.baseline)}, as in the baseline."
