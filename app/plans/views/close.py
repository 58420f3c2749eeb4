"""Closing the plan for good, with a note."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.plans.errors import IncompleteError, WrongStateError
from app.plans.models import Plan
from app.plans.picture import PlanPicture
from app.plans.queries.conditions import conditions_of
from app.plans.review_forms import CloseForm
from app.plans.room import PLAN, room
from app.plans.services import closing
from app.plans.views.acting import INVALID
from app.plans.views.loading import live_picture, load_plan, to
from app.security import Permission, require_identity, require_scope


@room.form(f"{PLAN}/close", permission=Permission.PLAN_BUILD)
def close(engagement_ref: str) -> ResponseReturnValue:
    """Close the plan; where milestones are open before the end, after a confirmation that names them."""
    sent = request.method == "POST"
    record = load_plan(lock=sent)
    plan, form = record.plan, CloseForm(request.form if sent else None)
    refusal = _refusal(plan)
    if refusal:
        if not sent:
            return render_template("plans/close.html", scope=require_scope(), plan=plan, refusal=refusal)
        flash(refusal, "important")
        return redirect(to("plan"), 303)
    picture = live_picture(record)
    if not sent:
        return _show(plan, form, picture)
    if not form.validate():
        return _show(plan, form, picture), INVALID
    try:
        closing.close(form.closing(), plan, picture, require_scope(), actor=require_identity(), now=now())
    except IncompleteError as error:
        form.confirm.errors = [str(error)]
        return _show(plan, form, picture), INVALID
    flash("The plan is closed. It stays readable.", "success")
    return redirect(to("plan"), 303)


def _show(plan: Plan, form: CloseForm, picture: PlanPicture) -> str:
    return render_template(
        "plans/close.html",
        scope=require_scope(),
        plan=plan,
        form=form,
        picture=picture,
        left=closing.left_open(picture),
        must_confirm=closing.needs_confirmation(picture),
        conditions=[each for each in conditions_of(plan) if each.confirmed_at is None],
        refusal="",
        errors=form.error_list,
    )


def _refusal(plan: Plan) -> str:
    try:
        closing.demand_closable(plan)
    except WrongStateError as error:
        return str(error)
    return ""
