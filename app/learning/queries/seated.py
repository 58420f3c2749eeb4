"""Who of the partner sat in which half-day, by cohort: added up again only when something of it has changed.

A page reads `MARK` of the engagement in a statement of its own and gives it to `seats_of_partner`. What such seats
mean beside a goal: beside.py. What sets the stamps: app/accounts/stamps.py.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, cast, func, null, select

from app.accounts.stamps import LEARNED, PLACES, SumStamp
from app.db import db
from app.db.keeping import kept_while
from app.engagements.models import Engagement
from app.learning.models import Attendance, Cohort, CohortDay, Enrolment, EnrolmentState, TrainingVersion
from app.learning.queries.thread import of_the_partner, touching

MOST = 128  # engagements in a worker; some 200 bytes for each half-day of a cohort


@dataclass(frozen=True, slots=True)
class Seats:
    """Places of a cohort's day (`half` empty), or how many were there in a half that is registered."""

    cohort: str
    digest: str
    day: int
    half: str
    on: dt.date
    delegates: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What an engagement's seats rest on. `stamps` are those of the lead authority, empty before its first cohort."""

    stamps: str
    partner_authority_id: int
    starts_on: dt.date | None
    ends_on: dt.date | None


def _stamp(kind: str) -> ScalarSelect[str]:
    of_lead = (SumStamp.kind == kind, SumStamp.subject_id == Engagement.lead_authority_id)
    return select(SumStamp.stamp).where(*of_lead).correlate(Engagement).scalar_subquery()


_stamps: ColumnElement[str] = func.coalesce(_stamp(PLACES) + " " + func.coalesce(_stamp(LEARNED), ""), "")
MARK = (_stamps, Engagement.partner_authority_id, Engagement.starts_on, Engagement.ends_on)
"""The columns of a `Mark` where an engagement is selected from."""
NO_MARK = tuple(cast(null(), column.type) for column in MARK)
"""The same, empty, for the other rows of a union."""

_has_place = Enrolment.state == EnrolmentState.ENROLLED
_mine = (
    select(Enrolment.cohort_id, func.count().label("places"))
    .join(touching, of_the_partner)
    .where(_has_place)
    .group_by(Enrolment.cohort_id)
    .subquery("mine")
)
_there = (
    select(
        Enrolment.cohort_id,
        Attendance.day,
        Attendance.half,
        func.sum(case((Attendance.minutes > 0, 1), else_=0)).label("number"),
    )
    .join(touching, of_the_partner)
    .join(Attendance, Attendance.enrolment_id == Enrolment.id)
    .where(_has_place)
    .group_by(Enrolment.cohort_id, Attendance.day, Attendance.half)
    .subquery("there")
)
_SEATS: Select[*tuple[Any, ...]] = (
    select(
        Cohort.title,
        TrainingVersion.digest,
        CohortDay.day,
        _there.c.half,
        CohortDay.on_date,
        _mine.c.places,
        _there.c.number,
    )
    .select_from(_mine)
    .join(Cohort, Cohort.id == _mine.c.cohort_id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(CohortDay, CohortDay.cohort_id == Cohort.id)
    .outerjoin(_there, (_there.c.cohort_id == Cohort.id) & (_there.c.day == CohortDay.day))
    .order_by(CohortDay.on_date, Cohort.title, Cohort.ref, _there.c.half)
)


def seats_of_partner(mark: Mark, *, engagement_id: int) -> tuple[Seats, ...]:
    """Give places by date, then who was there; in no query as long as the mark stays, or before the first cohort."""
    if not mark.stamps:
        return ()
    return kept_while("seats", str(engagement_id), mark, lambda: _seats(engagement_id), most=MOST)


def _seats(engagement_id: int) -> tuple[Seats, ...]:
    days, there = dict[Seats, None](), list[Seats]()
    for title, digest, day, half, on, places, came in db.session.connection().execute(
        _SEATS, {"engagement_id": engagement_id}
    ):
        days[Seats(title, digest, day, "", on, places)] = None
        if half:
            there.append(Seats(title, digest, day, half, on, int(came)))
    return (*days, *there)
