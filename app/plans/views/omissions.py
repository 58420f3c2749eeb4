"""Leaving a standard for later: the form for the reason, and taking the reason back."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.plans.errors import PlanError
from app.plans.room import PLAN, room
from app.plans.scope_forms import ReasonForm
from app.plans.services import omissions as services
from app.plans.views.editing import page, take
from app.plans.views.loading import load_plan, to
from app.plans.views.scope import refused
from app.security import Permission, require_identity, require_scope

REASON = f"{PLAN}/standards/<key:standard_key>/reason"


@room.form(REASON, permission=Permission.PLAN_BUILD)
def omit(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Say why a standard has no goal now, or say it in other words."""
    record = load_plan(lock=request.method == "POST")
    standard = next((each for each in record.result.standards if each.key == standard_key), None) or abort(404)
    if request.method == "GET" and not record.plan.is_editable:
        return redirect(to("scope"), 302)
    stored = services.omission_of(record.plan, standard_key)
    saved = {"reason": stored.reason if stored else ""}
    version = stored.version if stored else 0
    form = ReasonForm(request.form if request.method == "POST" else None, data=saved | {"seen": str(version)})

    def save() -> ResponseReturnValue:
        services.omit(
            record.plan,
            standard_key,
            services.Reason(form.reason.data or "", form.seen_version),
            require_scope(),
            actor=require_identity(),
            now=now(),
        )
        flash(f"{standard.title} is left for later", "success")
        return redirect(f"{to('scope')}#standard-{standard_key}", 303)

    show = page("omission_form", form=form, standard=standard, stored=stored)
    return take(form, save, show, saved=lambda: (saved, version))


@room.post(f"{REASON}/remove", permission=Permission.PLAN_BUILD)
def withdraw_reason(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Take the reason back: the standard needs an answer again."""
    record = load_plan(lock=True)
    try:
        services.withdraw_reason(record.plan, standard_key, require_scope(), actor=require_identity(), now=now())
    except PlanError as error:
        return refused(error)
    return redirect(f"{to('scope')}#standard-{standard_key}", 303)
