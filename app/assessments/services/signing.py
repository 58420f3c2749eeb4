"""The director's part: signing the agreed result, which freezes it, or returning it to the workshop with a reason."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from app.accounts.queries import Recipient, holds_membership, mail_addresses
from app.assessments.errors import ConflictError, ConflictOfInterestError
from app.assessments.messages import round_link, round_name, tell
from app.assessments.models import Round, RoundState, SignedResult
from app.assessments.result import Result, result_content
from app.assessments.services.moves import demand_state, move
from app.db import db
from app.security import EngagementScope, Identity, Role

WAITING = "The result is not waiting for a signature."
EVERYBODY = (Role.LEAD_OFFICER, Role.PARTICIPANT, Role.CONSULTANT)


def sign(
    result: Result,
    assessment_round: Round,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> SignedResult:
    """Freeze `result`, which is what was sent to the director, as the next signed version.

    Raises ConflictError if the round changed since the director looked, ConflictOfInterestError for somebody who holds
    a role at the lead authority (rules.md, People and roles).
    """
    demand_state(assessment_round, {RoundState.WITH_DIRECTOR}, WAITING)
    if assessment_round.version != seen_version:
        raise ConflictError("The result has changed since you opened it. Read it again before you sign.")
    if holds_membership(actor.person_id, authority_id=scope.lead_authority_id):
        raise ConflictOfInterestError(
            "You hold a role at the lead authority, so somebody else has to sign for the partner authority."
        )
    last = db.session.scalar(select(func.max(SignedResult.number)).where(SignedResult.round_id == assessment_round.id))
    signed = SignedResult(
        round_id=assessment_round.id,
        number=(last or 0) + 1,
        content=result_content(result),
        reason=assessment_round.reopened_reason,
        signed_by_id=actor.person_id,
        signed_name=actor.name,
        signed_at=now,
    )
    db.session.add(signed)
    move(assessment_round, RoundState.SIGNED, scope, actor=actor, now=now, why=f"version {signed.number} signed")
    _tell(EVERYBODY, "result signed", "is signed", (f"{actor.name} has signed it.",), assessment_round, scope, now=now)
    return signed


def return_to_workshop(
    reason: str, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Send the result back to the workshop with the director's reason."""
    demand_state(assessment_round, {RoundState.WITH_DIRECTOR}, WAITING)
    move(assessment_round, RoundState.WORKSHOP, scope, actor=actor, now=now, why=reason)
    assessment_round.returned_reason = reason
    lines = (f"{actor.name} has returned it to the workshop:", reason)
    _tell(
        (Role.CONSULTANT, Role.LEAD_OFFICER), "result returned", "is returned", lines, assessment_round, scope, now=now
    )


def _tell(
    roles: tuple[Role, ...],
    kind: str,
    verb: str,
    lines: tuple[str, ...],
    assessment_round: Round,
    scope: EngagementScope,
    *,
    now: dt.datetime,
) -> None:
    tell(
        _once_each(mail_addresses(engagement_id=scope.id, roles=roles)),
        kind=kind,
        subject=f"The {round_name(assessment_round, scope)} {verb}",
        lines=lines,
        link=round_link("assessments.result", assessment_round, scope),
        now=now,
    )


def _once_each(recipients: Sequence[Recipient]) -> list[Recipient]:
    """Keep one message for a person who holds several roles."""
    return list({recipient.person_id: recipient for recipient in recipients}.values())
