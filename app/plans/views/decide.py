"""The manager's decision on a submitted version."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now, today
from app.plans.checklist import numbers
from app.plans.content import plan_from
from app.plans.errors import IncompleteError, PlanError
from app.plans.models import Decision, Plan, PlanVersion
from app.plans.queries.comments import comments_on
from app.plans.queries.versions import waiting_version
from app.plans.review_forms import DecideForm
from app.plans.room import PLAN, room
from app.plans.services import reviewing
from app.plans.views.acting import CONFLICT, INVALID
from app.plans.views.loading import load_plan, to
from app.security import Permission, require_identity, require_scope

MORE = "more"  # the button that adds a condition


@room.form(f"{PLAN}/review/decide", permission=Permission.PLAN_REVIEW)
def decide(engagement_ref: str) -> ResponseReturnValue:
    """Approve, approve with conditions, or return."""
    sent = request.method == "POST"
    plan = load_plan(lock=sent).plan
    version, form = waiting_version(plan), DecideForm(request.form if sent else None)
    if version is None:
        return _too_late(form) if sent else redirect(to("review"), 302)
    content = plan_from(version.content)
    form.offer(content, numbers(content), today())
    commented = len(comments_on(plan, version.number, unsent=True))
    if not sent:
        form.number.data = str(version.number)
    elif request.form.get("act") == MORE:
        form.one_more()
    elif form.validate():
        return _send(form, plan, version, commented)
    else:
        return _show(form, version, commented), INVALID
    return _show(form, version, commented)


def _send(form: DecideForm, plan: Plan, version: PlanVersion, commented: int) -> ResponseReturnValue:
    """Send the decision, or show the form again with what stands against it."""
    verdict = form.verdict()
    try:
        reviewing.decide(verdict, plan, require_scope(), actor=require_identity(), now=now())
    except IncompleteError as error:
        form.note.errors = [str(error)]
        return _show(form, version, commented), INVALID
    except PlanError as error:
        form.number.raw_data, form.number.data = None, str(version.number)
        return _show(form, version, commented, str(error)), CONFLICT
    flash(_SAID[verdict.decision], "success")
    return redirect(to("scope" if plan.approved_number is None else "plan"), 303)


_TOLD = "The lead officers, the director and everybody who owns a part of it have been told."
_SAID = {
    Decision.APPROVED: f"The plan is approved. {_TOLD}",
    Decision.WITH_CONDITIONS: f"The plan is approved with conditions. {_TOLD}",
    Decision.RETURNED: "The plan is returned, with your comments. The lead officers have been told.",
}


def _show(form: DecideForm, version: PlanVersion, commented: int, conflict: str = "") -> str:
    body = render_template(
        "plans/decide.html",
        scope=require_scope(),
        form=form,
        version=version,
        commented=commented,
        errors=[(conflict, "")] if conflict else form.error_list,
    )
    if conflict:
        db.session.rollback()
    return body


def _too_late(form: DecideForm) -> ResponseReturnValue:
    """Say that nothing waits any more, and give back what was typed."""
    said = f"When you opened the page, version {form.seen_number} waited for a decision. {reviewing.MOVED_ON}"
    typed = [row.text.data for row in form.rows if row.text.data] + [form.note.data] * bool(form.note.data)
    body = render_template("plans/too_late.html", scope=require_scope(), typed=typed, said=said, errors=[(said, "")])
    return body, CONFLICT
