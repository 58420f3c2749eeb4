"""What follows an issued statement, whose content stays: the invoice's number, dispute and settlement, payment."""

import datetime as dt

from app.charging.errors import ConflictError, RefusedFieldError, WrongStateError
from app.charging.models import EventKind, Statement, StatementEvent, StatementState
from app.charging.services.issuing import demand_issuer
from app.charging.services.moves import note
from app.charging.services.standing import refuse_people_of_the_lead
from app.charging.statement_messages import tell_disputed, tell_settled
from app.db import db
from app.security import EngagementScope, Identity
from app.web.filters import LONDON, day


def invoiced(
    statement: Statement,
    invoice_number: str,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
    seen_number: str | None = None,
) -> None:
    """Record the number of the VAT invoice, or correct it; `seen_number` is what the page showed, None: not asked.

    Raises ConflictOfInterestError, ConflictError if a colleague recorded another number meanwhile.
    """
    demand_issuer(actor, scope, doing="record invoices")
    was = statement.invoice_number
    if was == invoice_number:
        return
    if seen_number is not None and seen_number != was:
        raise ConflictError(f"A colleague recorded the invoice number “{was}” while you were writing")
    statement.invoice_number = invoice_number
    _event(statement, EventKind.INVOICED, invoice_number, actor=actor, now=now)
    _note("statement invoiced", statement, scope, {"invoice": was}, {"invoice": invoice_number}, actor=actor, now=now)


def dispute(statement: Statement, reason: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Dispute an issued statement for the partner. Raises WrongStateError, ConflictOfInterestError."""
    refuse_people_of_the_lead(actor, scope, doing="dispute a statement")
    _demand(statement, StatementState.ISSUED, "Only a statement that is issued and not paid can be disputed.")
    _move(statement, StatementState.DISPUTED, EventKind.DISPUTED, reason, scope, actor=actor, now=now)
    tell_disputed(statement, reason, scope, actor=actor, now=now)


def settle(statement: Statement, outcome: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Say for the partner how the dispute was settled; it is to be paid again. Raises as `dispute`."""
    refuse_people_of_the_lead(actor, scope, doing="say that the dispute is settled")
    _demand(statement, StatementState.DISPUTED, "The statement is not disputed.")
    _move(statement, StatementState.ISSUED, EventKind.SETTLED, outcome, scope, actor=actor, now=now)
    tell_settled(statement, outcome, scope, actor=actor, now=now)


def paid(statement: Statement, paid_on: dt.date, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Record for the lead that the statement is paid, or its credit given, on a day from its issue to today.

    Raises WrongStateError while it is disputed, RefusedFieldError for the day, ConflictOfInterestError.
    """
    demand_issuer(actor, scope, doing="record payments")
    stands = {
        StatementState.PAID: "The payment is recorded already.",
        StatementState.DISPUTED: f"The statement is disputed: {scope.partner_name} has to settle the dispute first.",
    }
    _demand(statement, StatementState.ISSUED, stands.get(statement.state, ""))
    issued_on = statement.issued_at.astimezone(LONDON).date()
    if not issued_on <= paid_on <= now.astimezone(LONDON).date():
        raise RefusedFieldError(
            "paid_on", f"Date of payment must be from {day(issued_on)}, when it was issued, to today"
        )
    statement.paid_on = paid_on
    _move(statement, StatementState.PAID, EventKind.PAID, day(paid_on), scope, actor=actor, now=now)


def _demand(statement: Statement, state: StatementState, words: str) -> None:
    if statement.state is not state:
        raise WrongStateError(f"{words} Nothing was changed.")


def _move(
    statement: Statement,
    state: StatementState,
    kind: EventKind,
    text: str,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    was, statement.state = statement.state, state
    _event(statement, kind, text, actor=actor, now=now)
    became = {"state": state.value, "text": text}
    _note(f"statement {kind.value}", statement, scope, {"state": was.value}, became, actor=actor, now=now)


def _event(statement: Statement, kind: EventKind, text: str, *, actor: Identity, now: dt.datetime) -> None:
    db.session.add(
        StatementEvent(
            statement_id=statement.id,
            kind=kind,
            text=text,
            author_id=actor.person_id,
            author_name=actor.name,
            happened_at=now,
        )
    )


def _note(
    action: str,
    statement: Statement,
    scope: EngagementScope,
    was: dict[str, str],
    became: dict[str, str],
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    note(action, f"statement {statement.ref}", scope, actor=actor, now=now, was=was, became=became)
