"""Correcting what is approved: reversing a day, entering what it should have been, withdrawing a reversal."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.agreements.queries.needs import approved_plan
from app.charging.approval_forms import ReplaceForm, ReverseForm, copied
from app.charging.errors import ChargingError, NotChargeableError, RefusedFieldError, WrongStateError
from app.charging.queries.entries import EntryRow
from app.charging.queries.people import Supplier, suppliers
from app.charging.room import room
from app.charging.services import correcting
from app.charging.services.moves import demand_running
from app.charging.views.acting import INVALID, act, refused
from app.charging.views.entry import ENTRY, Family, load_family
from app.charging.views.loading import load_entry, load_row, to
from app.db import db
from app.db.clock import now, today
from app.security import Permission, require_identity, require_scope
from app.web.filters import day

WAITS = "It waits for the director’s approval, and goes on the next statement, marked as a correction."


@room.form(f"{ENTRY}/reverse", permission=Permission.DAYS_LOG)
def reverse(engagement_ref: str, support_ref: str) -> ResponseReturnValue:
    """Take an approved day back, with a reason."""
    family, form = load_family(support_ref), ReverseForm(request.form if request.method == "POST" else None)
    try:
        demand_running(require_scope())
        if not family.may_be_reversed:
            raise WrongStateError("Only an approved day that stands is reversed. Nothing was changed.")
    except ChargingError as error:
        return refused(error, to("entry", support_ref=support_ref))
    if request.method == "GET":
        return _reverse_page(family.row, form)
    if not form.validate():
        return _reverse_page(family.row, form), INVALID
    return act(
        lambda: correcting.reverse(
            load_entry(support_ref),
            form.reason.data or "",
            require_scope(),
            actor=require_identity(),
            today=today(),
            now=now(),
        ),
        said=f"The day is reversed. {WAITS} If something else took place, enter it now.",
        leads_to=to("entry", support_ref=support_ref),
    )


def _reverse_page(row: EntryRow, form: ReverseForm) -> str:
    return render_template(
        "charging/reverse.html", scope=require_scope(), to=to, row=row, form=form, errors=form.error_list
    )


@room.form(f"{ENTRY}/replace", permission=Permission.DAYS_LOG)
def replace(engagement_ref: str, support_ref: str) -> ResponseReturnValue:
    """Enter what a reversed day should have been."""
    sent = request.method == "POST"
    family, scope = load_family(support_ref), require_scope()
    form = ReplaceForm(request.form) if sent else ReplaceForm(data=copied(family.row))
    try:
        demand_running(scope)
        if not family.row.is_reversed:
            raise WrongStateError("Reverse the day first, then enter what it should have been. Nothing was changed.")
    except ChargingError as error:
        return refused(error, to("entry", support_ref=support_ref))
    people = _whose(family.row)
    plan = approved_plan(engagement_id=scope.id)
    form.offer(people, plan.content if plan else None, family.row)
    if not sent:
        return _replace_page(family, form)
    if not form.validate():
        return _replace_page(family, form), INVALID
    try:
        new = form.replacement(people)
        correcting.replace(load_entry(support_ref), new, scope, actor=require_identity(), today=today(), now=now())
    except WrongStateError as error:
        return refused(error, to("entry", support_ref=support_ref))
    except (RefusedFieldError, NotChargeableError) as error:
        db.session.rollback()
        return _replace_page(load_family(support_ref), _marked(form, error)), INVALID
    flash(f"The day of {day(new.on)} is entered. {WAITS}", "success")
    return redirect(to("month", month=new.on), 303)


def _whose(reversed_row: EntryRow) -> tuple[Supplier, ...]:
    """Give those who work here, and whose day was reversed, who may have left since."""
    scope = require_scope()
    working = suppliers(engagement_id=scope.id, lead_authority_id=scope.lead_authority_id)
    kept = Supplier(reversed_row.person_id, reversed_row.person_ref, reversed_row.person_name)
    return working if kept in working else (*working, kept)


def _marked(form: ReplaceForm, error: RefusedFieldError | NotChargeableError) -> ReplaceForm:
    """Put what the service refuses beside its field; what the cap or the day leaves, beside how much."""
    name = error.field if isinstance(error, RefusedFieldError) else "quarters"
    form[name].errors = [*form[name].errors, str(error)]
    return form


def _replace_page(family: Family, form: ReplaceForm) -> str:
    return render_template(
        "charging/replace.html", scope=require_scope(), to=to, row=family.row, form=form, errors=form.error_list
    )


@room.post(f"{ENTRY}/withdraw", permission=Permission.DAYS_LOG)
def withdraw_reversal(engagement_ref: str, support_ref: str) -> ResponseReturnValue:
    """Take back a reversal that is not approved yet."""
    row = load_row(support_ref)
    return act(
        lambda: correcting.withdraw(load_entry(support_ref), require_scope(), actor=require_identity(), now=now()),
        said="The reversal is withdrawn: the day stands again.",
        leads_to=to("entry", support_ref=row.reverses_ref or support_ref),
        refused_to=to("entry", support_ref=support_ref),
    )
