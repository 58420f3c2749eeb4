"""The e-mails around the approval of days: their words, and to whom. Those of statements: statement_messages.py."""

import datetime as dt
from collections.abc import Iterable

from app.accounts.queries import Recipient, mail_addresses_of_authority
from app.charging.ledger import Days
from app.charging.models import SupportEntry
from app.charging.queries.people import to_tell_about
from app.engagements.telling import day_in_words, link_to, people_to_tell, tell
from app.security import EngagementScope, Identity, Role
from app.web.filters import person_days, pounds

CHECK = "Check them line by line. Approve all in one press, or query a line: the others can still be approved."


def month_in_words(month: dt.date) -> str:
    """Write a month as pages do: November 2026."""
    return f"{month:%B %Y}"


def tell_submitted(month: dt.date, quarters: int, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Tell the director that days of a month wait for approval; `quarters` of a person-day in all."""
    said = f"{actor.name} of {scope.lead_name} has submitted {person_days(quarters)} of support in"
    lines = (f"{said} {month_in_words(month)}.", CHECK)
    found = people_to_tell((Role.DIRECTOR,), scope, but=actor.person_id)
    _tell(found, "days submitted", (month, "wait for your approval"), lines, scope, now=now)


def tell_corrected(entry: SupportEntry, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Tell the director that a reversal, or what stands for a reversed day, waits for approval."""
    what = "reversed" if entry.reverses_id else "entered, in place of one that was reversed,"
    day, days = day_in_words(entry.on_date), person_days(abs(entry.quarters))
    lines = (
        f"{actor.name} of {scope.lead_name} has {what} {days} on {day}.",
        f"Reason: {entry.reason}",
        CHECK,
    )
    found = people_to_tell((Role.DIRECTOR,), scope, but=actor.person_id)
    _tell(found, "day corrected", (entry.on_date, "a correction waits for your approval"), lines, scope, now=now)


def tell_queried(entry: SupportEntry, text: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Tell whoever logged a line, and whose days they are, what the buyer asks."""
    lines = (
        f"{actor.name} of {scope.partner_name} asks about {_line(entry)}:",
        text,
        "Correct the line or explain it. It is not approved before you answer.",
    )
    found = to_tell_about(
        {entry.logged_by_id, entry.person_id}, engagement_id=scope.id, lead_authority_id=scope.lead_authority_id
    )
    _tell(found, "day queried", (entry.on_date, "a line is queried"), lines, scope, entry=entry, now=now)


def tell_answered(entry: SupportEntry, text: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Tell the director what the supplier answered."""
    lines = (
        f"{actor.name} of {scope.lead_name} answers the query about {_line(entry)}:",
        text,
        "The line waits for your approval again.",
    )
    found = people_to_tell((Role.DIRECTOR,), scope, but=actor.person_id)
    _tell(found, "day answered", (entry.on_date, "a query is answered"), lines, scope, entry=entry, now=now)


def tell_approved(  # what the message says
    month: dt.date, days: Days, scope: EngagementScope, *, ready: bool, actor: Identity, now: dt.datetime
) -> None:
    """Tell the lead side what is approved; its finance officers, too, once nothing of the month is left to approve."""
    what = f"{person_days(days.quarters)}, {pounds(days.value)} before VAT, of {month_in_words(month)}"
    all_of_it = f"Every line of {month_in_words(month)} that is logged so far is approved."
    lines = (f"{actor.name} of {scope.partner_name} has approved {what}.", *((all_of_it,) if ready else ()))
    found = people_to_tell((Role.CONSULTANT, Role.MANAGER), scope, but=actor.person_id)
    if ready:
        found += mail_addresses_of_authority(authority_id=scope.lead_authority_id, roles={Role.FINANCE_OFFICER})
    _tell(dict.fromkeys(found), "days approved", (month, "are approved"), lines, scope, now=now)


def _line(entry: SupportEntry) -> str:
    """Name a line: "1 day on 3 November 2026"."""
    return f"{person_days(entry.quarters)} on {day_in_words(entry.on_date)}"


def _tell(  # what a message needs
    found: Iterable[Recipient],
    kind: str,
    what: tuple[dt.date, str],  # a date of the month, and the end of the subject
    lines: tuple[str, ...],
    scope: EngagementScope,
    *,
    entry: SupportEntry | None = None,
    now: dt.datetime,
) -> None:
    month, verb = what
    link = link_to("charging.month", scope, month=month)
    if entry:
        link = link_to("charging.entry", scope, support_ref=entry.ref)
    tell(
        found,
        kind=kind,
        subject=f"Support days of {month_in_words(month)}, {scope.partner_name}: {verb}",
        lines=lines,
        link=link,
        now=now,
    )
