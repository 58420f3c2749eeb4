"""The e-mails around statements: their words, and to whom. Those around entries: messages.py."""

import datetime as dt

from app.accounts.queries import Recipient, mail_addresses_of_authority
from app.charging.models import Statement
from app.charging.stated import named, payable_words
from app.charging.statement import StatementContent, statement_from
from app.engagements.telling import link_to, people_to_tell, tell
from app.security import EngagementScope, Identity, Role

FINANCE = frozenset({Role.FINANCE_OFFICER})


def tell_issued(
    statement: Statement, content: StatementContent, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Tell the partner's finance officers and the director."""
    lines = (
        f"{actor.name} has issued {named(content)} for {scope.lead_name}.",
        f"{payable_words(content)} It is not a VAT invoice. If something is wrong, dispute it on its page.",
    )
    _tell(_of_the_partner(scope, but=actor.person_id), "statement issued", lines, statement, scope, now=now)


def tell_disputed(
    statement: Statement, reason: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Tell the lead's finance officers and managers why."""
    lines = (
        f"{actor.name} disputes {named(statement_from(statement.content))}.",
        f"Reason: {reason}",
        "Days that are wrong are corrected with a reversal, which goes on the next statement.",
    )
    _tell(_of_the_lead(scope), "statement disputed", lines, statement, scope, now=now)


def tell_settled(
    statement: Statement, outcome: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Tell the lead's finance officers and managers how."""
    lines = (
        f"{actor.name} says that the dispute of {named(statement_from(statement.content))} is settled.",
        f"How: {outcome}",
    )
    _tell(_of_the_lead(scope), "dispute settled", lines, statement, scope, now=now)


def _of_the_partner(scope: EngagementScope, *, but: int) -> list[Recipient]:
    found = people_to_tell({Role.DIRECTOR}, scope, but=but)
    found += mail_addresses_of_authority(authority_id=scope.partner_authority_id, roles=FINANCE)
    return [each for each in dict.fromkeys(found) if each.person_id != but]


def _of_the_lead(scope: EngagementScope) -> list[Recipient]:
    return mail_addresses_of_authority(authority_id=scope.lead_authority_id, roles=FINANCE | {Role.MANAGER})


def _tell(
    recipients: list[Recipient],
    kind: str,
    lines: tuple[str, ...],
    statement: Statement,
    scope: EngagementScope,
    *,
    now: dt.datetime,
) -> None:
    tell(
        recipients,
        kind=kind,
        subject=f"{kind.capitalize()}: number {statement.number}, {scope.lead_name} and {scope.partner_name}",
        lines=lines,
        link=link_to("charging.statement", scope, statement_ref=statement.ref),
        now=now,
    )
