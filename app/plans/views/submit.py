"""Submitting the plan to the manager, and taking it back before a decision."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.plans.checklist import missing
from app.plans.queries.versions import newest_version
from app.plans.room import PLAN, room
from app.plans.services import submitting
from app.plans.services.endorsing import is_endorsed
from app.plans.views.acting import act
from app.plans.views.loading import load_plan, working_scope
from app.security import Permission, require_identity, require_scope
from app.web.forms import once_key


@room.form(f"{PLAN}/submit", permission=Permission.PLAN_BUILD)
def submit(engagement_ref: str) -> ResponseReturnValue:
    """Say what stands between the plan and its review, and submit it."""
    sent = request.method == "POST"
    record = load_plan(lock=sent)
    content = working_scope(record)
    if sent:
        return act(
            lambda: submitting.submit(record, content, require_scope(), actor=require_identity(), now=now()),
            said="The plan is submitted. The manager has been told by email.",
            leads_to="submit",
        )
    return render_template(
        "plans/submit.html",
        scope=require_scope(),
        plan=record.plan,
        content=content,
        gaps=missing(content, record.result),
        is_endorsed=is_endorsed(record.plan, content),
        newest=newest_version(record.plan),
        once=once_key(),
    )


@room.post(f"{PLAN}/submit/take-back", permission=Permission.PLAN_BUILD)
def take_back(engagement_ref: str) -> ResponseReturnValue:
    """Take the submitted version back to edit it."""
    record = load_plan(lock=True)
    return act(
        lambda: submitting.take_back(record.plan, require_scope(), actor=require_identity(), now=now()),
        said="The plan is yours to edit again. The manager has been told.",
        leads_to="scope",
        refused_to="submit",
    )
