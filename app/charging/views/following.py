"""What follows a statement: recording its invoice, disputing it, settling the dispute, recording its payment."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.charging.errors import ChargingError, ConflictError, RefusedFieldError
from app.charging.models import StatementState
from app.charging.room import room
from app.charging.services import following
from app.charging.stated import payable_words
from app.charging.statement_forms import DisputeForm, InvoiceForm, NumberForm, PaidForm, SettleForm
from app.charging.views.acting import CONFLICT, INVALID, refused
from app.charging.views.loading import to
from app.charging.views.statement_files import STATEMENT
from app.charging.views.statements import Record, disputes, issues, load_record
from app.db.clock import now, today
from app.engagements.forms.versions import Difference
from app.security import Permission, require_identity, require_scope
from app.web.forms import Form

TITLES = {
    "invoiced": "Record the invoice",
    "dispute": "Dispute the statement",
    "settle": "Settle the dispute",
    "paid": "Record the payment",
}


@room.form(f"{STATEMENT}/invoice", permission=Permission.STATEMENT_ISSUE)
def invoiced(engagement_ref: str, statement_ref: str) -> ResponseReturnValue:
    """Record the number of the VAT invoice, or correct it."""
    record = load_record(statement_ref, lock=request.method == "POST")
    number = record.statement.invoice_number
    form = InvoiceForm(_sent(), data={"number": number, "seen_number": number})

    def act() -> None:
        following.invoiced(
            record.statement,
            form.number.data or "",
            require_scope(),
            actor=require_identity(),
            now=now(),
            seen_number=form.seen_number.data or "",
        )

    return _answer(record, "invoiced", form, act, said="The invoice number is recorded", open_to=issues())


@room.form(f"{STATEMENT}/dispute", permission=Permission.STATEMENT_DISPUTE)
def dispute(engagement_ref: str, statement_ref: str) -> ResponseReturnValue:
    """Dispute the statement for the partner."""
    record = load_record(statement_ref, lock=request.method == "POST")
    form = DisputeForm(_sent())

    def act() -> None:
        actor, text = require_identity(), form.text.data or ""
        following.dispute(record.statement, text, require_scope(), actor=actor, now=now())

    said = f"The statement is disputed. The finance officers and managers of {require_scope().lead_name} have been told"
    is_open = record.statement.state is StatementState.ISSUED and disputes()
    return _answer(record, "dispute", form, act, said=f"{said} by email.", open_to=is_open)


@room.form(f"{STATEMENT}/settle", permission=Permission.STATEMENT_DISPUTE)
def settle(engagement_ref: str, statement_ref: str) -> ResponseReturnValue:
    """Say for the partner how the dispute was settled."""
    record = load_record(statement_ref, lock=request.method == "POST")
    form = SettleForm(_sent())

    def act() -> None:
        actor, text = require_identity(), form.text.data or ""
        following.settle(record.statement, text, require_scope(), actor=actor, now=now())

    is_open = record.statement.state is StatementState.DISPUTED and disputes()
    return _answer(record, "settle", form, act, said="The dispute is settled", open_to=is_open)


@room.form(f"{STATEMENT}/paid", permission=Permission.STATEMENT_ISSUE)
def paid(engagement_ref: str, statement_ref: str) -> ResponseReturnValue:
    """Record for the lead when the statement was paid."""
    record = load_record(statement_ref, lock=request.method == "POST")
    form = PaidForm(_sent(), data={"paid_on": today()})

    def act() -> None:
        on, actor = form.paid_on.data or today(), require_identity()
        following.paid(record.statement, on, require_scope(), actor=actor, now=now())

    is_open = record.statement.state is StatementState.ISSUED and issues()
    return _answer(record, "paid", form, act, said="The payment is recorded", open_to=is_open)


def _sent() -> Any:
    return request.form if request.method == "POST" else None


def _answer(
    record: Record, page: str, form: Form, act: Callable[[], None], *, said: str, open_to: bool
) -> ResponseReturnValue:
    """Show the form, do what it asks, or lead back to a statement whose reader or state does not allow it."""
    leads_to = to("statement", statement_ref=record.statement.ref)
    if request.method == "GET":
        return _page(record, page, form) if open_to else redirect(leads_to, 303)
    if open_to and not form.validate():
        return _page(record, page, form), INVALID
    try:
        act()
    except RefusedFieldError as error:
        form[error.field].errors = [str(error)]
        return _page(record, page, form), INVALID
    except ConflictError:
        return _conflict(record, page, form), CONFLICT
    except ChargingError as error:
        return refused(error, leads_to)
    flash(said, "success")
    return redirect(leads_to, 303)


def _conflict(record: Record, page: str, form: Form) -> str:
    """Show both numbers. What was typed stays, and sending it again overwrites."""
    saved = record.statement.invoice_number
    typed = form["number"].data if isinstance(form, NumberForm) else ""
    if isinstance(form, NumberForm):
        form.see(saved)
    return _page(record, page, form, (Difference("Invoice number", typed, saved),))


def _page(record: Record, page: str, form: Form, conflict: tuple[Difference, ...] = ()) -> str:
    return render_template(
        "charging/following.html",
        scope=require_scope(),
        to=to,
        record=record,
        content=record.content,
        payable=payable_words(record.content),
        page=page,
        title=TITLES[page],
        form=form,
        conflict=conflict,
        errors=form.error_list,
    )
