"""Writing to people of an engagement by e-mail: whom, and the form of a message. What is said belongs to the rooms."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from flask import current_app, url_for

from app.accounts.queries import Recipient, mail_addresses, mail_addresses_of_authority
from app.mail.services import queue
from app.security import EngagementScope, Role


def day_in_words(day: dt.date) -> str:
    """Write a date as pages do: 4 December 2026."""
    return f"{day.day} {day:%B %Y}"


def tell(  # what a message needs, by name
    recipients: Iterable[Recipient], *, kind: str, subject: str, lines: tuple[str, ...], link: str, now: dt.datetime
) -> None:
    """Queue the same message to each recipient, with one link at its end."""
    for recipient in recipients:
        body = "\n\n".join((f"Hello {recipient.name},", *lines, link, current_app.config["SERVICE_NAME"])) + "\n"
        queue(kind=kind, recipient=recipient.email, subject=subject, body=body, now=now)


def link_to(endpoint: str, scope: EngagementScope, **values: Any) -> str:
    """Give the full address of a page of the engagement, for an e-mail."""
    base: str = current_app.config["BASE_URL"]
    return base + url_for(endpoint, engagement_ref=scope.ref, **values)


def people_to_tell(roles: Collection[Role], scope: EngagementScope, *, but: int | None = None) -> list[Recipient]:
    """Give everybody with one of `roles` once, except the person who did it; a manager is one of the lead authority."""
    found = mail_addresses(engagement_id=scope.id, roles=roles)
    if Role.MANAGER in roles:
        found += mail_addresses_of_authority(authority_id=scope.lead_authority_id, roles={Role.MANAGER})
    return [each for each in dict.fromkeys(found) if each.person_id != but]
