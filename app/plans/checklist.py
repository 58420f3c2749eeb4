"""What is missing before a plan can be submitted, and what is worth a second look; each names its place. Pure.

Addresses belong to the pages (views/scope.py). Dates of milestones are judged here for form and checklist alike.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from textwrap import shorten

from app.assessments.result import Result
from app.plans.content import GoalText, MilestoneText, PlanContent
from app.plans.needs import needs_a_goal, unanswered

NAME_LENGTH = 80  # characters of a milestone's text that are enough to know it by


class Place(StrEnum):
    """Where something is put right."""

    STANDARD = "standard"  # takes a goal or a reason
    GOAL = "goal"
    NEW_MILESTONE = "new_milestone"  # of a goal that has none
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class Missing:
    """One line of the checklist: in words, and the place; `ref` is a standard's key, a goal's or milestone's ref."""

    text: str
    place: Place
    ref: str
    field: str = ""  # of the form at that place


def missing(content: PlanContent, result: Result) -> tuple[Missing, ...]:
    """Give all that stands in the way of submitting; empty when the plan is complete. `result` is the pinned one."""
    answers = {
        "with_goal": {goal.standard_key for goal in content.goals},
        "with_reason": {omission.standard_key for omission in content.omissions},
    }
    found = [
        Missing(f"{each.number}. {each.title}: take a goal, or say why not now", Place.STANDARD, each.key)
        for each in unanswered(result, **answers)
    ]
    if not content.goals and not found:
        found.append(Missing("The plan has no goal yet: add one", Place.GOAL, ""))
    for number, goal in enumerate(content.goals, start=1):
        found += _of_goal(goal, number)
        for place, milestone in enumerate(goal.milestones, start=1):
            found += _of_milestone(milestone, f"{number}.{place}", content)
    return tuple(found)


def _of_goal(goal: GoalText, number: int) -> Iterator[Missing]:
    said = f"Goal {number}, {goal.standard_title}"
    wanted = (
        (goal.what, "what", "say what will be different"),
        (goal.success_measure, "success_measure", "enter its success measure"),
        (goal.owner, "owner", "choose its owner"),
        (goal.deputy, "deputy", "choose its deputy"),
        (goal.target_level, "target_level", "choose its target level"),
    )
    for value, field, words in wanted:
        if not value:
            yield Missing(f"{said}: {words}", Place.GOAL, goal.ref, field)
    if not goal.milestones:
        yield Missing(f"{said}: add at least one milestone", Place.NEW_MILESTONE, goal.ref, "what")


def _of_milestone(milestone: MilestoneText, number: str, content: PlanContent) -> Iterator[Missing]:
    lacks = list[tuple[str, str]]()
    if milestone.owner is None:
        lacks.append(("owner", "choose its owner"))
    if milestone.due_on is None:
        lacks.append(("due_on-day", "enter its due date"))
    elif problem := date_problem(milestone.due_on, milestone.waits_for, content):
        lacks.append(("due_on-day", f"{problem[0].lower()}{problem[1:]}"))
    for field, words in lacks:
        yield Missing(f"Milestone {named(milestone, number)}: {words}", Place.MILESTONE, milestone.ref, field)


def date_problem(due_on: dt.date, waits_for: Iterable[str], content: PlanContent) -> str:
    """Say why a milestone cannot be due on a day: outside the twelve months, or before what it waits for. Or ""."""
    if not content.first_on <= due_on <= content.last_on:
        months = f"{in_words(content.first_on)} and {in_words(content.last_on)}"
        return f"The due date must be between {months}, the twelve months of the plan"
    before = [content.milestone(ref) for ref in waits_for]
    later = [each for each in before if each and each.due_on and each.due_on > due_on]
    if not later:
        return ""
    last = max(later, key=lambda each: each.due_on or due_on)
    day = in_words(last.due_on or due_on)
    return f"The due date must be {day} or later: it waits for “{short(last.what)}”, due on {day}"


def remarks(content: PlanContent, result: Result, *, gone: Collection[str] = ()) -> tuple[Missing, ...]:
    """Give what hinders nobody but deserves a look: standards no longer in need, people (refs) who have left."""
    standards = {standard.key: standard for standard in result.standards}
    found = list[Missing]()
    for number, goal in enumerate(content.goals, start=1):
        said, standard = f"Goal {number}, {goal.standard_title}", standards.get(goal.standard_key)
        if standard is None:
            text = f"{said}: the result that the plan grew out of no longer has this standard"
            found.append(Missing(text, Place.GOAL, goal.ref))
        elif not needs_a_goal(standard):
            text = f"{said}: this standard has reached its target and is no priority. Is the goal still needed?"
            found.append(Missing(text, Place.GOAL, goal.ref))
        found += _of_people(goal, said, number, gone)
    for omission in content.omissions:
        standard = standards.get(omission.standard_key)
        if standard is not None and not needs_a_goal(standard):
            text = f"{omission.standard_number}. {omission.standard_title}: no longer needs a goal, so no reason either"
            found.append(Missing(text, Place.STANDARD, omission.standard_key))
    return tuple(found)


def _of_people(goal: GoalText, said: str, number: int, gone: Collection[str]) -> Iterator[Missing]:
    words = "no longer takes part in this engagement: choose somebody else"
    for field, person in (("owner", goal.owner), ("deputy", goal.deputy)):
        if person is not None and person.ref in gone:
            yield Missing(f"{said}: its {field}, {person.name}, {words}", Place.GOAL, goal.ref, field)
    for place, milestone in enumerate(goal.milestones, start=1):
        if milestone.owner is not None and milestone.owner.ref in gone:
            text = f"Milestone {named(milestone, f'{number}.{place}')}: its owner, {milestone.owner.name}, {words}"
            yield Missing(text, Place.MILESTONE, milestone.ref, "owner")


def numbers(content: PlanContent) -> dict[str, str]:
    """Number goals ("2") and milestones ("2.1") as pages and messages do, by reference."""
    found = {goal.ref: str(number) for number, goal in enumerate(content.goals, start=1)}
    for goal in content.goals:
        found |= {each.ref: f"{found[goal.ref]}.{place}" for place, each in enumerate(goal.milestones, start=1)}
    return found


def named(milestone: MilestoneText, number: str) -> str:
    """Name a milestone so that it is known again: its number and the beginning of its text."""
    return f"{number} “{short(milestone.what)}”"


def short(text: str) -> str:
    """Give the beginning of a text, cut between words."""
    return shorten(text, NAME_LENGTH, placeholder="…")


def in_words(day: dt.date) -> str:
    """Write a date as pages do: 4 December 2026."""
    return f"{day.day} {day:%B %Y}"
