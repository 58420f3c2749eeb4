"""Training offered to an engagement: open cohorts, newest programmes; training days. Who takes it: thread.py."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.learning.models import Cohort, CohortState, TrainingVersion, VersionState
from app.learning.queries.thread import first_on, last_on

TRAINING_KINDS = (SupportKind.BESPOKE_TRAINING, SupportKind.TRAINING_PACKAGES)
_engagement_id = bindparam("engagement_id", type_=Integer)
_today = bindparam("today", type_=Date)
_settled = SupportEntry.state.in_((EntryState.APPROVED, EntryState.STATED))
_newer = aliased(TrainingVersion)
is_newest = and_(
    TrainingVersion.state == VersionState.PUBLISHED,
    ~exists().where(
        _newer.key == TrainingVersion.key,
        _newer.state == VersionState.PUBLISHED,
        (_newer.published_at > TrainingVersion.published_at)
        | and_(_newer.published_at == TrainingVersion.published_at, _newer.id > TrainingVersion.id),
    ),
)
_no_date = cast(null(), Date)
_OFFER: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        literal("cohort").label("what"),
        Cohort.ref.label("ref"),
        Cohort.title.label("title"),
        first_on.label("first_on"),
        last_on.label("last_on"),
        Cohort.seats.label("number"),
        Cohort.taken.label("other"),
    )
    .join(Engagement, Engagement.lead_authority_id == Cohort.authority_id)
    .where(Engagement.id == _engagement_id, Cohort.state == CohortState.OPEN, first_on >= _today),
    select(
        literal("programme"), TrainingVersion.digest, TrainingVersion.ref, _no_date, _no_date, literal(0), literal(0)
    ).where(is_newest),
    select(
        literal("days"),
        literal(""),
        literal(""),
        _no_date,
        _no_date,
        func.coalesce(func.sum(case((_settled, SupportEntry.quarters), else_=0)), 0),
        func.coalesce(func.sum(case((_settled, 0), else_=SupportEntry.quarters)), 0),
    ).where(SupportEntry.engagement_id == _engagement_id, SupportEntry.kind.in_(TRAINING_KINDS)),
).order_by("first_on", "title", "ref")


@dataclass(frozen=True, slots=True)
class OpenCohort:
    """A cohort of the lead authority that has not begun and can be joined."""

    ref: str
    title: str
    first_on: dt.date
    last_on: dt.date
    seats: int
    taken: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is: open cohorts by date; the newest programmes (digest, ref); training days in quarters."""

    cohorts: tuple[OpenCohort, ...]
    programmes: tuple[tuple[str, str], ...]
    approved_quarters: int
    other_quarters: int  # logged or booked, and not approved yet


def offer(*, engagement_id: int, today: dt.date) -> Offer:
    """Give it in one query."""
    cohorts, programmes, approved, other = list[OpenCohort](), list[tuple[str, str]](), 0, 0
    rows = db.session.connection().execute(_OFFER, {"engagement_id": engagement_id, "today": today})
    for what, ref, title, first, last, number, rest in rows:
        if what == "cohort":
            cohorts.append(OpenCohort(ref, title, first, last, number, rest))
        elif what == "programme":
            programmes.append((ref, title))
        else:
            approved, other = int(number), int(rest)
    return Offer(tuple(cohorts), tuple(programmes), approved, other)
