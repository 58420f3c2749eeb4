"""The signed version that the plan is pinned to, beside the newest one: what changed, and taking the newest over."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.differences import result_difference
from app.assessments.queries.signed import kept_result, newest_signed
from app.db.clock import now
from app.plans.errors import PlanError
from app.plans.queries.plan import PlanRecord
from app.plans.room import PLAN, room
from app.plans.services import pinning
from app.plans.views.loading import load_plan, to
from app.security import Permission, require_identity, require_scope

PINNED = f"{PLAN}/result"


@room.get(PINNED, permission=Permission.PLAN_VIEW)
def pinned(engagement_ref: str) -> ResponseReturnValue:
    """Show what the plan grew from, and what was signed since."""
    return _show(load_plan())


@room.post(PINNED, permission=Permission.PLAN_BUILD)
def take_newest(engagement_ref: str) -> ResponseReturnValue:
    """Pin the plan to the newest signed version."""
    record, seen = load_plan(lock=True), request.form.get("newest", "")
    try:
        taken = pinning.take_newest(record.plan, seen, require_scope(), actor=require_identity(), now=now())
    except PlanError as error:
        return _show(record, str(error)), 409
    if taken:
        flash("The plan now grows out of the newest result. Look at what is missing.", "success")
    return redirect(to("scope"), 303)


def _show(record: PlanRecord, error: str = "") -> str:
    newest = newest_signed(engagement_id=require_scope().id)
    is_newer = newest is not None and newest.id != record.signed.id
    changes = result_difference(record.result, kept_result(newest.loose)) if newest and is_newer else None
    return render_template(
        "plans/pinned.html",
        scope=require_scope(),
        record=record,
        newest=newest,
        changes=changes,
        may_take=record.plan.is_editable and require_identity().may(Permission.PLAN_BUILD),
        errors=[(error, "")] if error else [],
    )
