"""The e-mails of this room: their words, and to whom. Never a score, never a name beside one."""

import datetime as dt
from collections.abc import Collection

from app.accounts.queries import mail_addresses
from app.assessments.models import Round
from app.engagements.telling import link_to, tell
from app.security import EngagementScope, Role


def round_name(assessment_round: Round, scope: EngagementScope) -> str:
    """Name the round in a sentence: "baseline self-assessment of the Children's Trust, Halton"."""
    return (
        f"{assessment_round.kind.label.lower()} self-assessment of the {scope.partnership_name}, {scope.partner_name}"
    )


def round_link(endpoint: str, assessment_round: Round, scope: EngagementScope) -> str:
    """Give the full address of a page of the round, for an e-mail."""
    return link_to(endpoint, scope, round_ref=assessment_round.ref)


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
