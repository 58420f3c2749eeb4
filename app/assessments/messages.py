"""The e-mails of this room: their words, and to whom. Never a score, never a name beside one."""

import datetime as dt
from collections.abc import Collection, Iterable

from flask import current_app, url_for

from app.accounts.queries import Recipient, mail_addresses
from app.assessments.models import Round
from app.mail.services import queue
from app.security import EngagementScope, Role


def round_name(assessment_round: Round, scope: EngagementScope) -> str:
    """Name the round in a sentence: "baseline self-assessment of the Children's Trust, Halton"."""
    return (
        f"{assessment_round.kind.label.lower()} self-assessment of the {scope.partnership_name}, {scope.partner_name}"
    )


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


def round_link(endpoint: str, assessment_round: Round, scope: EngagementScope) -> str:
    """Give the full address of a page of the round, for an e-mail."""
    base: str = current_app.config["BASE_URL"]
    return base + url_for(endpoint, engagement_ref=scope.ref, round_ref=assessment_round.ref)


def tell_roles(  # what a message needs, in the order of its parts
    roles: Collection[Role],
    kind: str,
    verb: str,
    lines: tuple[str, ...],
    assessment_round: Round,
    scope: EngagementScope,
    *,
    now: dt.datetime,
) -> None:
    """Tell everybody with one of `roles` once what became of the round's result, with a link to it."""
    tell(
        mail_addresses(engagement_id=scope.id, roles=roles),
        kind=kind,
        subject=f"The {round_name(assessment_round, scope)} {verb}",
        lines=lines,
        link=round_link("assessments.result", assessment_round, scope),
        now=now,
    )
