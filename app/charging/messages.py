"""The e-mails around the approval of days: their words, and to whom. Those of statements: statement_messages.py."""

import datetime as dt
from collections.abc import Iterable

from app.accounts.queries import Recipient
from app.engagements.telling import link_to, people_to_tell, tell
from app.security import EngagementScope, Identity, Role
from app.web.filters import person_days


def month_in_words(month: dt.date) -> str:
    """Write a month as pages do: November 2026."""
    return f"{month:%B %Y}"


def tell_submitted(month: dt.date, quarters: int, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Tell the director that days of a month wait for approval; `quarters` of a person-day in all."""
    lines = (
        f"{actor.name} of {scope.lead_name} has submitted {person_days(quarters)} of support in "
        f"{month_in_words(month)}.",
        "Check them line by line. Approve the month in one press, or query a line.",
    )
    found = people_to_tell((Role.DIRECTOR,), scope, but=actor.person_id)
    _tell(found, "days submitted", month, "waits for your approval", lines, scope, now=now)


def _tell(  # what a message needs
    found: Iterable[Recipient],
    kind: str,
    month: dt.date,
    verb: str,
    lines: tuple[str, ...],
    scope: EngagementScope,
    *,
    now: dt.datetime,
) -> None:
    tell(
        found,
        kind=kind,
        subject=f"Support days of {month_in_words(month)}, {scope.partner_name}: {verb}",
        lines=lines,
        link=link_to("charging.month", scope, month=month),
        now=now,
    )
