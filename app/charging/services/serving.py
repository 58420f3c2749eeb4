"""Which goal or milestone of the approved plan days serve, as a rule. How it is chosen: goals.py of the room."""

from app.agreements.queries.needs import approved_plan
from app.charging.errors import RefusedFieldError
from app.charging.models.entries import WITHOUT_GOAL
from app.engagements.models import SupportKind
from app.security import EngagementScope


def demand_goal(
    kind: SupportKind,
    goal_ref: str,
    milestone_ref: str,
    scope: EngagementScope,
    *,
    kept: tuple[str, str] = ("", ""),
) -> None:
    """Raise RefusedFieldError unless the goal and milestone are of the approved plan, or none is needed.

    `kept`: what an entry names already, which may stay though the plan has changed since.
    """
    if not goal_ref:
        if kind not in WITHOUT_GOAL:
            raise RefusedFieldError("served", f"Choose the goal that the days of “{kind.words}” served")
        return
    if (goal_ref, milestone_ref) == kept:
        return
    plan = approved_plan(engagement_id=scope.id)
    goal = plan.content.goal(goal_ref) if plan else None
    if goal is None or milestone_ref not in {"", *(each.ref for each in goal.milestones)}:
        raise RefusedFieldError("served", "Choose a goal or milestone of the approved plan")
