"""The workshop, plainly: showing the unnamed scores, recording what is agreed, handing the result to the director."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import update

from app.accounts.queries import mail_addresses
from app.assessments.errors import ConflictError, IncompleteError, RoundError, WrongStateError
from app.assessments.messages import round_link, round_name
from app.assessments.models import AgreedScore, AreaFinding, ProposedResult, ReturnedStandard, Round, RoundState
from app.assessments.queries.agreed import agreed_score, agreed_state, finding
from app.assessments.queries.result import result_now
from app.assessments.queries.unnamed import UnnamedScores
from app.assessments.queries.votes import all_ballots
from app.assessments.result import Result, result_content
from app.assessments.services.moves import demand_state, move, note, store
from app.assessments.services.voting import refuse_while_voting
from app.assessments.unfinished import lacks_reason, missing, unreasoned
from app.db import db
from app.engagements.telling import tell
from app.instruments.document import Instrument
from app.security import EngagementScope, Identity, Role

IN_THE_WORKSHOP = "The round is not in its workshop."
SHOW_FIRST = "Show the scores first: the partnership agrees with them in view."
CLOSE_THE_VOTE = "Close the second vote first: its scores belong to the result."
AGREE_ALL = "Agree every standard and describe every area first."
AGREE_ANEW = "Agree again what the director returned first."
GIVE_REASONS = "Give the reasons that the newest scores ask for first."


class ReasonNeededError(RoundError):
    """The scores are split, or the agreed level is one or more from their median."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the partnership agrees on a standard; `level` None means not assessed, and `reason` says why."""

    level: int | None
    target: int | None
    reason: str
    seen_version: int  # 0 when the recorder saw nothing recorded yet
    target_by: dt.date | None = None  # kept only where there is a target
    priority: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """The challenges in an area and the capacity for improvement, in words."""

    challenges: str
    capacity: str
    seen_version: int


def show_scores(assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Show the unnamed scores from now on; since a late score could then be told apart, scoring stays closed."""
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    if assessment_round.scores_shown_at is None:
        assessment_round.scores_shown_at = now
        note("scores shown without names", assessment_round, scope, actor=actor, now=now)


def agree(
    agreement: Agreement,
    standard_key: str,
    unnamed: UnnamedScores,
    assessment_round: Round,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Record what is agreed on a standard, which settles what the director returned of it.

    `unnamed` are the newest scores that are shown. Raises ReasonNeededError, ConflictError if it changed since it was
    seen.
    """
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    if assessment_round.scores_shown_at is None:
        raise WrongStateError(SHOW_FIRST)
    if lacks_reason(agreement.level, agreement.reason, unnamed):
        raise ReasonNeededError
    stored = agreed_score(assessment_round.id, standard_key)
    if (stored.version if stored else 0) != agreement.seen_version:
        raise ConflictError
    values = {
        "level": agreement.level,
        "target": agreement.target,
        "target_by": agreement.target_by if agreement.target is not None else None,
        "priority": agreement.priority,
        "reason": agreement.reason,
    }
    was = {key: getattr(stored, key) for key in values} if stored else None
    store(stored or AgreedScore(round_id=assessment_round.id, standard_key=standard_key), values, actor, now)
    _settle(assessment_round.id, standard_key, now)
    note(f"standard {standard_key} agreed", assessment_round, scope, actor=actor, now=now, was=was, became=values)


def _settle(round_id: int, standard_key: str, now: dt.datetime) -> None:
    db.session.execute(
        update(ReturnedStandard)
        .where(
            ReturnedStandard.round_id == round_id,
            ReturnedStandard.standard_key == standard_key,
            ReturnedStandard.settled_at.is_(None),
        )
        .values(settled_at=now)
    )


def record_finding(
    what: Finding, area_key: str, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Record an area's challenges and capacity for improvement. Raises ConflictError if they changed meanwhile."""
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    stored = finding(assessment_round.id, area_key)
    if (stored.version if stored else 0) != what.seen_version:
        raise ConflictError
    values = {"challenges": what.challenges, "capacity": what.capacity}
    was = {key: getattr(stored, key) for key in values} if stored else None
    store(stored or AreaFinding(round_id=assessment_round.id, area_key=area_key), values, actor, now)
    note(f"area {area_key} described", assessment_round, scope, actor=actor, now=now, was=was, became=values)


def send_to_director(
    assessment_round: Round, instrument: Instrument, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Hand the complete result to the director. Raises IncompleteError, naming what is still to do."""
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    refuse_while_voting(assessment_round, CLOSE_THE_VOTE)
    state = agreed_state(assessment_round.id)
    left = missing(instrument, state.agreed, state.found)
    if left:
        raise IncompleteError(AGREE_ALL, left)
    unsettled = tuple(standard.key for standard in instrument.standards if standard.key in state.returned)
    if unsettled:
        raise IncompleteError(AGREE_ANEW, unsettled)
    without_reason = unreasoned(instrument, state.agreed, all_ballots(assessment_round))
    if without_reason:
        raise IncompleteError(GIVE_REASONS, without_reason)
    _propose(result_now(assessment_round, instrument, scope), assessment_round, actor=actor, now=now)
    move(assessment_round, RoundState.WITH_DIRECTOR, scope, actor=actor, now=now)
    assessment_round.returned_reason = ""
    tell(
        mail_addresses(engagement_id=scope.id, roles=(Role.DIRECTOR,)),
        kind="result to sign",
        subject=f"Please sign the {round_name(assessment_round, scope)}",
        lines=(f"{actor.name} has sent you the agreed result to sign, or to return with a comment:",),
        link=round_link("assessments.result", assessment_round, scope),
        now=now,
    )


def _propose(result: Result, assessment_round: Round, *, actor: Identity, now: dt.datetime) -> None:
    """Freeze what the director will read, in place of what was sent before."""
    proposal = db.session.get(ProposedResult, assessment_round.id) or ProposedResult(round_id=assessment_round.id)
    proposal.content, proposal.proposed_by_id, proposal.proposed_at = result_content(result), actor.person_id, now
    db.session.add(proposal)
