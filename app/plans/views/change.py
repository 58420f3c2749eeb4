"""Starting work on an approved plan, changing its scope, and withdrawing a change."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.plans.errors import WrongStateError
from app.plans.models import Plan
from app.plans.review_forms import ChangeForm
from app.plans.room import PLAN, room
from app.plans.services import changing
from app.plans.views.acting import INVALID, act
from app.plans.views.loading import load_plan
from app.security import Permission, require_identity, require_scope


@room.form(f"{PLAN}/change", permission=Permission.PLAN_BUILD)
def change_scope(engagement_ref: str) -> ResponseReturnValue:
    """Open the approved plan's scope for editing, with a reason; or show the change that is under way."""
    sent = request.method == "POST"
    plan, form = load_plan(lock=sent).plan, ChangeForm(request.form if sent else None)
    if not sent:
        return _show(plan, form)
    if not _refusal(plan) and not form.validate():
        return _show(plan, form), INVALID
    return act(
        lambda: changing.change_scope(
            form.reason.data or "", plan, require_scope(), actor=require_identity(), now=now()
        ),
        said="You can edit the scope now. The approved plan holds until the manager approves the change.",
        leads_to="scope",
        refused_to="change_scope",
    )


@room.post(f"{PLAN}/change/withdraw", permission=Permission.PLAN_BUILD)
def withdraw_change(engagement_ref: str) -> ResponseReturnValue:
    """Put the scope back to what is approved."""
    plan = load_plan(lock=True).plan
    return act(
        lambda: changing.withdraw_change(plan, require_scope(), actor=require_identity(), now=now()),
        said="The change is withdrawn. The scope is as it was approved.",
        leads_to="plan",
        refused_to="change_scope",
    )


@room.post(f"{PLAN}/begin", permission=Permission.PLAN_BUILD)
def begin(engagement_ref: str) -> ResponseReturnValue:
    """Start work on the approved plan."""
    plan = load_plan(lock=True).plan
    return act(
        lambda: changing.begin(plan, require_scope(), actor=require_identity(), now=now()),
        said="Work on the plan has started. Its owners can record progress.",
        leads_to="plan",
    )


def _show(plan: Plan, form: ChangeForm) -> str:
    return render_template(
        "plans/change.html",
        scope=require_scope(),
        plan=plan,
        form=form,
        refusal=_refusal(plan),
        errors=form.error_list,
    )


def _refusal(plan: Plan) -> str:
    try:
        changing.demand_changeable(plan)
    except WrongStateError as error:
        return str(error)
    return ""
