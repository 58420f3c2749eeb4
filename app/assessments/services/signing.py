"""The director's part: signing the agreed result, which freezes it, or returning it to the workshop with reasons."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select, update

from app.accounts.queries import holds_membership
from app.assessments.errors import ConflictError, ConflictOfInterestError, UnknownPartError
from app.assessments.messages import tell_roles
from app.assessments.models import ReturnedStandard, Round, RoundState, SignedResult
from app.assessments.result import Result, result_content
from app.assessments.services.moves import STANDS, demand_state, move
from app.db import db
from app.instruments.document import Instrument
from app.security import EngagementScope, Identity, Role

EVERYBODY = (Role.LEAD_OFFICER, Role.PARTICIPANT, Role.CONSULTANT)


@dataclass(frozen=True, slots=True)
class Return:
    """What the director wants looked at again: over all, and by standard. One of both at least is not empty."""

    reason: str
    comments: Mapping[str, str] = field(default_factory=dict)
    seen_version: int = 0


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
    _demand_waiting(assessment_round, seen_version, "sign")
    refuse_people_of_the_lead(actor, scope, "sign")
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
    _settle(assessment_round, now=now)
    move(assessment_round, RoundState.SIGNED, scope, actor=actor, now=now, why=f"version {signed.number} signed")
    lines = (f"{actor.name} has signed it.",) if signed.number == 1 else _again(signed)
    tell_roles(EVERYBODY, "result signed", "is signed", lines, assessment_round, scope, now=now)
    return signed


def _again(signed: SignedResult) -> tuple[str, ...]:
    before = signed.number - 1
    signs = f"{signed.signed_name} has signed version {signed.number}."
    stays = f"It takes the place of version {before}, which stays readable. The page shows what changed."
    return f"{signs} {stays}", f"Version {before} was reopened because: {signed.reason}"


def return_to_workshop(
    what: Return,
    assessment_round: Round,
    instrument: Instrument,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Send the result back to the workshop with the director's reason and comments.

    Raises ConflictError if the round changed since the director looked, UnknownPartError for a comment on a standard
    that the round does not have.
    """
    _demand_waiting(assessment_round, what.seen_version, "return")
    titles = {standard.key: f"{standard.number}. {standard.title}" for standard in instrument.standards}
    if not what.comments.keys() <= titles.keys():
        raise UnknownPartError("A comment is on a standard that this round does not have. Open the page again.")
    commented = [key for key in titles if key in what.comments]
    move(assessment_round, RoundState.WORKSHOP, scope, actor=actor, now=now, why=_why(what.reason, commented))
    assessment_round.returned_reason = what.reason
    _settle(assessment_round, now=now, keys=commented)
    for key in commented:
        db.session.add(
            ReturnedStandard(
                round_id=assessment_round.id,
                standard_key=key,
                comment=what.comments[key],
                returned_by_id=actor.person_id,
                returned_at=now,
            )
        )
    db.session.flush()
    named = ("To look at again:\n" + "\n".join(titles[key] for key in commented),) if commented else ()
    lines = (f"{actor.name} has returned it to the workshop.", *filter(None, [what.reason]), *named)
    tell_roles(
        (Role.CONSULTANT, Role.LEAD_OFFICER), "result returned", "is returned", lines, assessment_round, scope, now=now
    )


def refuse_people_of_the_lead(actor: Identity, scope: EngagementScope, verb: str) -> None:
    """Raise ConflictOfInterestError for somebody with a role at the lead authority, whatever else they are."""
    if holds_membership(actor.person_id, authority_id=scope.lead_authority_id):
        raise ConflictOfInterestError(
            f"You hold a role at {scope.lead_name}, the lead authority, so somebody else has to {verb} the result for "
            f"{scope.partner_name}."
        )


def _demand_waiting(assessment_round: Round, seen_version: int, verb: str) -> None:
    """Refuse what the director has not seen, telling what the page said and what is so now."""
    stands = f"When you opened the page, {STANDS[RoundState.WITH_DIRECTOR]}. Now {STANDS[assessment_round.state]}."
    demand_state(assessment_round, {RoundState.WITH_DIRECTOR}, f"The result is not waiting for a signature. {stands}")
    if assessment_round.version != seen_version:
        raise ConflictError(
            "When you opened the page, an earlier result was with the director. Since then it was changed and sent "
            f"again. Read it again before you {verb} it."
        )


def _why(reason: str, commented: list[str]) -> str:
    return "; ".join(filter(None, [reason, f"comments on {', '.join(commented)}" if commented else ""]))


def _settle(assessment_round: Round, *, now: dt.datetime, keys: list[str] | None = None) -> None:
    """Close the open comments (of `keys`): the signature answers them all, a newer one takes an older one's place."""
    still_open = update(ReturnedStandard).where(
        ReturnedStandard.round_id == assessment_round.id, ReturnedStandard.settled_at.is_(None)
    )
    if keys is not None:
        still_open = still_open.where(ReturnedStandard.standard_key.in_(keys))
    db.session.execute(still_open.values(settled_at=now).execution_options(synchronize_session=False))
