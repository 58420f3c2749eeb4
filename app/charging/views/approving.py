"""The buyer queries a line, the supplier answers: a form each. Approving a month: month.py."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.charging.approval_forms import AnswerForm, QueryForm
from app.charging.errors import ChargingError, ConflictError
from app.charging.models import SupportEntry
from app.charging.queries.threads import thread_of
from app.charging.room import room
from app.charging.services import querying
from app.charging.views.acting import CONFLICT, INVALID, refused
from app.charging.views.entry import ENTRY
from app.charging.views.loading import load_entry, load_row, to
from app.db import db
from app.db.clock import now
from app.security import Permission, require_identity, require_scope


@room.form(f"{ENTRY}/query", permission=Permission.DAYS_QUERY)
def query(engagement_ref: str, support_ref: str) -> ResponseReturnValue:
    """Ask about one line, which holds it back until it is answered."""
    sent = request.method == "POST"
    found, form = load_entry(support_ref, lock=sent), QueryForm(request.form if sent else None)
    try:
        querying.demand_queryable(found, require_scope(), actor=require_identity())
    except ChargingError as error:
        return refused(error, to("entry", support_ref=support_ref))
    return _written(querying.query, found, form, template="query.html", said=QUERIED)


@room.form(f"{ENTRY}/answer", permission=Permission.DAYS_LOG)
def answer(engagement_ref: str, support_ref: str) -> ResponseReturnValue:
    """Answer a query, after a correction or with an explanation alone."""
    sent = request.method == "POST"
    found, form = load_entry(support_ref, lock=sent), AnswerForm(request.form if sent else None)
    try:
        querying.demand_answerable(found, require_scope())
    except ChargingError as error:
        return refused(error, to("entry", support_ref=support_ref))
    return _written(querying.answer, found, form, template="answer.html", said=ANSWERED)


QUERIED = "Your query is sent. The line is held back until it is answered; the others can be approved."
ANSWERED = "Your answer is sent. The line waits for the director’s approval again."


def _written(
    act: Callable[..., None], found: SupportEntry, form: Any, *, template: str, said: str
) -> ResponseReturnValue:
    """Show the form, or do what was sent."""
    ref, on = found.ref, found.on_date
    if request.method == "GET":
        form.see(found.version)
        return _page(template, ref, form)
    if not form.validate():
        return _page(template, ref, form), INVALID
    try:
        act(
            found,
            form.text.data or "",
            require_scope(),
            seen_version=form.seen_version,
            actor=require_identity(),
            now=now(),
        )
    except ConflictError as error:
        db.session.rollback()
        form.see(load_row(ref).version)
        return _page(template, ref, form, conflict=str(error)), CONFLICT
    except ChargingError as error:
        return refused(error, to("entry", support_ref=ref))
    flash(said, "success")
    return redirect(to("month", month=on), 303)


def _page(template: str, support_ref: str, form: Any, *, conflict: str = "") -> str:
    return render_template(
        f"charging/{template}",
        scope=require_scope(),
        to=to,
        row=load_row(support_ref),
        thread=thread_of(support_ref, engagement_id=require_scope().id),
        form=form,
        conflict=conflict,
        errors=form.error_list,
    )
