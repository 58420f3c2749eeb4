"""A plan as it stands, made into the figures of its timeline. Pure; the drawing is charts'."""

from app.charts.timeline import Due, DueGoal, Timeline
from app.plans.picture import GoalPicture, MilestonePicture, PlanPicture

TITLE = "Timeline of the change plan"


def timeline_of(shown: PlanPicture, *, approved: bool) -> Timeline:
    """Give a plan's timeline. Until it is `approved` its dates are planned ones: neither baseline nor forecast."""
    numbers = {
        milestone.text.ref: f"{at}.{place}"
        for at, goal in enumerate(shown.goals, 1)
        for place, milestone in enumerate(goal.milestones, 1)
    }
    return Timeline(
        title=TITLE,
        partner=shown.content.partner,
        first=shown.content.first_on,
        last=shown.content.last_on,
        today=shown.today,
        approved=approved,
        goals=tuple(_goal(str(at), goal, numbers, approved=approved) for at, goal in enumerate(shown.goals, 1)),
    )


def _goal(number: str, goal: GoalPicture, numbers: dict[str, str], *, approved: bool) -> DueGoal:
    milestones = (_milestone(milestone, numbers, approved=approved) for milestone in goal.milestones)
    return DueGoal(number, goal.text.what, tuple(milestones))


def _milestone(milestone: MilestonePicture, numbers: dict[str, str], *, approved: bool) -> Due:
    text = milestone.text
    due = Due(
        number=numbers[text.ref],
        what=text.what,
        owner=text.owner.name if text.owner else "",
        planned=milestone.step.baseline if approved else text.due_on,
        waits_for=tuple(numbers[ref] for ref in text.waits_for if ref in numbers),
    )
    if not approved:
        return due
    return Due(
        due.number,
        due.what,
        due.owner,
        due.planned,
        milestone.step.forecast,
        milestone.standing.done_on,
        milestone.word,
        milestone.beside,
        due.waits_for,
    )
