"""The goal that a standard offers in one press, filled from the instrument's suggested actions. Pure."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.assessments.result import StandardResult
from app.instruments.document import PLACEHOLDER, Standard, SuggestedAction

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class OfferedMilestone:
    """A suggested step and the day by which it would be done."""

    what: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class OfferedGoal:
    """A goal ready to take; without steps between level and target it has no milestones yet."""

    standard_key: str
    what: str
    success_measure: str
    target_level: int | None
    milestones: tuple[OfferedMilestone, ...]


@dataclass(frozen=True, slots=True)
class Months:
    """The days that a new goal can use: from `first_on`, or today if that is later, to `last_on`."""

    first_on: dt.date
    last_on: dt.date
    today: dt.date


def offer(standard: StandardResult, text: Standard | None, partnership: str, months: Months) -> OfferedGoal:
    """Give the goal for a standard as the result has it; `text` None: the instrument says nothing of it.

    The actions between level and target become milestones, spread evenly to the target's date or the last day; their
    success measures become the goal's. What was not assessed has no steps, and gets a goal with its statement alone.
    """
    actions = tuple(_actions(standard, text))
    days = spread(len(actions), months, _until(standard, months))
    return OfferedGoal(
        standard_key=standard.key,
        what=_different(standard, text, partnership),
        success_measure="\n".join(_worded(each.success_measure, partnership) for each in actions),
        target_level=standard.target,
        milestones=tuple(
            OfferedMilestone(_worded(each.action, partnership), day) for each, day in zip(actions, days, strict=True)
        ),
    )


def spread(number: int, months: Months, until: dt.date) -> tuple[dt.date, ...]:
    """Spread `number` working days evenly from the first to `until`, the last one on it, or the Friday before."""
    first = min(max(months.first_on, months.today), months.last_on)
    until = max(first, until)
    days = [first + (until - first) * place / number for place in range(1, number + 1)]
    return tuple(_working(day, first) for day in days)


def _working(day: dt.date, first: dt.date) -> dt.date:
    """Move a day at the weekend to the Friday before, unless that lies before the first day."""
    friday = day - dt.timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return friday if friday >= first else day


def _until(standard: StandardResult, months: Months) -> dt.date:
    """The target's date, where it lies within what is left of the twelve months."""
    try:
        day = dt.date.fromisoformat(standard.target_by)
    except ValueError:
        return months.last_on
    return day if max(months.first_on, months.today) < day < months.last_on else months.last_on


def _actions(standard: StandardResult, text: Standard | None) -> Iterator[SuggestedAction]:
    if text is not None and standard.level is not None and standard.target is not None:
        for step in text.steps_between(standard.level, standard.target):
            yield from step.actions


def _different(standard: StandardResult, text: Standard | None, partnership: str) -> str:
    if text is None:
        return standard.title
    if standard.target is None:
        return _worded(text.statement, partnership)
    return text.level(standard.target).sentence_for(partnership)


def _worded(text: str, partnership: str) -> str:
    return text.replace(PLACEHOLDER, partnership)
