"""Adding, changing and removing what a tool is put to."""

from decimal import Decimal
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.appraising.errors import AppraisingError
from app.appraising.forms import SubjectForm
from app.appraising.models import Subject
from app.appraising.queries.seats import seats_of
from app.appraising.room import APPRAISAL, SUBJECT, room
from app.appraising.services import subjects as services
from app.appraising.services.moves import demand_state, demand_subjects_open
from app.appraising.views.loading import led_back, load_head, load_subject, page, take, to
from app.db.clock import now
from app.engagements.forms.taking import Saved, refused, sent
from app.security import Permission, require_identity, require_scope
from app.tools.queries import tool as tool_with
from app.tools.tool import Tool


@room.form(f"{APPRAISAL}/new", permission=Permission.CASE_KEEP)
def subject_new(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Add a subject."""
    found, scope = load_head(appraisal_ref).appraisal, require_scope()
    here = to("appraisal", appraisal_ref=found.ref)
    if gone := led_back(lambda: demand_subjects_open(found, seats_of(appraisal_id=found.id), scope), here):
        return gone
    tool, form = tool_with(found.tool_digest), SubjectForm(sent())
    form.fit(tool)

    def save() -> str:
        made = services.add(form.subject(), found, scope, actor=require_identity(), now=now())
        flash(f"{made.name} is added", "success")
        return here

    return take(form, save, _form_page(form, tool, found.ref, None), refused_to=here)


@room.form(f"{SUBJECT}/edit", permission=Permission.CASE_KEEP)
def subject_edit(engagement_ref: str, appraisal_ref: str, subject_ref: str) -> ResponseReturnValue:
    """Change what a subject is called."""
    found, scope = load_head(appraisal_ref).appraisal, require_scope()
    subject, here = load_subject(subject_ref, found), to("appraisal", appraisal_ref=found.ref)
    if gone := led_back(lambda: demand_state(found, scope, *services.CHANGING), here):
        return gone
    tool = tool_with(found.tool_digest)
    form = SubjectForm(sent(), data={**_kept(subject), "seen": str(subject.version)})
    form.fit(tool)

    def save() -> str:
        seen = form.seen_version
        services.change(form.subject(), subject, found, scope, seen_version=seen, actor=require_identity(), now=now())
        flash("Saved", "success")
        return here

    def current() -> tuple[Saved, Saved, int]:
        return form.data, _kept(subject), subject.version

    return take(form, save, _form_page(form, tool, found.ref, subject), current=current, refused_to=here)


@room.post(f"{SUBJECT}/remove", permission=Permission.CASE_KEEP)
def subject_remove(engagement_ref: str, appraisal_ref: str, subject_ref: str) -> ResponseReturnValue:
    """Remove a subject with what is agreed of it."""
    found, scope = load_head(appraisal_ref).appraisal, require_scope()
    subject, here = load_subject(subject_ref, found), to("appraisal", appraisal_ref=found.ref)
    name = subject.name
    try:
        services.remove(subject, found, scope, actor=require_identity(), now=now())
    except AppraisingError as error:
        return refused(error, here)
    flash(f"Removed: {name}", "success")
    return redirect(here, 303)


def _kept(subject: Subject) -> dict[str, Any]:
    pence = subject.amount_pence
    amount = None if pence is None else Decimal(pence) / 100
    return {"name": subject.name, "detail": subject.detail, "amount": amount}


def _form_page(form: SubjectForm, tool: Tool, appraisal_ref: str, subject: Subject | None) -> Any:
    def show(*, errors: object = (), conflict: object = None) -> str:
        return page(
            "subject_form.html",
            form=form,
            tool=tool,
            appraisal_ref=appraisal_ref,
            subject=subject,
            errors=errors,
            conflict=conflict,
        )

    return show
