"""First and second scores of the workshop's standards, without names. An open vote tells how many have voted, no more.

The rules are those of unnamed.py, for each of the two: only who submitted, at least three or none, ordered by level.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Integer, String, and_, bindparam, func, literal, null, select, union_all

from app.assessments.models import IndividualScore, Participation, Round, SecondScore, SecondVote
from app.assessments.queries.loose import ROUND, loose_round
from app.assessments.queries.unnamed import NOTHING, UnnamedScores, put_together
from app.db import db


@dataclass(frozen=True, slots=True)
class Vote:
    """A second vote: whether it is open, and how many of those asked have voted. Who, and what, it does not tell."""

    ref: str
    open: bool
    voted: int
    asked: int
    opened_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Ballots:
    """What may be seen of a standard's scores: given alone, given once more, and how the vote stands."""

    first: UnnamedScores
    second: UnnamedScores
    vote: Vote | None

    @property
    def deciding(self) -> UnnamedScores:
        """Give the newest scores that may be seen: they decide whether an agreed level needs a reason."""
        return self.second if self.second.levels else self.first

    @property
    def may_be_called(self) -> bool:
        """Say whether a second vote may be called: the first scores show, and nothing was shown of an earlier vote."""
        return not self.first.hidden and (self.vote is None or (not self.vote.open and self.second.hidden))


NO_BALLOTS = Ballots(NOTHING, NOTHING, None)


def ballots(assessment_round: Round, standard_key: str) -> Ballots:
    """Give the ballots of one standard, in one query; nothing before the consultant shows the scores."""
    if assessment_round.scores_shown_at is None:
        return NO_BALLOTS
    wanted = {"round_id": assessment_round.id, "standard_key": standard_key}
    return _ballots(row[1:] for row in db.session.connection().execute(_OF_ONE, wanted).all())


def all_ballots(assessment_round: Round) -> dict[str, Ballots]:
    """Give the ballots of every standard that anybody scored, in one query; empty before the scores are shown."""
    if assessment_round.scores_shown_at is None:
        return {}
    by_standard: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.connection().execute(_OF_ALL, {"round_id": assessment_round.id}).all():
        by_standard[row[0]].append(row[1:])
    return {key: _ballots(rows) for key, rows in by_standard.items()}


def round_with_vote(ref: str, standard_key: str, *, engagement_id: int) -> tuple[Round, Vote | None] | None:
    """Give a loose copy of the round and how the vote on a standard stands, in one query, if it is the engagement's."""
    wanted = {"ref": ref, "standard_key": standard_key, "engagement_id": engagement_id}
    row = db.session.connection().execute(_ROUND_WITH_VOTE, wanted).one_or_none()
    if row is None:
        return None
    vote_ref, opened_at, closed_at, voted, asked = row[len(ROUND) :]
    vote = Vote(vote_ref, closed_at is None, voted, asked, opened_at) if vote_ref is not None else None
    return loose_round(row[: len(ROUND)]), vote


_voted = select(func.count()).where(SecondScore.vote_id == SecondVote.id).scalar_subquery()
_asked = select(func.count(Participation.submitted_at)).where(Participation.round_id == Round.id).scalar_subquery()
_ROUND_WITH_VOTE = (
    select(*ROUND, SecondVote.ref, SecondVote.opened_at, SecondVote.closed_at, _voted, _asked)
    .outerjoin(SecondVote, and_(SecondVote.round_id == Round.id, SecondVote.standard_key == bindparam("standard_key")))
    .where(Round.ref == bindparam("ref"), Round.engagement_id == bindparam("engagement_id"))
)
_Row = tuple[str, str, int | None, str, int, dt.datetime | None, dt.datetime | None]


def _statement(*, of_one: bool) -> CompoundSelect[*_Row]:
    """Put the three parts into one statement: the votes first, whose columns give the others their types."""
    round_id, key = bindparam("round_id", type_=Integer), bindparam("standard_key", type_=String)
    asked = select(func.count(Participation.submitted_at)).where(Participation.round_id == round_id).scalar_subquery()
    vote = select(
        SecondVote.standard_key.label("key"),
        literal("vote").label("what"),
        _voted.label("level"),
        SecondVote.ref.label("text"),
        asked.label("people"),
        SecondVote.opened_at,
        SecondVote.closed_at,
    ).where(SecondVote.round_id == round_id)
    first = (
        select(
            IndividualScore.standard_key,
            literal("first"),
            IndividualScore.level,
            IndividualScore.cannot_reason,
            func.count(),
            null(),
            null(),
        )
        .join(Participation, Participation.id == IndividualScore.participation_id)
        .where(
            Participation.round_id == round_id,
            Participation.submitted_at.is_not(None),
            IndividualScore.level.is_not(None) | IndividualScore.cannot_score,
        )
        .group_by(IndividualScore.standard_key, IndividualScore.level, IndividualScore.cannot_reason)
    )
    second = (
        select(
            SecondVote.standard_key,
            literal("second"),
            SecondScore.level,
            literal(""),
            func.count(),
            null(),
            null(),
        )
        .join(SecondVote, SecondVote.id == SecondScore.vote_id)
        .where(SecondVote.round_id == round_id, SecondVote.closed_at.is_not(None))
        .group_by(SecondVote.standard_key, SecondScore.level)
    )
    if of_one:
        vote = vote.where(SecondVote.standard_key == key)
        first = first.where(IndividualScore.standard_key == key)
        second = second.where(SecondVote.standard_key == key)
    return union_all(vote, first, second).order_by("key", "what", "level", "text")


_OF_ONE = _statement(of_one=True)
_OF_ALL = _statement(of_one=False)


def _ballots(rows: Iterable[Any]) -> Ballots:
    first: list[tuple[int | None, str, int]] = []
    second: list[tuple[int | None, str, int]] = []
    vote = None
    for what, level, text, people, opened_at, closed_at in rows:
        if what == "vote":
            vote = Vote(ref=text, open=closed_at is None, voted=level, asked=people, opened_at=opened_at)
        else:
            (first if what == "first" else second).append((level, text, people))
    return Ballots(put_together(first), put_together(second, with_reasons=False), vote)
