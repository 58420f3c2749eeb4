"""Lists of cohorts: own places, cohorts to join, cohorts that somebody runs or oversees. One cohort: cohorts.py."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Integer, Select, and_, bindparam, exists, func, or_, select

from app.accounts.models import Authority, Membership, Person
from app.db import db, one_of
from app.engagements.models import Engagement, EngagementState
from app.learning.models import Cohort, CohortDay, CohortState, Enrolment, EnrolmentState, TrainingVersion
from app.security import Identity

PAGE_SIZE = 50
RUNNING = (EngagementState.OPEN, EngagementState.CLOSING)
FIRST_ON = select(func.min(CohortDay.on_date)).where(CohortDay.cohort_id == Cohort.id).scalar_subquery()
LAST_ON = select(func.max(CohortDay.on_date)).where(CohortDay.cohort_id == Cohort.id).scalar_subquery()


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A cohort in a list."""

    ref: str
    title: str
    programme: str
    authority_name: str
    state: CohortState
    seats: int
    taken: int
    venue: str
    first_on: dt.date
    last_on: dt.date

    def phase(self, today: dt.date) -> str:
        """Say in a word or two where the cohort stands."""
        if self.state is CohortState.CANCELLED:
            return "Cancelled"
        if today > self.last_on:
            return "Over"
        if today >= self.first_on:
            return "Under way"
        return {"draft": "Draft", "open": "Open", "closed": "Enrolment closed"}[self.state.value]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A cohort in which the person has a place or waits for one."""

    cohort: CohortRow
    state: EnrolmentState


@dataclass(frozen=True, slots=True)
class RunCohort:
    """A cohort of an authority for which the person is trainer or manager."""

    cohort: CohortRow
    waiting: int


@dataclass(frozen=True, slots=True)
class CohortPage:
    """One page of the cohorts that somebody runs or oversees: `page` counts from 1."""

    rows: list[RunCohort]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """A cohort that the person may join, and for which authority."""

    id: int
    cohort: CohortRow
    authority_id: int
    training_ref: str
    digest: str
    illustrative: bool


_COLUMNS: tuple[Any, ...] = (
    Cohort.ref,
    Cohort.title,
    TrainingVersion.title,
    Authority.name,
    Cohort.state,
    Cohort.seats,
    Cohort.taken,
    Cohort.venue,
    FIRST_ON,
    LAST_ON,
)


def _listed(*more: Any) -> Select[Any]:
    return (
        select(*_COLUMNS, *more)
        .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
        .join(Authority, Authority.id == Cohort.authority_id)
    )


_OWN = (
    _listed(Enrolment.state)
    .join(Enrolment, Enrolment.cohort_id == Cohort.id)
    .where(Enrolment.person_id == bindparam("person_id"), Enrolment.state != EnrolmentState.WITHDRAWN)
    .order_by(FIRST_ON.desc(), Cohort.id.desc())
)


def own_places(*, person_id: int) -> list[OwnPlace]:
    """Give the cohorts in which somebody has a place or waits, the latest first."""
    found = db.session.connection().execute(_OWN, {"person_id": person_id})
    return [OwnPlace(CohortRow(*row[:-1]), row[-1]) for row in found]


_person_id, _today = bindparam("person_id", type_=Integer), bindparam("today", type_=Date)
_own = Membership.authority_id == bindparam("authority_id", type_=Integer)
_supported = exists().where(
    Engagement.lead_authority_id == Cohort.authority_id,
    Engagement.partner_authority_id == Membership.authority_id,
    one_of(Engagement.state, RUNNING),
)
_has_a_place = exists().where(
    Enrolment.cohort_id == Cohort.id,
    Enrolment.person_id == _person_id,
    Enrolment.state != EnrolmentState.WITHDRAWN,
)
_TO_JOIN = (
    _listed(Cohort.id, Membership.authority_id, TrainingVersion.ref, TrainingVersion.digest, Cohort.illustrative)
    .join(
        Membership,
        and_(
            Membership.person_id == _person_id,
            Membership.ended_at.is_(None),
            or_(Membership.authority_id == Cohort.authority_id, _supported),
        ),
    )
    .where(Cohort.state == CohortState.OPEN, _today <= FIRST_ON, ~_has_a_place)
    .order_by(FIRST_ON, Cohort.id, _own.desc(), Membership.id)
)
_THIS_TO_JOIN = _TO_JOIN.where(Cohort.ref == bindparam("cohort_ref"))


def to_join(identity: Identity, *, today: dt.date, cohort_ref: str | None = None) -> list[Invitation]:
    """Give the open cohorts that have not begun and that somebody may join, the soonest first.

    They are given by the own authority, or by one that leads an engagement with it. Whoever belongs to several
    authorities joins for the one that is worked in now, if that may join.
    """
    asker = {"person_id": identity.person_id, "authority_id": identity.authority_id, "today": today}
    wanted, values = (_TO_JOIN, asker) if cohort_ref is None else (_THIS_TO_JOIN, asker | {"cohort_ref": cohort_ref})
    found: dict[str, Invitation] = {}
    for row in db.session.connection().execute(wanted, values):
        cohort, (key, authority_id, training_ref, digest, illustrative) = CohortRow(*row[:10]), row[10:]
        found.setdefault(cohort.ref, Invitation(key, cohort, authority_id, training_ref, digest, illustrative))
    return list(found.values())


_PAGED = (
    select(
        Cohort.id,
        func.min(CohortDay.on_date).label("first_on"),
        func.max(CohortDay.on_date).label("last_on"),
        func.count().over().label("total"),
    )
    .join(CohortDay, CohortDay.cohort_id == Cohort.id)
    .where(Cohort.authority_id.in_(bindparam("authority_ids", type_=Integer, expanding=True)))
    .group_by(Cohort.id)
    .order_by(func.min(CohortDay.on_date).desc(), Cohort.id.desc())
    .limit(PAGE_SIZE)
    .offset(bindparam("offset", type_=Integer))
    .subquery()
)
_waiting = (
    select(func.count())
    .where(Enrolment.cohort_id == Cohort.id, Enrolment.state == EnrolmentState.WAITING)
    .correlate(Cohort)
    .scalar_subquery()
)
_RUN: Select[*tuple[Any, ...]] = (
    select(*_COLUMNS[:-2], _PAGED.c.first_on, _PAGED.c.last_on, _waiting, _PAGED.c.total)
    .select_from(_PAGED)
    .join(Cohort, Cohort.id == _PAGED.c.id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(Authority, Authority.id == Cohort.authority_id)
    .order_by(_PAGED.c.first_on.desc(), Cohort.id.desc())
)
"""The page is cut before anything is said of its cohorts: who waits is counted for fifty, not for all."""


def run_cohorts(*, authority_ids: Collection[int], page: int) -> CohortPage:
    """Give the cohorts of these authorities, the latest first, 50 to a page."""
    wanted = {"authority_ids": sorted(authority_ids), "offset": (page - 1) * PAGE_SIZE}
    found = db.session.connection().execute(_RUN, wanted).all()
    total = found[0][-1] if found else 0
    rows = [RunCohort(CohortRow(*row[:10]), row[10]) for row in found]
    return CohortPage(rows, page, max(-(-total // PAGE_SIZE), 1), total)


def taking_part(*, cohort_id: int, authority_id: int) -> frozenset[str]:
    """Give the refs of an authority's people who have a place in a cohort or wait for one."""
    wanted = (
        select(Person.ref)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.authority_id == authority_id,
            Enrolment.state != EnrolmentState.WITHDRAWN,
        )
        .order_by(Person.ref)
    )
    return frozenset(db.session.scalars(wanted))


def cohort_to_nominate_for(cohort_ref: str, *, lead_authority_id: int) -> Invitation | None:
    """Give an open cohort of a lead authority, for which its partners name colleagues."""
    row = db.session.execute(
        _listed(Cohort.id, TrainingVersion.ref, TrainingVersion.digest, Cohort.illustrative).where(
            Cohort.ref == cohort_ref, Cohort.authority_id == lead_authority_id, Cohort.state == CohortState.OPEN
        )
    ).one_or_none()
    if row is None:
        return None
    key, training_ref, digest, illustrative = row[10:]
    return Invitation(key, CohortRow(*row[:10]), lead_authority_id, training_ref, digest, illustrative)
