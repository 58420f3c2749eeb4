"""Issuing a month's statement: its number, its frozen content, and the month closed. What follows it: following.py."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from app.charging.drafting import Draft
from app.charging.errors import ConflictError, ConflictOfInterestError, IncompleteError, WrongStateError
from app.charging.ledger import last_day
from app.charging.models import EntryState, Statement, StatementCounter, StatementState, SupportEntry
from app.charging.queries.drafts import draft_of
from app.charging.services.books import lock_account, upserting
from app.charging.services.moves import closed_words, demand_running, note
from app.charging.statement import statement_content
from app.charging.statement_messages import tell_issued
from app.db import db
from app.security import EngagementScope, Identity, Role


def may_issue(actor: Identity, scope: EngagementScope) -> bool:
    """Say whether the person is a finance officer of the lead authority."""
    return (scope.lead_authority_id, Role.FINANCE_OFFICER) in actor.authority_roles


def demand_issuer(actor: Identity, scope: EngagementScope, *, doing: str) -> None:
    """Raise ConflictOfInterestError for anybody but a finance officer of the lead; `doing` as in "issue statements"."""
    if not may_issue(actor, scope):
        raise ConflictOfInterestError(f"Only finance officers of {scope.lead_name} {doing}. Nothing was changed.")


def issue(
    month: dt.date,
    scope: EngagementScope,
    *,
    seen_digest: str,
    actor: Identity,
    today: dt.date,
    now: dt.datetime,
) -> Statement:
    """Issue the month's statement as it was shown: every approved entry up to its end that is on none; close the month.

    A month without such entries gives a nil statement. `today` is London's date. Raises WrongStateError for a closed
    month, IncompleteError while something is missing, ConflictError if the draft is no longer what was seen,
    ConflictOfInterestError, NotChargeableError before an agreement is signed.
    """
    demand_running(scope)
    demand_issuer(actor, scope, doing="issue statements")
    account = lock_account(engagement_id=scope.id)
    draft, entry_ids = draft_of(month, scope)
    _demand_ready(draft, seen_digest, today)
    number = _next_number(scope.lead_authority_id)
    content = replace(draft.content, number=number, issued_on=today, issuer=actor.name)
    statement = Statement(
        engagement_id=scope.id,
        lead_authority_id=scope.lead_authority_id,
        number=number,
        month=month,
        state=StatementState.ISSUED,
        content=statement_content(content),
        issued_by_id=actor.person_id,
        issued_at=now,
    )
    db.session.add(statement)
    db.session.flush()
    _state(entry_ids, statement.id)
    was = {"closed_through": account.closed_through}
    account.closed_through = last_day(month)
    became = {
        "number": number,
        "month": month,
        "entries": len(entry_ids),
        "value": content.days.value,
        "closed_through": account.closed_through,
    }
    note("statement issued", f"statement {statement.ref}", scope, actor=actor, now=now, was=was, became=became)
    tell_issued(statement, content, scope, actor=actor, now=now)
    return statement


def _demand_ready(draft: Draft, seen_digest: str, today: dt.date) -> None:
    if draft.frame.is_closed(draft.month):
        raise WrongStateError(f"{closed_words(draft.month)}. Nothing was changed.")
    if not draft.is_open(today):
        raise WrongStateError(f"There is nothing to state for {draft.month:%B %Y}. Nothing was changed.")
    missing = draft.missing(today)
    if missing:
        raise IncompleteError(f"{'. '.join(each.words for each in missing)}. Nothing was issued.")
    if draft.digest != seen_digest:
        raise ConflictError(
            "What the statement holds has changed since you opened the page. Read it again below, and issue it as it "
            "is now."
        )


def _state(entry_ids: Collection[int], statement_id: int) -> None:
    """Put exactly these approved entries on the statement. Raises ConflictError if one is approved no more."""
    changed = db.session.execute(
        db.update(SupportEntry)
        .where(SupportEntry.id.in_(entry_ids), SupportEntry.state == EntryState.APPROVED)
        .values(state=EntryState.STATED, statement_id=statement_id, version=SupportEntry.version + 1)
        .returning(SupportEntry.id)
        .execution_options(synchronize_session=False)
    )
    if len(changed.all()) != len(entry_ids):
        raise ConflictError("A colleague changed a line of the statement at this moment. Nothing was issued.")
    db.session.expire_all()


def _next_number(authority_id: int) -> int:
    """Take the lead authority's next number; it is given back if this transaction does not succeed, so none is lost."""
    taken = (
        upserting(StatementCounter)
        .values(authority_id=authority_id, last=1)
        .on_conflict_do_update(index_elements=["authority_id"], set_={"last": StatementCounter.last + 1})
        .returning(StatementCounter.last)
    )
    return int(db.session.execute(taken).scalar_one())
