"""Asking the director to endorse the plan, and the director's endorsement."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now
from app.plans.checklist import missing, numbers
from app.plans.comparing import plan_difference
from app.plans.content import PlanContent
from app.plans.errors import ConflictError, PlanError
from app.plans.queries.plan import PlanRecord
from app.plans.queries.versions import newest_content
from app.plans.review_forms import EndorseForm
from app.plans.room import PLAN, room
from app.plans.services import endorsing
from app.plans.views.acting import CONFLICT, INVALID, act
from app.plans.views.loading import load_plan, to, working_scope
from app.security import Permission, require_identity, require_scope


@room.post(f"{PLAN}/endorsement/ask", permission=Permission.PLAN_BUILD)
def ask_endorsement(engagement_ref: str) -> ResponseReturnValue:
    """Ask the director by e-mail to read the plan and endorse it."""
    record = load_plan(lock=True)
    return act(
        lambda: endorsing.ask_endorsement(
            record, working_scope(record), require_scope(), actor=require_identity(), now=now()
        ),
        said="The director has been asked by email to read the plan and endorse it.",
        leads_to="scope",
    )


@room.form(f"{PLAN}/endorse", permission=Permission.PLAN_ENDORSE)
def endorse(engagement_ref: str) -> ResponseReturnValue:
    """Show the plan whole, and take the director's endorsement of what is shown."""
    sent = request.method == "POST"
    record = load_plan(lock=sent)
    content, form = working_scope(record), EndorseForm(request.form if sent else None)
    if not sent:
        return _show(record, content, form)
    if not form.validate() and endorsing.is_open(record, content):
        return _show(record, content, form), INVALID
    try:
        endorsing.endorse(
            record,
            content,
            require_scope(),
            seen_digest=form.digest.data or "",
            actor=require_identity(),
            now=now(),
        )
    except ConflictError as error:
        form.confirm.data = False
        return _show(record, content, form, str(error)), CONFLICT
    except PlanError as error:
        db.session.rollback()
        flash(str(error), "important")
        return redirect(to("endorse"), 303)
    flash("You have endorsed the plan. The lead officers have been told, and submit it to the manager.", "success")
    return redirect(to("endorse"), 303)


def _show(record: PlanRecord, content: PlanContent, form: EndorseForm, conflict: str = "") -> str:
    form.digest.raw_data, form.digest.data = None, content.digest
    before = newest_content(record.plan) if record.plan.is_editable else None
    return render_template(
        "plans/endorse.html",
        scope=require_scope(),
        plan=record.plan,
        content=content,
        numbered=numbers(content),
        gaps=missing(content, record.result),
        is_endorsed=endorsing.is_endorsed(record.plan, content),
        is_open=endorsing.is_open(record, content),
        since=before[0] if before else None,
        changes=plan_difference(before[1], content) if before else None,
        form=form,
        errors=[(conflict, "")] if conflict else form.error_list,
    )
