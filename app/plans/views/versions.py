"""All submitted versions: the list, each one whole, and what changed between two."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.plans.checklist import numbers
from app.plans.commented import by_part
from app.plans.comparing import plan_difference, support_in_words
from app.plans.models import Plan
from app.plans.queries.comments import comments_on
from app.plans.queries.versions import VersionRow, contents_of, versions_of
from app.plans.room import PLAN, room
from app.plans.views.loading import load_plan
from app.security import Permission, require_identity, require_scope

VERSIONS = f"{PLAN}/versions"


@room.get(VERSIONS, permission=Permission.PLAN_VIEW)
def versions(engagement_ref: str) -> ResponseReturnValue:
    """List the submitted versions, newest first, and what became of each."""
    plan = load_plan().plan
    return render_template("plans/versions.html", scope=require_scope(), plan=plan, versions=versions_of(plan)[::-1])


@room.get(f"{VERSIONS}/<int:number>", permission=Permission.PLAN_VIEW)
def version(engagement_ref: str, number: int) -> ResponseReturnValue:
    """Show one version whole, as it was submitted, with the comments that were sent on it."""
    plan, identity = load_plan().plan, require_identity()
    found = versions_of(plan)
    shown = _numbered(found, number) or abort(404)
    content = contents_of(plan, {number}).get(number) or abort(404)
    reviews, builds = identity.may(Permission.PLAN_REVIEW), identity.may(Permission.PLAN_BUILD)
    return render_template(
        "plans/version.html",
        scope=require_scope(),
        plan=plan,
        shown=shown,
        content=content,
        numbered=numbers(content),
        versions=found,
        comments=by_part(content, comments_on(plan, number, unsent=reviews)),
        may_answer=builds and plan.closed_at is None,
        may_review=reviews and shown.decision is None,
    )


@room.get(f"{VERSIONS}/<int:number>/changes", permission=Permission.PLAN_VIEW)
def changes(engagement_ref: str, number: int) -> ResponseReturnValue:
    """Show what changed to this version from the one before, or from the one named by `?against=1`."""
    plan = load_plan().plan
    found = versions_of(plan)
    shown = _numbered(found, number) or abort(404)
    against = request.args.get("against", default=number - 1, type=int)
    older = _numbered(found, against) if against != number else None
    if older is None and (against != number - 1 or number != 1):
        abort(404)
    return render_template(
        "plans/changes.html",
        scope=require_scope(),
        plan=plan,
        shown=shown,
        older=older,
        others=[each for each in found if each.number not in {number, against}],
        changes=_between(plan, older.number, number) if older else None,
    )


def _between(plan: Plan, old: int, new: int) -> object:
    contents = contents_of(plan, {old, new})
    return plan_difference(contents[old], contents[new])


def _numbered(versions: list[VersionRow], number: int) -> VersionRow | None:
    return next((each for each in versions if each.number == number), None)


room.app_template_filter("support_days")(support_in_words)
