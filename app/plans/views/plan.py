"""The live plan on one page. Goals, updates, the timeline and the builder have pages of their own."""

from flask import current_app, redirect, render_template
from flask.typing import ResponseReturnValue

from app.plans.room import PLAN, room
from app.plans.views.loading import live_picture, load_plan, to
from app.security import Permission, require_scope


@room.app_template_test("a_page")
def is_a_page(endpoint: str) -> bool:
    """Say whether a page is there to link to."""
    return endpoint in current_app.view_functions


@room.get(PLAN, permission=Permission.PLAN_VIEW)
def plan(engagement_ref: str) -> ResponseReturnValue:
    """Show how the plan stands; lead to its scope while nothing is approved."""
    record = load_plan()
    if record.plan.approved_number is None:
        return redirect(to("scope"), 302)
    return render_template("plans/plan.html", scope=require_scope(), plan=record.plan, at=live_picture(record))
