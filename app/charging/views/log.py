"""A month as a form: who, which dates and how much of each, what for. Changing what is logged: editing.py."""

import datetime as dt
from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.agreements.limits import Limits
from app.agreements.queries.limits import limits
from app.agreements.queries.needs import approved_plan
from app.charging.errors import ChargingError, NotChargeableError, RefusedDatesError, RefusedFieldError
from app.charging.ledger import last_day, month_of, months_between, next_month
from app.charging.logging_forms import LogForm, log_form
from app.charging.logging_rules import closed
from app.charging.queries.logging import Loggable, Span, people_to_log, span_of
from app.charging.room import DAYS, room
from app.charging.services import logging as services
from app.charging.services.moves import demand_running
from app.charging.views.acting import CONFLICT, INVALID
from app.charging.views.loading import to
from app.db import db
from app.db.clock import now, today
from app.security import Permission, require_identity, require_scope
from app.web.filters import person_days, plural

CHOOSE_A_DAY = "Choose how much of a day, for at least one date"


@dataclass(frozen=True, slots=True)
class MonthToLog:
    """A month with its dates: `open_dates` can be logged, the others are closed or outside the agreement."""

    month: dt.date
    months: tuple[dt.date, ...]
    dates: tuple[dt.date, ...]
    open_dates: frozenset[dt.date]
    closed_through: dt.date | None

    @property
    def before(self) -> dt.date | None:
        """The month before, of the engagement's."""
        return next((each for each in reversed(self.months) if each < self.month), None)

    @property
    def after(self) -> dt.date | None:
        """The month after, of the engagement's."""
        return next((each for each in self.months if each > self.month), None)

    @property
    def blanks(self) -> int:
        """Places of the week before the first."""
        return self.month.weekday()


@room.form(f"{DAYS}/log", permission=Permission.DAYS_LOG)
def log(engagement_ref: str) -> ResponseReturnValue:
    """Log every chosen date for every chosen person in one go, or say beside each date why it cannot be."""
    scope = require_scope()
    allowed, span = limits(engagement_id=scope.id), span_of(engagement_id=scope.id)
    why_not = _why_not(allowed)
    if why_not or allowed is None:
        if request.method == "POST":
            flash(why_not, "important")
            return redirect(to("log"), 303)
        return render_template("charging/log_not_yet.html", scope=scope, why_not=why_not)
    shown = _month(allowed, span)
    people = people_to_log(shown.month, last_day(shown.month), scope=scope)
    form = _form(shown, people, allowed)
    errors: list[tuple[str, str]] = []
    status = 200
    if request.method == "POST":
        if form.validate() and form.chosen:
            try:
                return _log(form, shown, people)
            except ChargingError as error:
                errors = _beside(form, error)
        status = CONFLICT if errors else INVALID
        errors += form.error_list
        if not form.chosen:
            after_people = 1 if form.people.errors else 0
            errors.insert(after_people, (CHOOSE_A_DAY, _first(form)))
    return _page(form, shown, people, errors), status


def _why_not(allowed: Limits | None) -> str:
    """Say why nothing can be logged at all, or nothing."""
    try:
        demand_running(require_scope())
    except ChargingError as error:
        return str(error)
    return "" if allowed else "Nothing can be logged before both authorities have signed an agreement."


def _month(allowed: Limits, span: Span) -> MonthToLog:
    """Give the month that the address asks for; else this one, or the engagement's nearest."""
    months = months_between(span.starts_on, span.ends_on)
    asked = request.args.get("month", "")
    named = {f"{each:%Y-%m}": each for each in months}
    month = named.get(asked) or min(max(month_of(today()), months[0]), months[-1])
    dates = tuple(month + dt.timedelta(days=number) for number in range((next_month(month) - month).days))
    open_dates = frozenset(
        on for on in dates if allowed.starts_on <= on <= allowed.ends_on and not closed(span.closed_through, on)
    )
    return MonthToLog(month, months, dates, open_dates, span.closed_through)


def _form(shown: MonthToLog, people: tuple[Loggable, ...], allowed: Limits) -> LogForm:
    me = require_identity()
    mine = [each.ref for each in people if each.id == me.person_id]
    make = log_form(on for on in shown.dates if on in shown.open_dates)
    form = make(request.form if request.method == "POST" else None, data={"people": mine})
    form.offer_people(people)
    form.offer_kinds(allowed.quarters.keys())
    form.offer_goals(approved_plan(engagement_id=require_scope().id))
    return form


def _log(form: LogForm, shown: MonthToLog, people: tuple[Loggable, ...]) -> ResponseReturnValue:
    days = form.days({each.ref: each.id for each in people})
    made = services.log(days, require_scope(), actor=require_identity(), today=today(), now=now())
    booked = sum(entry.state.value == "booked" for entry in made)
    said = [f"{person_days(sum(entry.quarters for entry in made))} logged, {plural(len(made), 'line')}."]
    if booked:
        said.append(
            f"{plural(booked, 'date')} in the future {'is' if booked == 1 else 'are'} booked: "
            "say that it took place once the day has come."
        )
    if booked < len(made):
        said.append("Submit the month when it is complete.")
    flash(" ".join(said), "success")
    return redirect(to("month", month=shown.month), 303)


def _beside(form: LogForm, error: ChargingError) -> list[tuple[str, str]]:
    """Put a refusal beside its date or field; give what belongs beside none."""
    db.session.rollback()
    if isinstance(error, RefusedDatesError):
        for on, why in error.refusals:
            form.refuse(on, why)
        return []
    if isinstance(error, NotChargeableError) and error.on:
        form.refuse(error.on, str(error))
        return []
    if isinstance(error, RefusedFieldError):
        form[error.field].errors = [str(error)]
        return []
    return [(str(error), "")]


def _first(form: LogForm) -> str:
    """Where the summary leads if no date was chosen."""
    return next((f"#{name}" for name in form.days_on), "")


def _page(form: LogForm, shown: MonthToLog, people: tuple[Loggable, ...], errors: list[tuple[str, str]]) -> str:
    taken = {
        on: [(each.name, each.taken[on]) for each in people if on in each.taken]
        for on in {on for each in people for on in each.taken}
    }
    return render_template(
        "charging/log.html",
        scope=require_scope(),
        form=form,
        shown=shown,
        taken=taken,
        today=today(),
        errors=errors,
        to=to,
        chosen_error=CHOOSE_A_DAY if any(text == CHOOSE_A_DAY for text, _ in errors) else "",
    )
