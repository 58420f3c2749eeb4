"""The partner's delegates in training and what they pledged. Open cohorts and programmes: offers.py."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, ScalarSelect, Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.db import db, one_of
from app.engagements.models import Engagement
from app.learning.models import (
    Attendance,
    Certificate,
    Cohort,
    CohortDay,
    CohortState,
    Enrolment,
    EnrolmentState,
    Pledge,
    TrainingVersion,
)
from app.plans.models import Goal, Milestone, Plan

MOST = 200  # places on one page
_engagement_id = bindparam("engagement_id", type_=Integer)


_edge = aliased(CohortDay)


def _edge_of(edge: Any) -> ScalarSelect[Any]:
    """The first or last date of a cohort: `edge` is func.min or func.max."""
    return select(edge(_edge.on_date)).where(_edge.cohort_id == Cohort.id).correlate(Cohort).scalar_subquery()


first_on, last_on = _edge_of(func.min), _edge_of(func.max)


_its_own = aliased(Enrolment)
_partner_id = select(Engagement.partner_authority_id).where(Engagement.id == _engagement_id).scalar_subquery()
touching = (
    select(
        Cohort.id.label("cohort_id"),
        Engagement.partner_authority_id.label("authority_id"),
        func.min(CohortDay.on_date).label("first_on"),
        func.max(CohortDay.on_date).label("last_on"),
    )
    .select_from(Engagement)
    .join(Cohort, Cohort.authority_id == Engagement.lead_authority_id)
    .join(CohortDay, CohortDay.cohort_id == Cohort.id)
    .where(
        Engagement.id == _engagement_id,
        one_of(Cohort.state, (CohortState.OPEN, CohortState.CLOSED)),
        Cohort.id.in_(select(_its_own.cohort_id).where(_its_own.authority_id == _partner_id)),
    )
    .group_by(Cohort.id, Engagement.id)
    .having(func.max(CohortDay.on_date) >= Engagement.starts_on, func.min(CohortDay.on_date) <= Engagement.ends_on)
    .cte("touching")
)
"""Cohorts of the lead authority that touch the engagement's months, of those in which the partner's delegates are."""

of_the_partner = and_(Enrolment.cohort_id == touching.c.cohort_id, Enrolment.authority_id == touching.c.authority_id)
"""The partner's delegates in these cohorts."""

_minutes = select(func.sum(Attendance.minutes)).where(Attendance.enrolment_id == Enrolment.id).scalar_subquery()
_certified = exists().where(Certificate.enrolment_id == Enrolment.id, Certificate.withdrawn_at.is_(None))
_PLACES: Select[*tuple[Any, ...]] = (
    select(
        Person.name,
        Cohort.ref.label("cohort_ref"),
        Cohort.title.label("cohort_title"),
        TrainingVersion.digest,
        Enrolment.state,
        touching.c.first_on,
        touching.c.last_on,
        func.coalesce(_minutes, 0).label("minutes"),
        _certified.label("is_certified"),
    )
    .select_from(Enrolment)
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(Person, Person.id == Enrolment.person_id)
    .join(touching, of_the_partner)
    .where(Enrolment.state != EnrolmentState.WITHDRAWN)
    .order_by(touching.c.first_on.desc(), Cohort.id, Person.name, Enrolment.id)
    .limit(MOST)
)


@dataclass(frozen=True, slots=True)
class Place:
    """A delegate of the partner in a cohort. `minutes` are those registered so far."""

    name: str
    cohort_ref: str
    cohort_title: str
    digest: str
    state: EnrolmentState
    first_on: dt.date
    last_on: dt.date
    minutes: int
    is_certified: bool


def places_of_partner(*, engagement_id: int) -> tuple[Place, ...]:
    """Give the partner's delegates by cohort, the newest first, and name; `MOST` at most."""
    rows = db.session.connection().execute(_PLACES, {"engagement_id": engagement_id})
    return tuple(Place(*row) for row in rows)


_PLEDGES: Select[*tuple[Any, ...]] = (
    select(
        Pledge.ref,
        Pledge.action,
        Pledge.measure,
        Pledge.by_on,
        Pledge.standard_key,
        Person.name,
        Person.ref.label("person_ref"),
        Milestone.ref.label("milestone_ref"),
        TrainingVersion.title,
        Pledge.id,
    )
    .select_from(Pledge)
    .join(Enrolment, and_(Enrolment.id == Pledge.enrolment_id, Enrolment.state == EnrolmentState.ENROLLED))
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .join(Person, Person.id == Enrolment.person_id)
    .join(touching, of_the_partner)
    .outerjoin(
        Milestone,
        and_(
            Milestone.ref == Pledge.milestone_ref,
            Milestone.removed_at.is_(None),
            Pledge.engagement_id == _engagement_id,
        ),
    )
    .order_by(Person.name, Enrolment.id, Pledge.position)
)


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """What a delegate pledged; `milestone_ref` None: it is no milestone of the engagement's plan, or no longer."""

    ref: str
    action: str
    measure: str
    by_on: dt.date
    standard_key: str
    name: str
    person_ref: str
    milestone_ref: str | None
    programme_title: str
    id: int


def pledges_of_partner(*, engagement_id: int) -> tuple[PledgeRow, ...]:
    """Give what the partner's delegates pledged, by name; `MOST` at most."""
    rows = db.session.connection().execute(_PLEDGES.limit(MOST), {"engagement_id": engagement_id})
    return tuple(PledgeRow(*row) for row in rows)


def pledge_of_partner(ref: str, *, engagement_id: int) -> PledgeRow | None:
    """Give one pledge of the partner's delegates, or None."""
    row = db.session.connection().execute(_PLEDGES.where(Pledge.ref == ref), {"engagement_id": engagement_id}).first()
    return PledgeRow(*row) if row else None


@dataclass(frozen=True, slots=True)
class GoalChoice:
    """A goal of the plan as it is worked on."""

    ref: str
    standard_key: str
    what: str


def goals_of_plan(plan: Plan) -> tuple[GoalChoice, ...]:
    """Give the goals in the plan's order; removed ones are left out."""
    rows = db.session.execute(
        select(Goal.ref, Goal.standard_key, Goal.what)
        .where(Goal.plan_id == plan.id, Goal.removed_at.is_(None))
        .order_by(Goal.position, Goal.id)
    )
    return tuple(GoalChoice(*row) for row in rows)
