"""Concluding: an outcome with its reason for each subject, and a recommendation; then it is frozen."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.appraising.errors import ConflictError, RefusedFieldError
from app.appraising.models import AppraisalState
from app.appraising.room import APPRAISAL, room
from app.appraising.services.concluding import conclude as freeze
from app.appraising.services.concluding import rows_not_ready
from app.appraising.services.moves import demand_state
from app.appraising.set_forms import ConcludeForm, conclude_form
from app.appraising.views.appraisal import shown_subjects
from app.appraising.views.loading import Record, led_back, load_record, page, to
from app.db import db
from app.db.clock import now
from app.engagements.forms.taking import CONFLICT, INVALID, sent
from app.security import Permission, require_identity, require_scope

CHANGED = "A colleague changed an answer while you were writing. Read the answers below again, then conclude."


@room.form(f"{APPRAISAL}/conclude", permission=Permission.CASE_KEEP)
def conclude(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Show what the answers come to, and take the conclusion."""
    record = load_record(appraisal_ref)
    here, scope = to("appraisal", appraisal_ref=record.appraisal.ref), require_scope()
    if gone := led_back(lambda: demand_state(record.appraisal, scope, AppraisalState.AGREEING), here):
        return gone
    rows = rows_not_ready(record.content)
    if rows or not record.content.subjects or not record.content.criteria:
        return _first(record, rows)
    form = conclude_form(record.tool, record.content, sent())
    if request.method == "GET":
        return _page(form, record)
    if not form.validate():
        return _page(form, record, errors=form.error_list), INVALID
    return _freeze(form, record, here)


def _freeze(form: ConcludeForm, record: Record, here: str) -> ResponseReturnValue:
    conclusion, me = form.conclusion(record.content, record.tool), require_identity()
    try:
        freeze(conclusion, record.content, record.tool, record.appraisal, require_scope(), actor=me, now=now())
    except ConflictError:
        db.session.rollback()
        form.seen.raw_data, form.seen.data = None, record.content.digest
        return _page(form, record, changed=CHANGED), CONFLICT
    except RefusedFieldError as error:
        form[error.field].errors = [str(error)]
        return _page(form, record, errors=form.error_list), INVALID
    flash("Concluded. It does not change any more.", "success")
    return redirect(here, 303)


def _page(form: ConcludeForm, record: Record, *, errors: object = (), changed: str = "") -> str:
    return page(
        "conclude.html",
        form=form,
        record=record,
        tool=record.tool,
        subjects=shown_subjects(record),
        errors=errors,
        changed=changed,
    )


def _first(record: Record, rows: tuple[tuple[str, str, str], ...]) -> ResponseReturnValue:
    """Say which rows come first, each with where it is answered."""
    titles = {each.key: f"{each.number}. {each.title}" for each in record.content.criteria}
    names = {each.ref: each.name for each in record.content.subjects}
    here = record.appraisal.ref
    found = [
        (
            f"{names[ref]}: {titles[key]} {needs}",
            to("criterion", appraisal_ref=here, subject_ref=ref, criterion_key=key),
        )
        for ref, key, needs in rows
    ]
    status = 200 if request.method == "GET" else CONFLICT
    return page("not_ready.html", record=record, rows=found, written=_written(record)), status


def _written(record: Record) -> list[tuple[str, str]]:
    """Give what was written before a row had to be answered again, so that it can be copied."""
    if request.method == "GET":
        return []
    form = conclude_form(record.tool, record.content, request.form)
    return [(field.label.text, field.data) for field in form if field.type == "TextAreaField" and field.data]
