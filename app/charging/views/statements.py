"""Statements: those that are issued, the draft of a month with what it lacks, issuing it, and one statement whole."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.charging.document import StatementStanding, invoice_words, title
from app.charging.drafting import Frame, Missing, open_months
from app.charging.errors import ChargingError, ConflictError, IncompleteError
from app.charging.ledger import Days, days_of, total
from app.charging.models import EntryState, Statement
from app.charging.queries.drafts import Unstated, draft_of, frame_of, unstated
from app.charging.queries.statements import events_of, statement_of, statement_of_month, statements_of
from app.charging.room import DAYS, room
from app.charging.services import issuing
from app.charging.services.standing import is_of_the_lead
from app.charging.stated import HOW, codes_table, days_table, facts, lines_table, payable_words
from app.charging.statement import StatementContent, statement_from
from app.charging.views.acting import refused
from app.charging.views.loading import to
from app.db.clock import now, today
from app.security import Permission, require_identity, require_scope


@dataclass(frozen=True, slots=True)
class Record:
    """A statement with its frozen content read back."""

    statement: Statement
    content: StatementContent

    @property
    def standing(self) -> StatementStanding:
        """How it stands."""
        found = self.statement
        scope = require_scope()
        return StatementStanding(found.state.value, found.invoice_number, found.paid_on, scope.illustrative)


@dataclass(frozen=True, slots=True)
class OpenMonth:
    """A month without a statement: what is approved in it, and how many entries are not."""

    month: dt.date
    approved: Days
    waiting: int


def load_record(statement_ref: str, *, lock: bool = False) -> Record:
    """Give the statement of the address, or answer 404."""
    found = statement_of(statement_ref, engagement_id=require_scope().id, lock=lock) or abort(404)
    return Record(found, statement_from(found.content))


def said(content: StatementContent) -> dict[str, Any]:
    """Give a template the content with its words and tables."""
    return {
        "content": content,
        "payable": payable_words(content),
        "facts": facts(content),
        "lines": lines_table(content),
        "codes": codes_table(content),
        "used": days_table(content),
        "how": HOW,
    }


def disputes() -> bool:
    """Say whether the reader may dispute for the partner: nobody with a role at the lead authority."""
    me = require_identity()
    return me.may(Permission.STATEMENT_DISPUTE) and not is_of_the_lead(me, require_scope())


def issues() -> bool:
    """Say whether the reader issues for the lead authority."""
    return issuing.may_issue(require_identity(), require_scope())


@room.get(f"{DAYS}/statements", permission=Permission.DAYS_VIEW)
def statements(engagement_ref: str) -> str:
    """Every statement, and the months that have none yet."""
    scope, day = require_scope(), today()
    found = statements_of(engagement_id=scope.id)
    frame, _ = frame_of(engagement_id=scope.id)
    return render_template(
        "charging/statements.html",
        scope=scope,
        to=to,
        records=[Record(each, statement_from(each.content)) for each in found],
        months=_open(frame, unstated(day, engagement_id=scope.id), day),
        frame=frame,
        issues=issues(),
        may_order=require_identity().may(Permission.STATEMENT_DISPUTE),
    )


def _open(frame: Frame, entries: tuple[Unstated, ...], day: dt.date) -> list[OpenMonth]:
    """Count each month's entries; corrections of closed months count in the first open one."""
    months = open_months(frame, day, tuple(each.on for each in entries))
    found = []
    for place, month in enumerate(months):
        of_it = [each for each in entries if (each.on.replace(day=1) <= month if not place else _is_of(each.on, month))]
        approved = [each for each in of_it if each.state is EntryState.APPROVED]
        found.append(
            OpenMonth(
                month, total(days_of(each.quarters, each.day_rate) for each in approved), len(of_it) - len(approved)
            )
        )
    return found


def _is_of(on: dt.date, month: dt.date) -> bool:
    return on.replace(day=1) == month


@room.get(f"{DAYS}/statements/draft/<month:month>", permission=Permission.DAYS_VIEW)
def draft_statement(engagement_ref: str, month: dt.date) -> ResponseReturnValue:
    """What the month's statement will hold, and what is missing before it can be issued."""
    scope, me = require_scope(), require_identity()
    draft, _ = draft_of(month, scope)
    if draft.frame.is_closed(month):
        stated = statement_of_month(month, engagement_id=scope.id)
        return redirect(to("statement", statement_ref=stated.ref) if stated else to("statements"), 303)
    if not draft.is_open(today()):
        abort(404)
    return render_template(
        "charging/draft_statement.html",
        scope=scope,
        to=to,
        draft=draft,
        **said(draft.content),
        missing=[(each.words, _place(each, month)) for each in draft.missing(today())],
        issues=issuing.may_issue(me, scope),
    )


def _place(missing: Missing, month: dt.date) -> str:
    """Give the address at which the reader puts it right, or sees it; empty where there is none."""
    me = require_identity()
    if missing.part == "month":
        return to("month", month=missing.month or month)
    if missing.part == "vat" and me.may(Permission.STATEMENT_ISSUE):
        return to("vat")
    return to("purchase_order") if missing.part == "order" and me.may(Permission.STATEMENT_DISPUTE) else ""


@room.post(f"{DAYS}/statements/draft/<month:month>/issue", permission=Permission.STATEMENT_ISSUE)
def issue(engagement_ref: str, month: dt.date) -> ResponseReturnValue:
    """Issue the statement as it was shown, or say why not on its draft."""
    scope = require_scope()
    try:
        issued = issuing.issue(
            month,
            scope,
            seen_digest=request.form.get("seen", ""),
            actor=require_identity(),
            today=today(),
            now=now(),
        )
    except (ConflictError, IncompleteError) as error:
        return refused(error, to("draft_statement", month=month))
    except ChargingError as error:
        return refused(error, to("statements"))
    flash(
        f"Statement {issued.number} is issued, and {month:%B %Y} is closed. The director and the finance officers of "
        f"{scope.partner_name} have been told by email.",
        "success",
    )
    return redirect(to("statement", statement_ref=issued.ref), 303)


@room.get(f"{DAYS}/statements/<ref:statement_ref>", permission=Permission.DAYS_VIEW)
def statement(engagement_ref: str, statement_ref: str) -> str:
    """One statement whole, what happened to it, and what its reader can do."""
    record = load_record(statement_ref)
    return render_template(
        "charging/statement.html",
        scope=require_scope(),
        to=to,
        record=record,
        title=title(record.content),
        invoice=invoice_words(record.standing),
        **said(record.content),
        events=events_of(record.statement),
        issues=issues(),
        disputes=disputes(),
    )
