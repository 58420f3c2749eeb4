"""Conditions of an approval: how each is met, and the manager's word on it."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now, today
from app.plans.checklist import numbers
from app.plans.errors import ConflictError, PlanError
from app.plans.models import Condition
from app.plans.queries.conditions import ConditionRow, condition_of, conditions_of
from app.plans.queries.plan import PlanRecord, approved_content
from app.plans.review_forms import ConfirmForm, MetForm, ReopenForm
from app.plans.room import PLAN, room
from app.plans.services import conditions as tracking
from app.plans.views.acting import CONFLICT, INVALID, act
from app.plans.views.loading import load_plan, to
from app.security import Permission, require_identity, require_scope

REOPEN = "reopen"


@room.get(f"{PLAN}/conditions", permission=Permission.PLAN_VIEW)
def conditions(engagement_ref: str) -> ResponseReturnValue:
    """List the conditions with how each stands, and what its reader can do about it."""
    return _show(load_plan())


@room.form(f"{PLAN}/conditions/<ref:condition_ref>/met", permission=Permission.PLAN_BUILD)
def meet_condition(engagement_ref: str, condition_ref: str) -> ResponseReturnValue:
    """Say how a condition is met."""
    sent = request.method == "POST"
    plan = load_plan(lock=sent).plan
    condition = condition_of(condition_ref, plan_id=plan.id) or abort(404)
    form = MetForm(request.form if sent else None)
    if not sent:
        form.see(condition.version)
        return _meeting(form, condition)
    if not form.validate():
        return _meeting(form, condition)
    try:
        tracking.meet(
            condition,
            form.text.data or "",
            plan,
            require_scope(),
            seen_version=form.seen_version,
            actor=require_identity(),
            now=now(),
        )
    except ConflictError as error:
        form.see(condition.version)
        return _meeting(form, condition, str(error))
    except PlanError as error:
        return _meeting(form, condition, str(error))
    flash("The manager has been told, and either confirms it or opens the condition again.", "success")
    return redirect(to("conditions"), 303)


@room.post(f"{PLAN}/conditions/<ref:condition_ref>/confirm", permission=Permission.PLAN_REVIEW)
def confirm_condition(engagement_ref: str, condition_ref: str) -> ResponseReturnValue:
    """Confirm that a condition is met, or open it again with a reason."""
    record = load_plan(lock=True)
    condition = condition_of(condition_ref, plan_id=record.plan.id) or abort(404)
    scope, actor = require_scope(), require_identity()
    if request.form.get("act") != REOPEN:
        seen = ConfirmForm(request.form, prefix=condition_ref).seen_version
        return act(
            lambda: tracking.confirm(condition, record.plan, scope, seen_version=seen, actor=actor, now=now()),
            said="You have confirmed that the condition is met.",
            leads_to="conditions",
        )
    form = ReopenForm(request.form, prefix=condition_ref)
    if not form.validate() and _open(record) and condition_ref in _reopening(conditions_of(record.plan), {}):
        return _show(record, {condition_ref: form}), INVALID
    why, seen = form.why.data or "", form.seen_version
    return act(
        lambda: tracking.reopen(condition, why, record.plan, scope, seen_version=seen, actor=actor, now=now()),
        said="The condition is open again. The lead officers have been told why.",
        leads_to="conditions",
    )


def _show(record: PlanRecord, sent: dict[str, ReopenForm] | None = None) -> str:
    found, content = conditions_of(record.plan), approved_content(record.plan)
    numbered = numbers(content) if content else {}
    sent = sent or {}
    return render_template(
        "plans/conditions.html",
        scope=require_scope(),
        plan=record.plan,
        conditions=found,
        today=today(),
        goals={goal.ref: f"Goal {numbered[goal.ref]}: {goal.what}" for goal in content.goals} if content else {},
        may_meet=_open(record) and require_identity().may(Permission.PLAN_BUILD),
        reopening=_reopening(found, sent) if _open(record) and require_identity().may(Permission.PLAN_REVIEW) else {},
        errors=[error for form in sent.values() for error in form.error_list],
    )


def _open(record: PlanRecord) -> bool:
    return record.plan.closed_at is None and not record.plan.is_frozen


def _reopening(found: list[ConditionRow], sent: dict[str, ReopenForm]) -> dict[str, ReopenForm]:
    """Give the manager's form for each condition that waits for a word."""
    return {
        each.ref: sent.get(each.ref) or ReopenForm(prefix=each.ref, data={"seen": str(each.version)})
        for each in found
        if each.waits_for_manager
    }


def _meeting(form: MetForm, condition: Condition, conflict: str = "") -> ResponseReturnValue:
    body = render_template(
        "plans/meet_condition.html",
        scope=require_scope(),
        form=form,
        condition=condition,
        conflict=conflict,
        errors=[(conflict, "")] if conflict else form.error_list,
    )
    if conflict:
        db.session.rollback()
    return body, CONFLICT if conflict else INVALID if form.errors else 200
