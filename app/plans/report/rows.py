"""The figures of a plan as words, for documents, CSV and workbook alike: whatever they tell is made here."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from app.documents.csv import Cell
from app.engagements.models import SupportKind
from app.plans.checklist import numbers
from app.plans.content import PlanContent, Who
from app.plans.picture import GoalPicture, MilestonePicture, PlanPicture
from app.plans.schedule import Counted
from app.web.filters import day

HEAD = (
    "Goal",
    "Standard number",
    "Standard",
    "Level",
    "Target level",
    "What will be different",
    "Success measure",
    "Goal owner",
    "Goal deputy",
    "Goal status",
    "Milestone",
    "What",
    "Owner",
    "Due (baseline)",
    "Forecast",
    "Done on",
    "Status",
    "Days behind baseline",
    "Reason",
    "Days",
    "Kind of support",
    "Tool or training",
    "Waits for",
)
NOT_APPROVED = "Not approved"


def plan_rows(shown: PlanPicture, *, approved: bool) -> Iterator[tuple[Cell, ...]]:
    """Give a row for each milestone, and one for a goal without any. Dates are ISO; a draft has no status."""
    number = numbers(shown.content)
    for goal in shown.goals:
        text = goal.text
        about = (
            number[text.ref],
            text.standard_number,
            text.standard_title,
            text.level,
            text.target_level,
            text.what,
            text.success_measure,
            name(text.owner),
            name(text.deputy),
            goal.word if approved else NOT_APPROVED,
        )
        for milestone in goal.milestones:
            yield (*about, *_milestone(milestone, number, approved=approved))
        if not goal.milestones:
            yield (*about, *("",) * (len(HEAD) - len(about)))


def _milestone(milestone: MilestonePicture, number: dict[str, str], *, approved: bool) -> tuple[Cell, ...]:
    text, step, standing = milestone.text, milestone.step, milestone.standing
    progress: tuple[Cell, ...] = ("", "", NOT_APPROVED, "", "")
    if approved:
        reasons = " / ".join(filter(None, (standing.reason, standing.forecast_reason)))
        progress = (
            step.forecast.isoformat(),
            standing.done_on.isoformat() if standing.done_on else "",
            milestone.word,
            step.behind,
            reasons,
        )
    return (
        number[text.ref],
        text.what,
        name(text.owner),
        text.due_on.isoformat() if text.due_on else "",
        *progress,
        days(text.quarters),
        kind(text.support) if text.quarters else "",
        text.uses,
        ", ".join(number[ref] for ref in text.waits_for if ref in number),
    )


def name(who: Who | None) -> str:
    """Name a person, or nobody."""
    return who.name if who else ""


def days(quarters: int) -> Decimal | int:
    """Give quarter days as days, whole ones as a whole number."""
    found = Decimal(quarters) / 4
    return int(found) if found == found.to_integral_value() else found


def kind(value: str) -> str:
    """Name a kind of support; empty where there is none."""
    return SupportKind(value).words if value else ""


def on(date: dt.date | None) -> str:
    """Write a date, or that there is none yet."""
    return day(date) if date else "no date yet"


def progress(found: Counted) -> str:
    """Write counted progress: "1 of 4 (25%)"."""
    return f"{found.done} of {found.of}" + (f" ({found.percent}%)" if found.percent is not None else "")


def goal_name(goal: GoalPicture, number: str) -> str:
    """Name a goal as headings do: "Goal 2: Strategies, plans and priorities"."""
    return f"Goal {number}: {goal.text.standard_title}"


def days_by_kind(content: PlanContent) -> tuple[tuple[str, int], ...]:
    """Add up the quarter days that milestones need by kind of support, in the package's order, without noughts."""
    found = Counter[str]()
    for milestone in content.milestones:
        found[milestone.support] += milestone.quarters
    order = [*(each.value for each in SupportKind), ""]
    return tuple((kind(value) or "No kind chosen", found[value]) for value in order if found[value])
