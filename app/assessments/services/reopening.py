"""A signed result, opened again: reopened with a reason, resumed by the consultant, or put back as it was signed."""

import datetime as dt
from dataclasses import dataclass

from app.assessments.errors import ConflictError, NotNewestError, WrongStateError
from app.assessments.messages import tell_roles
from app.assessments.models import Round, RoundState
from app.assessments.queries.signed import is_newest_round
from app.assessments.services.moves import STANDS, demand_state, move
from app.assessments.services.signing import refuse_people_of_the_lead
from app.db import db
from app.security import EngagementScope, Identity, Role

NEXT = (
    "The consultant resumes the workshop. Everything that was agreed stays and can be changed; nobody scores again. "
    "The signed version stands until the director signs the next one."
)
CONCERNED = (Role.CONSULTANT, Role.DIRECTOR, Role.LEAD_OFFICER)


@dataclass(frozen=True, slots=True)
class Reopening:
    """Why a signed result is opened again, and which state of the round its reader saw."""

    reason: str
    seen_version: int


def reopen_result(
    what: Reopening, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Reopen the signed result of the newest round; its version stands until the next one is signed.

    Raises WrongStateError unless it is signed and the engagement open, NotNewestError for an earlier round,
    ConflictError if another version was signed since the page was opened, ConflictOfInterestError for somebody who
    holds a role at the lead authority.
    """
    _demand(assessment_round, RoundState.SIGNED)
    if scope.state != "open":
        raise WrongStateError("A result can be reopened while the engagement is open. It is not open now.")
    if not is_newest_round(assessment_round):
        raise NotNewestError(
            f"A later round has started, so the {assessment_round.kind.label.lower()} result stays as it is signed."
        )
    if assessment_round.version != what.seen_version:
        raise ConflictError(
            "When you opened the page, an earlier version was signed. Since then another one is signed. "
            "Read it before you reopen it."
        )
    refuse_people_of_the_lead(actor, scope, "reopen")
    move(assessment_round, RoundState.REOPENED, scope, actor=actor, now=now, why=what.reason)
    assessment_round.reopened_reason = what.reason
    db.session.flush()
    lines = (f"{actor.name} has reopened it because:", what.reason, NEXT)
    tell_roles(CONCERNED, "result reopened", "is reopened", lines, assessment_round, scope, now=now)


def resume_workshop(assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Go back into the workshop with everything agreed as it was; private scores stay closed."""
    _demand(assessment_round, RoundState.REOPENED)
    move(assessment_round, RoundState.WORKSHOP, scope, actor=actor, now=now, why="resumed")


def keep_signed(assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Put a result back that was reopened by mistake, before its workshop is resumed."""
    _demand(assessment_round, RoundState.REOPENED)
    refuse_people_of_the_lead(actor, scope, "put back")
    move(assessment_round, RoundState.SIGNED, scope, actor=actor, now=now, why="the signed version is kept")
    assessment_round.reopened_reason = ""
    lines = (f"{actor.name} has closed it again. The signed version stands and nothing has changed.",)
    tell_roles(CONCERNED, "result kept", "stays as it was signed", lines, assessment_round, scope, now=now)


def _demand(assessment_round: Round, state: RoundState) -> None:
    """Refuse a step from a page that is out of date, telling what the page said and what is so now."""
    message = f"When you opened the page, {STANDS[state]}. Now {STANDS[assessment_round.state]}."
    demand_state(assessment_round, {state}, message)
