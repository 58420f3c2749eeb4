"""The manager's review on one page: the whole plan, what changed, comments of this time and of earlier ones."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.plans.checklist import numbers
from app.plans.commented import by_part
from app.plans.comparing import PlanDifference, plan_difference
from app.plans.content import PlanContent
from app.plans.models import Plan
from app.plans.queries.comments import comments_until
from app.plans.queries.versions import VersionRow, contents_of, versions_of
from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission, require_scope

Compared = tuple[str, int, PlanDifference]  # what it is compared with, in words; its number; what differs


@room.get(f"{PLAN}/review", permission=Permission.PLAN_REVIEW)
def review(engagement_ref: str) -> ResponseReturnValue:
    """Show the version that waits, whole, and what changed in it; or say that nothing waits."""
    record = load_plan()
    versions = versions_of(record.plan)
    waiting = versions[-1] if versions and versions[-1].decision is None else None
    if waiting is None or not record.plan.is_under_review:
        return render_template("plans/nothing_to_review.html", scope=require_scope(), plan=record.plan)
    contents = contents_of(record.plan, {waiting.number, waiting.number - 1, record.plan.approved_number or 0})
    content = contents.get(waiting.number) or abort(404)
    return render_template(
        "plans/review.html",
        scope=require_scope(),
        plan=record.plan,
        waiting=waiting,
        content=content,
        numbered=numbers(content),
        compared=_compared(record.plan, waiting, contents),
        comments=by_part(content, comments_until(record.plan, waiting.number)),
    )


def _compared(plan: Plan, waiting: VersionRow, contents: dict[int, PlanContent]) -> list[Compared]:
    """Compare with the version submitted before and, where that is another one, with the approved baseline."""
    found: list[Compared] = []
    before, approved = waiting.number - 1, plan.approved_number
    if before in contents and before != approved:
        difference = plan_difference(contents[before], contents[waiting.number])
        found.append((f"version {before}, submitted before it", before, difference))
    if approved and approved in contents:
        difference = plan_difference(contents[approved], contents[waiting.number])
        found.append((f"version {approved}, the approved baseline", approved, difference))
    return found
