"""The rounds that a person has something to do in, for "your work". Counts who has submitted; reads no score."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.assessments.models import Participation, Round, RoundKind, RoundState
from app.db import db


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
    people: int
    submitted: int


def own_rounds(person_id: int, *, engagement_ids: Collection[int]) -> dict[int, list[OwnRound]]:
    """Give the rounds of these engagements as the person sees them, by engagement, oldest first."""
    own = aliased(Participation)
    counts = (
        select(
            Participation.round_id,
            func.count(Participation.id).label("people"),
            func.count(Participation.submitted_at).label("submitted"),
        )
        .join(Round, Round.id == Participation.round_id)
        .where(Round.engagement_id.in_(engagement_ids))
        .group_by(Participation.round_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Round.engagement_id,
            Round.ref,
            Round.kind,
            Round.state,
            Round.deadline,
            own.id.is_not(None),
            own.submitted_at,
            func.coalesce(counts.c.people, 0),
            func.coalesce(counts.c.submitted, 0),
        )
        .outerjoin(own, and_(own.round_id == Round.id, own.person_id == person_id))
        .outerjoin(counts, counts.c.round_id == Round.id)
        .where(Round.engagement_id.in_(engagement_ids))
        .order_by(Round.id)
    )
    found: dict[int, list[OwnRound]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(OwnRound(*row))
    return found
