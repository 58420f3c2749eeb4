"""Comments placed beside what they are on; what is gone from the plan stands with the whole. Pure but for its rows."""

from collections.abc import Iterable

from app.plans.content import PlanContent
from app.plans.queries.comments import CommentRow

ByPart = dict[str, list[CommentRow]]  # by reference of goal or milestone; "" for the plan as a whole


def by_part(content: PlanContent, comments: Iterable[CommentRow]) -> ByPart:
    """Give the comments by what they are on."""
    known = {goal.ref for goal in content.goals} | {milestone.ref for milestone in content.milestones}
    found: ByPart = {}
    for comment in comments:
        ref = comment.milestone_ref or comment.goal_ref
        found.setdefault(ref if ref in known else "", []).append(comment)
    return found
