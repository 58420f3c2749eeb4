"""What somebody who follows the workshop may know of it now, in one query that sixty phones ask every three seconds.

Of private scores only the asker's own are read here, found by the person who asks, as in own.py.
"""

import datetime as dt
import zlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app.assessments.models import (
    AgreedScore,
    Dissent,
    IndividualScore,
    Naming,
    Participation,
    Round,
    RoundState,
    SecondScore,
    SecondVote,
)
from app.assessments.queries.loose import ROUND, loose_round
from app.assessments.queries.votes import Vote
from app.db import db


@dataclass(frozen=True, slots=True)
class OwnVote:
    """What the asker said in the open vote; `level` None: cannot score."""

    level: int | None
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OpenVote:
    """The vote that is open, and the asker's part in it; `first` None: the asker gave no level when scoring alone."""

    standard_key: str
    vote: Vote
    may_vote: bool
    first: int | None
    own: OwnVote | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page has shown, or would show now, piece by piece; nothing of it follows from what anybody voted."""

    vote: str = ""
    voted: str = ""
    agreed: str = ""
    asked: str = ""

    @classmethod
    def read(cls, token: str) -> "Seen":
        """Read what a page carried; of anything else, nothing was seen."""
        parts = token.split(".")
        return cls(*parts) if len(parts) == len(cls.__slots__) else cls()

    @property
    def token(self) -> str:
        """Write it for a page to carry."""
        return f"{self.vote}.{self.voted}.{self.agreed}.{self.asked}"


@dataclass(frozen=True, slots=True)
class Following:
    """A loose copy of the round, the vote that is open in it, and what all of it amounts to for a page."""

    round: Round
    open_vote: OpenVote | None
    takes_part: bool  # was asked to score, whether submitted or not
    put_down: tuple[Hashable, ...]  # differs whenever what is agreed does
    asks: int  # dissents to which the asker is asked to put the own name
    seen: Seen


_voted = select(func.count()).where(SecondScore.vote_id == SecondVote.id).scalar_subquery()
_everybody = aliased(Participation)
_asked = select(func.count(_everybody.submitted_at)).where(_everybody.round_id == Round.id).scalar_subquery()
_own = aliased(SecondScore)
_of_the_round = AgreedScore.round_id == Round.id
_dissents = Dissent.round_id == Round.id
_mine = and_(
    _dissents,
    Dissent.person_id == bindparam("person_id"),
    Dissent.naming == Naming.ASKED,
    Round.state == RoundState.WORKSHOP,  # nobody is asked what can be answered no more
)
_PUT_DOWN = (
    select(func.count()).where(_of_the_round).scalar_subquery(),
    select(func.sum(AgreedScore.version)).where(_of_the_round).scalar_subquery(),
    select(func.count()).where(_dissents).scalar_subquery(),
    select(func.max(Dissent.id)).where(_dissents).scalar_subquery(),
    select(func.max(Dissent.recorded_at)).where(_dissents).scalar_subquery(),
    select(func.count()).where(_dissents, Dissent.naming == Naming.NAMED).scalar_subquery(),
)
"""What changes with what is agreed; that somebody is asked for a name, or gives none, changes none of it."""
_ASKED_OF_ME = (
    select(func.count()).where(_mine).scalar_subquery(),
    select(func.max(Dissent.id)).where(_mine).scalar_subquery(),
)
_NOW = (
    select(
        *ROUND,
        *_PUT_DOWN,
        *_ASKED_OF_ME,
        Participation.id,
        Participation.submitted_at,
        SecondVote.ref,
        SecondVote.standard_key,
        SecondVote.opened_at,
        _voted,
        _asked,
        IndividualScore.level,
        _own.level,
        _own.saved_at,
    )
    .outerjoin(SecondVote, and_(SecondVote.round_id == Round.id, SecondVote.closed_at.is_(None)))
    .outerjoin(
        Participation, and_(Participation.round_id == Round.id, Participation.person_id == bindparam("person_id"))
    )
    .outerjoin(
        IndividualScore,
        and_(
            IndividualScore.participation_id == Participation.id,
            IndividualScore.standard_key == SecondVote.standard_key,
        ),
    )
    .outerjoin(_own, and_(_own.vote_id == SecondVote.id, _own.participation_id == Participation.id))
    .where(Round.ref == bindparam("round_ref"), Round.engagement_id == bindparam("engagement_id"))
    .order_by(SecondVote.id)
    .limit(1)
)


def following(round_ref: str, *, engagement_id: int, person_id: int) -> Following | None:
    """Give how the workshop stands for this person, if the round is the engagement's."""
    wanted = {"round_ref": round_ref, "engagement_id": engagement_id, "person_id": person_id}
    row = db.session.connection().execute(_NOW, wanted).one_or_none()
    if row is None:
        return None
    found, rest = loose_round(row[: len(ROUND)]), row[len(ROUND) :]
    of_the_round, asked_of_me, (participation_id, submitted_at) = rest[:6], rest[6:8], rest[8:10]
    put_down = (found.state.value, found.scores_shown_at is not None, *of_the_round)
    open_vote = _open_vote(rest[10:], may_vote=submitted_at is not None)
    seen = Seen(
        vote=open_vote.vote.ref if open_vote else "",
        voted=str(open_vote.vote.voted) if open_vote else "",
        agreed=_mark(*put_down),
        asked=_mark(*asked_of_me),
    )
    return Following(found, open_vote, participation_id is not None, put_down, asked_of_me[0], seen)


def _mark(*values: object) -> str:
    """Make a short mark that differs when any of the values does, and tells none of them."""
    return f"{zlib.crc32(repr(values).encode()):08x}"


def _open_vote(values: Sequence[Any], *, may_vote: bool) -> OpenVote | None:
    ref, key, opened_at, voted, asked, first, level, saved_at = values
    if ref is None:
        return None
    own = OwnVote(level, saved_at) if saved_at is not None else None
    return OpenVote(key, Vote(ref=ref, open=True, voted=voted, asked=asked, opened_at=opened_at), may_vote, first, own)
