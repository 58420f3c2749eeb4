"""A standard’s thread told in order of time, each step with its page. Pure; what a thread holds: thread.py."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from app.charging.ledger import month_of
from app.charging.models import EntryState
from app.plans.picture import GoalPicture, MilestonePicture
from app.progress.queries.frozen import ReviewRow
from app.progress.queries.seats import Entry
from app.progress.queries.tools import ToolRow
from app.progress.thread import Held, Scored, Thread
from app.reviewing.facts import PlanFacts
from app.web.filters import LONDON, MONTHS, day, person_days, plural

Tag = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `endpoint` and `values` make its address within the engagement; empty: none for this reader.

    `parts` are further links: text, endpoint, values. `is_dated`: whether its day is told.
    """

    on: dt.date
    kind: str
    title: str
    lines: tuple[str, ...] = ()
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    tag: Tag | None = None
    parts: tuple[tuple[str, str, dict[str, Any]], ...] = ()
    is_dated: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What has been by today, and what is to come."""

    been: tuple[Step, ...]
    ahead: tuple[Step, ...]


def told(thread: Thread, *, sees_training: bool) -> Told:
    """Tell the thread; an open milestone is to come, however late.

    Without `sees_training` a session is told without how many were there: of one delegate that names somebody.
    """
    been, ahead = list[Step](), list[Step]()
    for each in thread.scored:
        if each.standard:
            been.append(_score(each))
    for goal in thread.goals:
        been.append(_goal(goal, thread))
        for milestone in goal.milestones:
            (been if milestone.standing.done_on else ahead).append(_milestone(milestone, goal))
    for entries in _by_month(thread.entries):
        booked = entries[0].state is EntryState.BOOKED
        (ahead if booked else been).append(_days(entries, booked=booked))
    for held in thread.sessions:
        (ahead if held.on > thread.today else been).append(_session(held, sees_training=sees_training))
    been += [_tool(each, thread) for each in thread.tools]
    been += [step for review in thread.reviews if (step := _review(review, thread))]
    return Told(tuple(sorted(been, key=_order)), tuple(sorted(ahead, key=_order)))


_ORDER = ("Score", "Goal", "Milestone", "Support days", "Training", "Tool", "Monthly review")


def _order(step: Step) -> tuple[dt.date, int]:
    return step.on, _ORDER.index(step.kind)


def _score(each: Scored) -> Step:
    standard, signed = each.standard, each.round
    if standard is None:
        raise ValueError("a round that says nothing of a standard is no step of its thread")
    lines = list[str]()
    if standard.level is not None and standard.target is not None:
        by = f" by {day(dt.date.fromisoformat(standard.target_by))}" if standard.target_by else ""
        gap = standard.target - standard.level
        missing = f", {plural(gap, 'level')} above" if gap > 0 else ", which is reached"
        lines.append(f"The target is level {standard.target}{by}{missing}.")
    if standard.reason:
        lines.append(standard.reason)
    said = f"level {standard.level}" if standard.level is not None else "not assessed"
    words = "" if each.compared.value == "same text" else f" ({each.compared.value})"
    return Step(
        on=signed.signed_at.astimezone(LONDON).date(),
        kind="Score",
        title=f"{signed.kind.label}: {said}{words}",
        lines=tuple(lines),
        endpoint="assessments.result",
        values={"round_ref": signed.round_ref, "_anchor": f"standard-{standard.key}"},
        tag=("Priority", "purple") if standard.priority else None,
    )


def _goal(goal: GoalPicture, thread: Thread) -> Step:
    first = thread.told[0].round.signed_at.astimezone(LONDON).date()
    text = goal.text
    lines = [f"Success measure: {text.success_measure}"] if text.success_measure else []
    if text.owner:
        lines.append(f"Owner: {text.owner.name}.")
    return Step(
        on=first,
        kind="Goal",
        title=text.what,
        lines=tuple(lines),
        endpoint="plans.goal",
        values={"goal_ref": text.ref},
        tag=(goal.word, goal.colour),
        is_dated=False,
    )


def _milestone(milestone: MilestonePicture, goal: GoalPicture) -> Step:
    done = milestone.standing.done_on
    planned = f"Planned for {day(milestone.step.baseline)}"
    return Step(
        on=done or milestone.step.forecast,
        kind="Milestone",
        title=milestone.text.what,
        lines=(f"{planned}{f', {milestone.beside}' if milestone.beside else ''}.",),
        endpoint="plans.goal",
        values={"goal_ref": goal.text.ref, "_anchor": milestone.text.ref},
        tag=(milestone.word, milestone.colour),
    )


def _by_month(entries: tuple[Entry, ...]) -> Iterator[list[Entry]]:
    """Give entries month by month, bookings apart."""

    def place(entry: Entry) -> tuple[bool, dt.date]:
        return entry.state is EntryState.BOOKED, month_of(entry.on)

    for _, found in groupby(sorted(entries, key=lambda entry: (*place(entry), entry.on, entry.ref)), key=place):
        yield list(found)


def _days(entries: list[Entry], *, booked: bool) -> Step:
    month = month_of(entries[0].on)
    quarters = sum(entry.quarters for entry in entries)
    verb = "booked" if booked else "of support"
    return Step(
        on=entries[-1].on,
        kind="Support days",
        title=f"{person_days(quarters)} {verb} in {MONTHS[month.month - 1]} {month.year}",
        endpoint="charging.month",
        values={"month": month},
        parts=tuple(
            (f"{day(entry.on)}: {person_days(entry.quarters)}", "charging.entry", {"support_ref": entry.ref})
            for entry in entries
        ),
    )


def _session(held: Held, *, sees_training: bool) -> Step:
    if held.there is None:
        line = f"{plural(held.places, 'delegate')} with a place"
    else:
        line = f"{held.there} of {plural(held.places, 'delegate')} {'was' if held.there == 1 else 'were'} there"
    return Step(
        on=held.on,
        kind="Training",
        title=held.title,
        lines=(f"{held.cohort}: {line}." if sees_training else f"{held.cohort}.",),
        endpoint="learning.engagement_training" if sees_training else "",
    )


def _tool(row: ToolRow, thread: Thread) -> Step:
    """Tell an item of the library that was used, or a tool that was worked through to its end."""
    lines = [row.note] if row.note else []
    served = next((each.text.what for each in thread.milestones if each.text.ref == row.milestone_ref), "")
    if served:
        lines.append(f"For the milestone: {served}")
    part = "appraisal_ref" if row.is_appraisal else "item_ref"
    endpoint = "appraising.appraisal" if row.is_appraisal else "library.item"
    return Step(
        on=row.on,
        kind="Tool",
        title=row.title,
        lines=tuple(lines),
        endpoint=endpoint if row.seen else "",
        values={part: row.ref},
    )


def _review(row: ReviewRow, thread: Thread) -> Step | None:
    """Tell what a frozen review says of the standard; None where it says nothing."""
    if row.content is None:
        return None
    content = row.content
    lines = [*_of_plan(content.facts.plan, thread), *_words(content.words.judgement, "Judgement", thread)]
    lines += _words(content.words.risks, "Risk", thread)
    lines += [line for text in content.words.decisions for line in _words(text, "Decision", thread)]
    lines += [line for each in content.actions for line in _words(each.what, "Action", thread)]
    if not lines:
        return None
    month = f"{MONTHS[row.month.month - 1]} {row.month.year}"
    return Step(
        on=content.facts.cut_off.astimezone(LONDON).date(),
        kind="Monthly review",
        title=f"Review no. {row.number}, {month}",
        lines=tuple(lines),
        endpoint="reviewing.review",
        values={"review_ref": row.ref},
    )


def _of_plan(facts: PlanFacts | None, thread: Thread) -> Iterator[str]:
    if facts is None:
        return
    refs = {milestone.text.ref for milestone in thread.milestones}
    for word, found in (("Done", facts.met), ("Late", facts.late)):
        yield from (f"{word}: {each.what}" for each in found if each.ref in refs)
    for moved in facts.moved:
        if moved.ref in refs:
            why = f": {'; '.join(moved.reasons)}" if any(moved.reasons) else ""
            yield f"Moved from {day(moved.was)} to {day(moved.now)}: {moved.what}{why}"


def _words(text: str, kind: str, thread: Thread) -> list[str]:
    """Quote the paragraphs that name the standard by its number or its title."""
    named = (f"standard {thread.number} ", thread.title.lower())
    quoted = []
    for paragraph in text.splitlines():
        plain = " ".join("".join(c if c.isalnum() else " " for c in paragraph.lower()).split()) + " "
        if named[0] in plain or named[1] in paragraph.lower():
            quoted.append(f"{kind}: {paragraph.strip()}")
    return quoted
