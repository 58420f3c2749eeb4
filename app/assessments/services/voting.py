"""The second vote of the workshop: calling and closing one, and voting. Who may see what of it: queries/votes.py."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from app.assessments.errors import RoundError
from app.assessments.models import Participation, Round, RoundState, SecondScore, SecondVote
from app.assessments.queries.votes import ballots
from app.assessments.services.moves import demand_state, note
from app.audit.services import record
from app.db import db, new_ref
from app.instruments.document import Standard
from app.security import EngagementScope, Identity

_SCORE = cast("Table", SecondScore.__table__)
ONE_AT_A_TIME = "Close the second vote that is open first: people vote on one at a time."
NOT_SHOWN = "People vote again on what they have seen. The first scores of this standard are not shown."
ONLY_ONCE = "People have voted again on this standard already. A second vote is called once."
VOTE_CLOSED = "The vote has closed. What was saved before counts."
IN_THE_WORKSHOP = "A second vote is part of the workshop. The round is not in its workshop."


class VoteError(RoundError):
    """A second vote cannot be called or closed; the message says why."""


class VoteClosedError(RoundError):
    """The vote is not open any more, or was never open for this person."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a participant says in a second vote: a level 1 to 5, or None for "I cannot score this"."""

    level: int | None


def call_vote(
    standard: Standard, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Open a second vote on a standard; the round is locked. Raises VoteError; a second press changes nothing.

    A vote in which so few voted that nothing was shown may be called again: what was said in it is deleted.
    """
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    held = ballots(assessment_round, standard.key)
    if held.vote is not None and held.vote.open:
        return
    refuse_while_voting(assessment_round, ONE_AT_A_TIME)
    if held.first.hidden:
        raise VoteError(NOT_SHOWN)
    if not held.may_be_called:
        raise VoteError(ONLY_ONCE)
    if held.vote is None:
        vote = SecondVote(round_id=assessment_round.id, standard_key=standard.key)
        db.session.add(vote)
    else:
        vote = db.session.scalars(select(SecondVote).where(SecondVote.ref == held.vote.ref)).one()
        db.session.execute(delete(SecondScore).where(SecondScore.vote_id == vote.id))
    vote.ref, vote.opened_at, vote.opened_by_id, vote.closed_at = new_ref(), now, actor.person_id, None
    db.session.flush()
    note(f"second vote on standard {standard.key} called", assessment_round, scope, actor=actor, now=now)


def close_vote(
    standard: Standard, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Close the vote on a standard; from then on its scores are seen without names. A second press changes nothing."""
    closed = db.session.scalar(
        update(SecondVote)
        .where(
            SecondVote.round_id == assessment_round.id,
            SecondVote.standard_key == standard.key,
            SecondVote.closed_at.is_(None),
        )
        .values(closed_at=now)
        .returning(SecondVote.id)
        .execution_options(synchronize_session=False)
    )
    if closed is not None:
        note(f"second vote on standard {standard.key} closed", assessment_round, scope, actor=actor, now=now)


def refuse_while_voting(assessment_round: Round, message: str) -> None:
    """Raise VoteError with `message` while a second vote of the round is open."""
    is_open = select(SecondVote.id).where(SecondVote.round_id == assessment_round.id, SecondVote.closed_at.is_(None))
    if db.session.scalar(is_open) is not None:
        raise VoteError(message)


def cast_vote(
    choice: Choice, vote_ref: str, round_ref: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Save a vote over what the person voted before, in one statement. Raises VoteClosedError, and saves nothing.

    Only who submitted first scores in this round votes again. The audit trail hears that it happened, and no more.
    """
    saved = db.session.execute(
        _upsert(db.engine.dialect.name),
        {
            "vote_ref": vote_ref,
            "round_ref": round_ref,
            "engagement_id": scope.id,
            "person_id": actor.person_id,
            "level": choice.level,
            "cannot_score": choice.level is None,
            "moment": now,
        },
    ).one_or_none()
    if saved is None:
        raise VoteClosedError(VOTE_CLOSED)
    record("second vote scored", f"round {round_ref}", actor_id=actor.person_id, now=now, engagement_id=scope.id)


@cache
def _upsert(dialect: str) -> ReturningInsert[int]:
    """Write a vote only while it is open, which the statement holds still: none is saved after the close.

    Prepared once for each database. On PostgreSQL whoever waits for the close looks at the vote again, and finds none.
    """
    columns = _SCORE.c
    while_open = (
        select(
            SecondVote.id,
            Participation.id,
            bindparam("level", type_=columns.level.type),
            bindparam("cannot_score", type_=columns.cannot_score.type),
            bindparam("moment", type_=columns.saved_at.type),
        )
        .join(Round, Round.id == SecondVote.round_id)
        .join(Participation, Participation.round_id == Round.id)
        .where(
            SecondVote.ref == bindparam("vote_ref"),
            SecondVote.closed_at.is_(None),
            Round.ref == bindparam("round_ref"),
            Round.engagement_id == bindparam("engagement_id"),
            Round.state == RoundState.WORKSHOP,
            Participation.person_id == bindparam("person_id"),
            Participation.submitted_at.is_not(None),
        )
        .with_for_update(read=True, of=SecondVote)
    )
    names = ["vote_id", "participation_id", "level", "cannot_score", "saved_at"]
    module = postgresql if dialect == "postgresql" else sqlite
    insert = module.insert(_SCORE).from_select(names, while_open)
    upsert = insert.on_conflict_do_update(
        index_elements=["vote_id", "participation_id"],
        set_={name: insert.excluded[name] for name in names[2:]},
    )
    return cast("ReturningInsert[int]", upsert.returning(columns.participation_id))
