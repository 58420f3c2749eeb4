"""How a round changes state and leaves its trace; every service of the room goes through here."""

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy.exc import IntegrityError

from app.assessments.errors import ConflictError, WrongStateError
from app.assessments.models import AgreedScore, AreaFinding, Round, RoundState, WorkshopRecord
from app.audit.services import Facts, record
from app.db import db
from app.security import EngagementScope, Identity

STANDS: dict[RoundState, str] = {
    RoundState.DRAFT: "the round is being prepared",
    RoundState.SCORING: "people are scoring",
    RoundState.WORKSHOP: "the result is in the workshop",
    RoundState.WITH_DIRECTOR: "the result is with the director",
    RoundState.SIGNED: "the result is signed",
    RoundState.REOPENED: "the result is reopened and waits for the consultant to resume the workshop",
}
"""Where a round stands, for a sentence that tells why something cannot be done."""


def demand_state(assessment_round: Round, states: Collection[RoundState], message: str) -> None:
    """Raise WrongStateError with `message` unless the round is in one of `states`."""
    if assessment_round.state not in states:
        raise WrongStateError(message)


def move(
    assessment_round: Round,
    state: RoundState,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
    why: str = "",
) -> None:
    """Move the round to `state` and record it."""
    was, assessment_round.state = assessment_round.state, state
    became = {"state": state.value} | ({"reason": why} if why else {})
    note("round moved", assessment_round, scope, actor=actor, now=now, was={"state": was.value}, became=became)


def note(
    action: str,
    assessment_round: Round,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
    was: Facts | None = None,
    became: Facts | None = None,
) -> None:
    """Record a change of the round in the audit trail."""
    record(
        action,
        f"round {assessment_round.ref}",
        actor_id=actor.person_id,
        now=now,
        engagement_id=scope.id,
        was=was,
        became=became,
    )


def store(
    row: AgreedScore | AreaFinding | WorkshopRecord, values: Mapping[str, object], actor: Identity, now: dt.datetime
) -> None:
    """Write what the workshop puts down, and who did. Raises ConflictError if somebody else saved first."""
    for name, value in values.items():
        setattr(row, name, value)
    row.recorded_by_id, row.recorded_at = actor.person_id, now
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as error:  # the other one's first save came between our look and our own
        raise ConflictError from error
