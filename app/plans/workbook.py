"""The plan as a workbook to take along: goals, milestones, how to fill them in. What comes back: filled.py. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.documents.book import Book, Cell, Column, Sheet
from app.engagements.models import SupportKind
from app.plans.checklist import numbers
from app.plans.content import PlanContent, Who
from app.plans.picture import GoalPicture, MilestonePicture, PlanPicture
from app.plans.report.rows import days, kind, name, progress

GOALS, MILESTONES, HOW = "Plan", "Milestones", "How to fill in"
REFERENCE, LABEL, STATUS, REMOVE = "Reference", "Label", "Status", "Remove"
STANDARD, TARGET, DIFFERENT, MEASURE, OWNER, DEPUTY = (
    "Standard",
    "Target level",
    "What will be different",
    "Success measure",
    "Owner",
    "Deputy",
)
GOAL, WHAT, DUE, DAYS, KIND, USES, WAITS = (
    "Goal",
    "Milestone",
    "Due date",
    "Days",
    "Kind of support",
    "Tool or training",
    "Waits for",
)
GOAL_HEADS = (STANDARD, TARGET, DIFFERENT, MEASURE, OWNER, DEPUTY, REMOVE)
MILESTONE_HEADS = (GOAL, WHAT, OWNER, DUE, DAYS, KIND, USES, WAITS, REMOVE)
YES = "yes"
LEVELS = ("1", "2", "3", "4", "5")
KINDS = tuple(each.words for each in SupportKind)
NEW_GOALS, NEW_MILESTONES = 10, 40  # empty rows to fill in
DATE = "d mmmm yyyy"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a workbook is made for. `fillable`: it can come back; `digest` is of the content that it was made from.

    `people` may own, `standards` may get goals: texts as the lists offer them.
    """

    plan_ref: str
    digest: str
    date: dt.date
    mark: str
    approved: bool
    fillable: bool
    people: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()


def plan_book(shown: PlanPicture, occasion: Occasion) -> Book:
    """Make the workbook of a plan; one that cannot come back has no empty rows and nothing to change."""
    return Book(
        title="Change plan",
        organisation=shown.content.partner,
        date=occasion.date,
        mark=occasion.mark,
        sheets=(_goals(shown, occasion), _milestones(shown, occasion), _how(shown.content, occasion)),
    )


def standard_name(number: int, title: str) -> str:
    """Name a standard as the list of standards does."""
    return f"{number}. {title}"


def people_names(people: Mapping[str, str]) -> dict[str, Who]:
    """Give people (references to names) by what the list calls them: who shares a name has the reference beside it."""
    order = sorted(people.items(), key=lambda each: (each[1], each[0]))
    twins = {one[1] for one, other in pairwise(order) if one[1] == other[1]}
    return {f"{said} ({ref})" if said in twins else said: Who(ref, said) for ref, said in order}


def labels(content: PlanContent) -> dict[str, str]:
    """Label goals ("G2") and milestones ("M2.1"): a bare 2.10 would become 2.1 in a spreadsheet."""
    goals = {goal.ref for goal in content.goals}
    return {ref: f"{'G' if ref in goals else 'M'}{number}" for ref, number in numbers(content).items()}


def _goals(shown: PlanPicture, occasion: Occasion) -> Sheet:
    label = labels(shown.content)
    columns = (
        *(Column(REFERENCE, 13), Column(LABEL, 12), Column("Level now", 9), Column(STATUS, 12)),
        *(Column("Milestones done", 14), Column("Days needed", 9, "0.##")),
        *(Column("Baseline end", 18, DATE), Column("Forecast end", 18, DATE)),
        Column(STANDARD, 36, choices=occasion.standards),
        Column(TARGET, 9, choices=LEVELS),
        *(Column(DIFFERENT, 50), Column(MEASURE, 50)),
        *(Column(OWNER, 24, choices=occasion.people), Column(DEPUTY, 24, choices=occasion.people)),
        Column(REMOVE, 10, choices=(YES,)),
    )
    rows = [_goal(goal, label, occasion) for goal in shown.goals]
    return _sheet(GOALS, columns, rows, _new(NEW_GOALS, "New goal", len(columns)), occasion, locked=8)


def _goal(goal: GoalPicture, label: Mapping[str, str], occasion: Occasion) -> tuple[Cell, ...]:
    text = goal.text
    stands: tuple[Cell, ...] = (None, goal.counted.of, days(text.quarters), None, None)
    if occasion.approved:
        stands = (goal.word, progress(goal.counted), days(text.quarters), goal.baseline_end, goal.forecast_end)
    return (
        *(text.ref, label[text.ref], text.level, *stands),
        *(standard_name(text.standard_number, text.standard_title), text.target_level),
        *(text.what, text.success_measure, name(text.owner), name(text.deputy), None),
    )


def _milestones(shown: PlanPicture, occasion: Occasion) -> Sheet:
    label = labels(shown.content)
    goals = (*(label[goal.text.ref] for goal in shown.goals), *_new_labels(NEW_GOALS, "New goal"))
    columns = (
        *(Column(REFERENCE, 13), Column(LABEL, 10), Column(STATUS, 12), Column("Forecast", 18, DATE)),
        Column("Against the baseline", 22),
        *(Column(GOAL, 12, choices=goals), Column(WHAT, 50)),
        *(Column(OWNER, 24, choices=occasion.people), Column(DUE, 18, DATE), Column(DAYS, 8, "0.##")),
        *(Column(KIND, 26, choices=KINDS), Column(USES, 30), Column(WAITS, 16), Column(REMOVE, 10, choices=(YES,))),
    )
    rows = [_milestone(each, goal, label, occasion) for goal in shown.goals for each in goal.milestones]
    return _sheet(MILESTONES, columns, rows, _new(NEW_MILESTONES, "New", len(columns)), occasion, locked=5)


def _milestone(
    milestone: MilestonePicture, goal: GoalPicture, label: Mapping[str, str], occasion: Occasion
) -> tuple[Cell, ...]:
    text = milestone.text
    stands: tuple[Cell, ...] = (None, None, None)
    if occasion.approved:
        step = milestone.step
        stands = (milestone.word, step.done_on or step.forecast, milestone.beside)
    return (
        *(text.ref, label[text.ref], *stands, label[goal.text.ref], text.what, name(text.owner), text.due_on),
        *(days(text.quarters) or None, kind(text.support), text.uses),
        *(", ".join(label[ref] for ref in text.waits_for if ref in label), None),
    )


def _sheet(
    called: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Cell, ...]],
    new: Iterator[tuple[Cell, ...]],
    occasion: Occasion,
    *,
    locked: int,
) -> Sheet:
    if not occasion.fillable:
        plain = tuple(Column(each.head, each.width, each.number_format) for each in columns)
        return Sheet(called, plain, tuple(rows), locked=len(columns))
    return Sheet(called, columns, (*rows, *new), locked=locked)


def _new_labels(count: int, word: str) -> tuple[str, ...]:
    return tuple(f"{word} {number}" for number in range(1, count + 1))


def _new(count: int, word: str, columns: int) -> Iterator[tuple[Cell, ...]]:
    """Give empty rows whose label is there already, so that other rows can name them."""
    for label in _new_labels(count, word):
        yield None, label, *(None,) * (columns - 2)


def _how(content: PlanContent, occasion: Occasion) -> Sheet:
    rows = (
        ("Plan", occasion.plan_ref),
        ("Made from", occasion.digest),
        ("Partner", f"{content.partnership}, {content.partner}"),
        ("Grown from", content.result),
        *(_FILLING if occasion.fillable else _READING),
    )
    return Sheet(HOW, (Column("What", 24), Column("Meaning", 100)), rows, locked=2)


_READING = (("What this is", "The change plan to read. Its scope cannot be edited now, so it cannot be sent back."),)
_FILLING = (
    ("How to send it", "Save the workbook and choose it on the page that you got it from. You see first what changes."),
    (
        "Grey to read",
        f"The columns left of “{STANDARD}” and of “{GOAL}” are to read. What stands in them changes nothing.",
    ),
    ("To change", "Write over a cell. To empty one, delete what is in it."),
    ("To add", f"Fill in a row without a reference: on “{GOALS}” a goal, on “{MILESTONES}” a milestone with its goal."),
    ("To remove", f"Choose “{YES}” in the last column. A row that you delete removes nothing."),
    ("Goal", f"Of a milestone: the label of its goal on the sheet “{GOALS}”, such as G1 or New goal 1."),
    ("Owners", "People of this engagement, as in the list. Leave the cell empty if nobody is named yet."),
    ("Due date", "A date within the twelve months of the plan, such as 29 January 2027."),
    ("Days", "Days of support that the milestone needs, in quarters: 0.25, 1, 2.5. Then choose the kind of support."),
    (WAITS, "Labels of milestones that must be done before, with commas between: M1.1, New 3."),
)
