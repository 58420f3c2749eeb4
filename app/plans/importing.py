"""What a filled workbook would make of a plan's scope: the scope as it becomes, or each cell that is wrong. Pure.

Each changed row goes through the form of the page, so that a workbook can do nothing that the pages refuse; what a form
cannot see (labels, circles, dates against other rows) is looked at here. What changes: comparing.plan_difference.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from app.documents.book import CellMistake
from app.plans.checklist import date_problem
from app.plans.content import GoalText, MilestoneText, PlanContent, Who
from app.plans.filled import Filled, Row
from app.plans.reading_rows import StandardFact, goal_from, milestone_from
from app.plans.schedule import circle
from app.plans.workbook import DUE, GOAL, GOALS, MILESTONES, REFERENCE, WAITS, labels

FIXED = "is part of the approved plan, so it cannot be changed here. Re-forecast it on the plan’s own page instead"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a workbook is read against: the scope as it is worked on, who may own (by what the list calls them), which
    standards may get goals (likewise), and the milestones whose dates only a re-forecast moves."""

    content: PlanContent
    people: Mapping[str, Who]
    standards: Mapping[str, StandardFact]
    fixed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Import:
    """The scope as the workbook would make it. With any mistake nothing of it counts.

    `outdated`: the plan was changed after the workbook was made from it.
    """

    becomes: PlanContent
    mistakes: tuple[CellMistake, ...]
    outdated: bool


def read_into(workbook: Filled, ground: Ground) -> Import:
    """Work out what the workbook makes of the plan. New goals and milestones have references that begin with "new"."""
    mistakes = [*workbook.mistakes, *_unknown(workbook, ground.content)]
    outdated = workbook.made_from != ground.content.digest
    if mistakes:
        return Import(ground.content, tuple(mistakes), outdated)
    goals, wrong = _goals(workbook, ground)
    mistakes += wrong
    becomes, wrong = _with_milestones(goals, workbook, ground, outdated=outdated)
    mistakes += [*wrong, *_against_each_other(becomes, workbook, ground)]
    first = {(each.sheet, each.cell): each for each in reversed(mistakes)}  # the first one found of each cell
    return Import(becomes, tuple(first.values()), outdated)


def _unknown(workbook: Filled, content: PlanContent) -> Iterator[CellMistake]:
    known = {
        GOALS: ("goal", {goal.ref for goal in content.goals}),
        MILESTONES: ("milestone", {milestone.ref for milestone in content.milestones}),
    }
    for row in (*workbook.goals, *workbook.milestones):
        noun, refs = known[row.sheet]
        if row.reference and row.reference not in refs:
            message = f"“{row.reference}” is no {noun} of this plan. It may have been removed: delete the row"
            yield row.mistake(REFERENCE, message)


def _names(rows: tuple[Row, ...], known: dict[str, str]) -> dict[str, str]:
    """Give references by what cells may call them: references themselves, labels now, and the workbook's own labels."""
    now = {label.casefold(): ref for ref, label in known.items()}
    return {ref: ref for ref in known} | now | {row.label.casefold(): row.ref for row in rows if row.label}


def _goals(workbook: Filled, ground: Ground) -> tuple[dict[str, GoalText], list[CellMistake]]:
    """Give the goals as they become, in order: the plan's own, then new ones."""
    found, mistakes = {goal.ref: goal for goal in ground.content.goals}, list[CellMistake]()
    for row in workbook.goals:
        if row.removes:
            del found[row.ref]
            continue
        goal, wrong = goal_from(row, found.get(row.ref), ground.people, ground.standards)
        mistakes += wrong
        if goal is not None:
            found[row.ref] = goal
    return found, mistakes


def _with_milestones(
    goals: dict[str, GoalText], workbook: Filled, ground: Ground, *, outdated: bool
) -> tuple[PlanContent, list[CellMistake]]:
    of = {milestone.ref: goal.ref for goal in ground.content.goals for milestone in goal.milestones}
    found = {each.ref: each for each in ground.content.milestones if of[each.ref] in goals}
    label = {} if outdated else labels(ground.content)  # a plan that was changed since may count otherwise
    goal_names = _names(workbook.goals, {ref: said for ref, said in label.items() if ref in goals})
    names = _names(workbook.milestones, {ref: said for ref, said in label.items() if ref in of})
    there = {*goals, *(row.ref for row in workbook.goals if not row.removes)}
    mistakes = list[CellMistake]()
    for row in workbook.milestones:
        if row.removes:
            found.pop(row.ref, None)
        elif row.ref in found or not row.reference:
            goal_ref = goal_names.get(row.values[GOAL].casefold(), "")
            mistakes += _of_goal(row, goal_ref, of.get(row.ref), there)
            milestone, wrong = milestone_from(row, found.get(row.ref), ground.people, names)
            mistakes += wrong
            found[row.ref] = milestone
            of.setdefault(row.ref, goal_ref)
    mistakes += _of_removed(found, workbook, ground.content)
    kept = {ref: replace(each, waits_for=tuple(r for r in each.waits_for if r in found)) for ref, each in found.items()}
    taken = {goal.standard_key for goal in goals.values() if ground.content.goal(goal.ref) is None}
    content = replace(
        ground.content,
        goals=tuple(
            replace(goal, milestones=tuple(each for each in kept.values() if of[each.ref] == goal.ref))
            for goal in goals.values()
        ),
        omissions=tuple(each for each in ground.content.omissions if each.standard_key not in taken),
    )
    return content, mistakes


def _of_goal(row: Row, goal_ref: str, was: str | None, there: Collection[str]) -> Iterator[CellMistake]:
    if not row.values[GOAL]:
        yield row.mistake(GOAL, "is empty. Choose the goal that the milestone belongs to")
    elif was is not None and goal_ref != was:
        yield row.mistake(GOAL, "is another goal. A milestone stays with its goal: remove it there and add a new row")
    elif goal_ref not in there:
        message = (
            f"“{row.values[GOAL]}” is no goal of the sheet “{GOALS}”, or it is to be removed. Choose from the list"
        )
        yield row.mistake(GOAL, message)


def _of_removed(found: Mapping[str, MilestoneText], workbook: Filled, content: PlanContent) -> Iterator[CellMistake]:
    """Name rows that newly wait for what is to be removed; what waited for it already waits no more."""
    for row in workbook.milestones:
        milestone, before = found.get(row.ref), content.milestone(row.ref)
        for ref in milestone.waits_for if milestone else ():
            if ref not in found and (before is None or ref not in before.waits_for):
                yield row.mistake(WAITS, "names a milestone that is to be removed")


def _against_each_other(becomes: PlanContent, workbook: Filled, ground: Ground) -> Iterator[CellMistake]:
    """Find circles, and dates that cannot be, in the rows that change."""
    waits = {each.ref: each.waits_for for each in becomes.milestones}
    label = labels(becomes) | {row.ref: row.label for row in workbook.milestones if row.label}
    told = set[frozenset[str]]()
    for row in workbook.milestones:
        new, old = becomes.milestone(row.ref), ground.content.milestone(row.ref)
        if new is None or new == old:
            continue
        fixed = row.ref in ground.fixed
        if fixed and old is not None and new.due_on != old.due_on:
            yield row.mistake(DUE, FIXED)
            continue
        closed = circle(waits, row.ref, new.waits_for)
        if closed and frozenset(closed) not in told:
            told.add(frozenset(closed))
            words = " waits for ".join(label[ref] for ref in closed)
            yield row.mistake(WAITS, f"would make milestones wait for each other in a circle: {words}")
        waits_for = () if closed else new.waits_for
        if new.due_on and (problem := date_problem(new.due_on, waits_for, becomes)):
            yield row.mistake(WAITS if fixed else DUE, problem)
