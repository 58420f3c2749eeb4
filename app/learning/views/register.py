"""Pages of the register: its half-days, one of them to take; attendance as it counts. On paper: register_files.py."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now, today
from app.learning.access import CohortScope
from app.learning.attendance import rule, sum_in_words
from app.learning.content import HalfDay
from app.learning.errors import ConflictError, WrongStateError
from app.learning.forms.register import RegisterForm, unsent
from app.learning.markup import Asked, register_rows
from app.learning.models import Mark
from app.learning.queries.cohorts import dates_of
from app.learning.queries.register import RegisterRow, attendance_of_all, half_day_rows
from app.learning.room import COHORT, room
from app.learning.services import register as services
from app.learning.views.acting import refused
from app.learning.views.loading import FORBIDDEN, cohort_here, cohort_to_run, page, programme_of, to
from app.security import Permission, require_identity

REGISTER = f"{COHORT}/register"
CONFLICT, UNPROCESSABLE = 409, 422


@room.get(REGISTER, permission=Permission.TRAINING_RUN)
def registers(cohort_ref: str) -> ResponseReturnValue:
    """List the half-days, each with how far it is registered."""
    scope = cohort_to_run(cohort_ref)
    half_days = programme_of(scope).half_days
    delegates = attendance_of_all(half_days, cohort_id=scope.id)
    lines = [line for each in delegates for line in each.attended.lines if line.registered]
    taken = {half: sum(line.half_day == half for line in lines) for half in half_days}
    dates = dates_of(cohort_id=scope.id)
    return page(
        "registers.html", scope, half_days=half_days, taken=taken, dates=dates, count=len(delegates), today=today()
    )


@room.form(f"{REGISTER}/<int:day>/<any(morning, afternoon):half>", permission=Permission.TRAINING_RUN)
def register(cohort_ref: str, day: int, half: str) -> ResponseReturnValue:
    """Take the register of a half-day."""
    scope = cohort_to_run(cohort_ref)
    booked = programme_of(scope).half_day(day, half) or abort(404)
    on = dates_of(cohort_id=scope.id).get(day)
    try:
        services.demand_open(booked, on, scope.state, today=today())
    except WrongStateError as error:
        status = CONFLICT if request.method == "POST" else 200
        return page("register_not_yet.html", scope, half=booked, on=on, reason=str(error)), status
    rows = half_day_rows(booked, cohort_id=scope.id)
    if request.method == "GET":
        return _register(scope, booked, rows, unsent(rows, booked), on=on)
    form = RegisterForm(request.form, rows, booked)
    if not form.validate():
        return _register(scope, booked, rows, form.asked, on=on, errors=form.error_list), UNPROCESSABLE
    return _take(scope, booked, form, on)


def _take(scope: CohortScope, half: HalfDay, form: RegisterForm, on: Any) -> ResponseReturnValue:
    rest = request.form.get("rest") == Mark.PRESENT
    try:
        services.take(scope, half, form.entries(), others_present=rest, actor=require_identity(), now=now())
    except WrongStateError as error:  # cancelled, or given another date, at this moment
        return refused(error, to("registers", scope))
    except ConflictError:
        db.session.rollback()
        rows = half_day_rows(half, cohort_id=scope.id)
        errors = list(form.beside(rows))
        return _register(scope, half, rows, form.asked, on=on, errors=errors), CONFLICT
    rows = half_day_rows(half, cohort_id=scope.id)
    marked = sum(row.mark is not None for row in rows)
    flash(f"Register of day {half.day}, {half.half}, saved: {marked} of {len(rows)} have a mark.", "success")
    return redirect(to("registers", scope), 303)


def _register(
    scope: CohortScope, half: HalfDay, rows: list[RegisterRow], asked: list[Asked], *, on: Any, errors: Any = ()
) -> str:
    last = max((row for row in rows if row.marked_at), key=lambda row: str(row.marked_at), default=None)
    return page("register.html", scope, half=half, on=on, rows=register_rows(asked), last=last, errors=errors)


@room.get(f"{COHORT}/attendance", permission=Permission.SIGNED_IN)
def attendance(cohort_ref: str) -> ResponseReturnValue:
    """Show a delegate's own attendance, and trainers that of all, with the rule in words."""
    scope = cohort_here(cohort_ref)
    if not (scope.runs or scope.takes):
        abort(FORBIDDEN)
    only = None if scope.runs else scope.enrolment_id
    found = attendance_of_all(programme_of(scope).half_days, cohort_id=scope.id, enrolment_id=only)
    own = next((each for each in found if each.enrolment_id == scope.enrolment_id), None)
    return page(
        "attendance.html",
        scope,
        delegates=found if scope.runs else (),
        own=own,
        half_days=programme_of(scope).half_days,
        dates=dates_of(cohort_id=scope.id),
        rule=rule,
        sum_in_words=sum_in_words,
        words={mark.value: mark.words for mark in Mark},
    )
