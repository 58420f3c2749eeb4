"""The rounds that a person has something to do in, for "your work". Counts who has submitted; reads no score."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, case, exists, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Membership
from app.assessments.models import (
    Dissent,
    Naming,
    Participation,
    Round,
    RoundKind,
    RoundState,
    SecondScore,
    SecondVote,
)
from app.db import db, one_of
from app.engagements.models import Engagement
from app.engagements.waiting import NOT_OVER


@dataclass(frozen=True, slots=True)
class OwnRound:
    """A round, how far scoring is, and whether the person was asked to score and has submitted."""

    engagement_id: int
    ref: str
    kind: RoundKind
    state: RoundState
    deadline: dt.date
    asked: bool
    submitted_at: dt.datetime | None
    people: int  # asked, and of them submitted: counted only while they score
    submitted: int
    reopened: bool  # a signed version stands while what is agreed changes
    instrument_digest: str
    vote_on: str | None  # the standard that the person is asked to vote on again, and has not yet
    asked_name: bool  # a dissent waits for the person, and nobody else, to put a name to it


_own = aliased(Participation)
_in_scoring = Round.state == RoundState.SCORING
_asked = select(func.count(Participation.id)).where(Participation.round_id == Round.id).scalar_subquery()
_submitted = select(func.count(Participation.submitted_at)).where(Participation.round_id == Round.id).scalar_subquery()
_have_voted = (
    exists()
    .where(SecondScore.vote_id == SecondVote.id, SecondScore.participation_id == _own.id)
    .correlate(SecondVote, _own)  # two selects further out, which is not done by itself
)
_vote_on = (
    select(SecondVote.standard_key)
    .where(
        SecondVote.round_id == Round.id,
        SecondVote.closed_at.is_(None),
        _own.submitted_at.is_not(None),
        ~_have_voted,
    )
    .order_by(SecondVote.id)
    .limit(1)
    .scalar_subquery()
)
_asked_name = exists().where(
    Dissent.round_id == Round.id,
    Dissent.person_id == bindparam("person_id"),
    Dissent.naming == Naming.ASKED,
)
_ROUNDS = (
    select(
        Round.engagement_id,
        Round.ref,
        Round.kind,
        Round.state,
        Round.deadline,
        _own.id.is_not(None),
        _own.submitted_at,
        case((_in_scoring, _asked), else_=0),
        case((_in_scoring, _submitted), else_=0),
        (Round.reopened_reason != "") & (Round.state != RoundState.SIGNED),
        Round.instrument_digest,
        case((Round.state == RoundState.WORKSHOP, _vote_on)),
        and_(Round.state == RoundState.WORKSHOP, _asked_name),
    )
    .outerjoin(_own, and_(_own.round_id == Round.id, _own.person_id == bindparam("person_id")))
    .order_by(Round.id)
)
_places = (
    select(Membership.engagement_id)
    .join(Engagement, Engagement.id == Membership.engagement_id)
    .where(
        Membership.person_id == bindparam("person_id"),
        Membership.ended_at.is_(None),
        one_of(Engagement.state, NOT_OVER),
    )
)
_EVERYWHERE = _ROUNDS.where(Round.engagement_id.in_(_places))
_HERE = _ROUNDS.where(Round.engagement_id == bindparam("engagement_id"))


def own_rounds(person_id: int) -> dict[int, list[OwnRound]]:
    """Give the rounds of running engagements in which the person has a role, by engagement, oldest first."""
    found: dict[int, list[OwnRound]] = defaultdict(list)
    for row in db.session.connection().execute(_EVERYWHERE, {"person_id": person_id}).all():
        found[row[0]].append(OwnRound(*row))
    return found


def rounds_here(person_id: int, *, engagement_id: int) -> list[OwnRound]:
    """Give the rounds of an engagement as the person sees them, oldest first."""
    values = {"person_id": person_id, "engagement_id": engagement_id}
    return [OwnRound(*row) for row in db.session.connection().execute(_HERE, values).all()]
