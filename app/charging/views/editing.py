"""One entry changed or removed before the buyer approves it; a booking that took place. Logging new ones: log.py."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.agreements.queries.limits import limits
from app.agreements.queries.needs import ApprovedPlan, approved_plan
from app.charging.errors import ChargingError, ConflictError, NotChargeableError, RefusedFieldError, WrongStateError
from app.charging.ledger import month_of
from app.charging.logging_forms import EditForm
from app.charging.models import EntryState, SupportEntry
from app.charging.queries.entries import EntryRow
from app.charging.room import DAYS, room
from app.charging.services import logging as services
from app.charging.services.logging import DUE, is_due, not_changeable
from app.charging.services.moves import demand_running
from app.charging.views.acting import CONFLICT, INVALID, act, refused
from app.charging.views.loading import load_entry, load_row, to
from app.db import db
from app.db.clock import now, today
from app.engagements.forms.versions import Difference, differences
from app.engagements.models import SupportKind
from app.security import Permission, require_identity, require_scope
from app.web.filters import person_days

ENTRY = f"{DAYS}/entries/<ref:support_ref>"
MINE = "mine"


@room.form(f"{ENTRY}/edit", permission=Permission.DAYS_LOG)
def edit_entry(engagement_ref: str, support_ref: str) -> ResponseReturnValue:
    """Change how much, what for and the note; its person and date stay."""
    row, scope = load_row(support_ref), require_scope()
    why_not = _why_not(row)
    if why_not:
        return refused(why_not, to("entry", support_ref=support_ref))
    plan = approved_plan(engagement_id=scope.id)
    form = _form(row, plan)
    errors: list[tuple[str, str]] = []
    conflict: list[Difference] | None = None
    status = 200
    if request.method == "POST":
        if form.validate():
            try:
                return _save(form, load_entry(support_ref))
            except ConflictError:
                conflict, status = _conflict(form, support_ref, plan), CONFLICT
            except ChargingError as error:
                errors = _beside(form, error)
        if conflict is None:
            status = CONFLICT if errors else INVALID
            errors += form.error_list
    page = render_template(
        "charging/edit_entry.html",
        scope=scope,
        row=row,
        form=form,
        errors=errors,
        conflicting=conflict is not None,
        conflict=conflict or (),
        to=to,
    )
    return page, status


def _why_not(row: EntryRow) -> ChargingError | None:
    """Give the reason why the entry is not changed or removed at all, before any field is looked at."""
    try:
        demand_running(require_scope())
    except ChargingError as error:
        return error
    why = not_changeable(row.state, is_reversal=row.is_reversal)
    if not why and request.endpoint == "charging.edit_entry" and is_due(row.state, row.on, today()):
        why = DUE
    return WrongStateError(why) if why else None


def _form(row: EntryRow, plan: ApprovedPlan | None) -> EditForm:
    stored = _stored(row)
    form = EditForm(request.form if request.method == "POST" else None, data={**stored, "seen": str(row.version)})
    allowed = limits(engagement_id=require_scope().id)
    form.offer_kinds({row.kind.value, *(allowed.quarters if allowed else ())})
    form.offer_goals(plan, kept=stored["served"])
    return form


def _stored(row: EntryRow) -> dict[str, str]:
    served = f"{row.goal_ref}/{row.milestone_ref}" if row.milestone_ref else row.goal_ref
    return {"quarters": str(row.quarters), "kind": row.kind.value, "served": served, "note": row.note}


def _save(form: EditForm, entry: SupportEntry) -> ResponseReturnValue:
    changed = services.edit(
        entry,
        form.change(),
        require_scope(),
        seen_version=form.seen_version,
        actor=require_identity(),
        today=today(),
        now=now(),
    )
    if changed.state is EntryState.QUERIED:
        flash("Saved. Now answer the query, so that the director can approve the day.", "success")
        return redirect(to("answer", support_ref=changed.ref), 303)
    flash("Saved", "success")
    return redirect(to("month", month=month_of(changed.on_date)), 303)


def _beside(form: EditForm, error: ChargingError) -> list[tuple[str, str]]:
    """Put a refusal beside its field; give what belongs beside none."""
    db.session.rollback()
    field = error.field if isinstance(error, RefusedFieldError) else ""
    if isinstance(error, NotChargeableError):
        field = "quarters"
    if field:
        form[field].errors = [str(error)]
        return []
    return [(str(error), "")]


def _conflict(form: EditForm, support_ref: str, plan: ApprovedPlan | None) -> list[Difference]:
    """Show both texts. What was typed stays in the form, and sending it again now overwrites."""
    db.session.rollback()
    saved = load_row(support_ref)
    form.see(saved.version)
    names = {value: label for value, label, *_ in form.served.iter_choices()}

    def shown(name: str, value: Any) -> str:
        if name == "quarters":
            return person_days(int(value))
        if name == "kind":
            return SupportKind(value).words
        return str(names.get(value, value) if name == "served" else value or "Empty")

    return differences(form, form.data, _stored(saved), shown)


@room.form(f"{ENTRY}/remove", permission=Permission.DAYS_LOG)
def remove_entry(engagement_ref: str, support_ref: str) -> ResponseReturnValue:
    """Ask once more, then remove the entry."""
    row = load_row(support_ref)
    why_not = _why_not(row)
    if why_not:
        return refused(why_not, to("entry", support_ref=support_ref))
    if request.method == "GET":
        return render_template("charging/remove_entry.html", scope=require_scope(), row=row, to=to)
    return act(
        lambda: services.remove(load_entry(support_ref), require_scope(), actor=require_identity(), now=now()),
        said="Removed. The day can be given again, and its share of the cap is free.",
        leads_to=to("month", month=month_of(row.on)),
        refused_to=to("entry", support_ref=support_ref),
    )


@room.post(f"{ENTRY}/took-place", permission=Permission.DAYS_LOG)
def took_place(engagement_ref: str, support_ref: str) -> ResponseReturnValue:
    """Say that a booked day took place; `back` tells on which page that was pressed."""
    entry = load_entry(support_ref)
    return act(
        lambda: services.took_place(entry, require_scope(), actor=require_identity(), today=today(), now=now()),
        said="Noted: the booked day took place and is a draft now. Change it if less of the day was given.",
        leads_to=_back(entry),
    )


def _back(entry: SupportEntry) -> str:
    month = month_of(entry.on_date)
    return url_for("charging.own_month", month=month) if request.form.get("back") == MINE else to("month", month=month)
