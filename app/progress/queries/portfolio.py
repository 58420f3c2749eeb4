"""What the portfolio knows of each engagement besides days and pounds, in one query. What it means: portfolio.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Date, Integer, Select, Subquery, and_, bindparam, case, cast, exists, func, or_, select
from sqlalchemy import String as Text
from sqlalchemy.orm import aliased

from app.accounts.models import Authority
from app.accounts.queries.stamps import stamps_of
from app.accounts.stamps import PLACES, SUPPORT
from app.agreements.models import AgreementSignature, AgreementState, AgreementVersion
from app.assessments.models import Round, SignedResult
from app.charging.ledger import month_of
from app.charging.queries.kept_income import MOST, earnings
from app.db import db, one_of
from app.db.keeping import kept_while
from app.engagements.models import Engagement
from app.learning.models import Cohort, CohortDay, CohortState, Enrolment, EnrolmentState
from app.plans.models import Goal, Milestone, MilestoneStanding, Plan, PlanState, PlanVersion, Status
from app.progress.portfolio import Entry, Facts
from app.progress.portfolio_choice import regions
from app.reviewing.models import MonthlyReview

_authority_id = bindparam("authority_id", type_=Integer)
_today, _month = bindparam("today", type_=Date), bindparam("month", type_=Date)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Every engagement that an authority leads, the latest start first; `waiting` of them wait for a manager.

    `stamp`: of all that it is made of; None where nothing can be kept.
    """

    authority: str
    every: tuple[Entry, ...]
    regions: tuple[str, ...]
    waiting: int
    stamp: str | None


def portfolio_of(*, authority_id: int, today: dt.date) -> Portfolio:
    """Give it as it is today: in four queries after a change, in one as long as nothing of it has changed."""
    stamps = stamps_of(authority_id=authority_id, today=today)
    stamp = stamps.of(SUPPORT, PLACES)

    def read() -> Portfolio:
        found = earnings(stamps, authority_id=authority_id)
        facts = _facts_of(authority_id, today) if found.lines else {}
        every = tuple(Entry(line, facts[line.engagement.id], today) for line in found.lines)
        return Portfolio(found.authority, every, regions(every), sum(each.own is not None for each in every), stamp)

    return kept_while("portfolio", str(authority_id), stamp, read, most=MOST)


def _facts_of(authority_id: int, today: dt.date) -> Mapping[int, Facts]:
    values = {"authority_id": authority_id, "today": today, "month": month_of(today)}
    found = (Facts(*row) for row in db.session.connection().execute(_query(), values))
    return {each.id: each for each in found}


def _late() -> Subquery:
    """Milestones of the approved version whose forecast has passed, by plan; as "your work" counts them."""
    forecast = func.coalesce(MilestoneStanding.forecast_on, Milestone.due_on)
    return (
        select(Plan.id.label("plan_id"), func.count(Milestone.id).label("late"))
        .join(Engagement, Engagement.id == Plan.engagement_id)
        .join(PlanVersion, and_(PlanVersion.plan_id == Plan.id, PlanVersion.number == Plan.approved_number))
        .join(Goal, Goal.plan_id == Plan.id)
        .join(Milestone, Milestone.goal_id == Goal.id)
        .outerjoin(MilestoneStanding, MilestoneStanding.milestone_id == Milestone.id)
        .where(
            Engagement.lead_authority_id == _authority_id,
            one_of(Plan.state, (PlanState.APPROVED, PlanState.LIVE)),
            Milestone.created_at <= PlanVersion.submitted_at,
            or_(Milestone.removed_at.is_(None), Milestone.removed_at > PlanVersion.submitted_at),
            or_(Goal.removed_at.is_(None), Goal.removed_at > PlanVersion.submitted_at),
            or_(MilestoneStanding.status.is_(None), MilestoneStanding.status != Status.DONE),
            forecast < _today,
        )
        .group_by(Plan.id)
        .subquery("late")
    )


def _reviews() -> Subquery:
    """The newest frozen month, how many months before this one have a review, and who confirmed the open one."""
    is_frozen = MonthlyReview.frozen_at.is_not(None)
    is_past = MonthlyReview.month < _month
    confirmed = case(
        (is_frozen, None),
        (MonthlyReview.lead_confirmed_at.is_not(None), "lead"),
        (MonthlyReview.partner_confirmed_at.is_not(None), "partner"),
        else_="",
    )
    return (
        select(
            MonthlyReview.engagement_id,
            func.max(case((is_frozen, MonthlyReview.month))).label("month"),
            func.count(func.distinct(case((is_past, MonthlyReview.month)))).label("reviewed"),
            func.max(confirmed).label("confirmed"),
        )
        .join(Engagement, Engagement.id == MonthlyReview.engagement_id)
        .where(Engagement.lead_authority_id == _authority_id)
        .group_by(MonthlyReview.engagement_id)
        .subquery("reviews")
    )


def _delegates() -> Subquery:
    """The partner's places in cohorts of the lead authority that touch the engagement's months."""
    dates = (
        select(Cohort.id, func.min(CohortDay.on_date).label("first_on"), func.max(CohortDay.on_date).label("last_on"))
        .join(CohortDay, CohortDay.cohort_id == Cohort.id)
        .where(Cohort.authority_id == _authority_id, one_of(Cohort.state, (CohortState.OPEN, CohortState.CLOSED)))
        .group_by(Cohort.id)
        .subquery("dates")
    )
    has_place = Enrolment.state == EnrolmentState.ENROLLED
    return (
        select(
            Engagement.id.label("engagement_id"),
            func.sum(case((has_place, 1), else_=0)).label("places"),
            func.sum(case((has_place, 0), else_=1)).label("waiting"),
        )
        .join(Enrolment, Enrolment.authority_id == Engagement.partner_authority_id)
        .join(
            dates,
            and_(
                dates.c.id == Enrolment.cohort_id,
                dates.c.last_on >= Engagement.starts_on,
                dates.c.first_on <= Engagement.ends_on,
            ),
        )
        .where(Engagement.lead_authority_id == _authority_id, Enrolment.state != EnrolmentState.WITHDRAWN)
        .group_by(Engagement.id)
        .subquery("delegates")
    )


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """Put all together; made once in a process."""
    late, reviews, delegates = _late(), _reviews(), _delegates()
    newest, scored, pending, agreed = (
        aliased(Round),
        aliased(Round),
        aliased(AgreementVersion),
        aliased(AgreementVersion),
    )
    newest_id = select(func.max(Round.id)).where(Round.engagement_id == Engagement.id).correlate(Engagement)
    is_assessed = exists().where(scored.engagement_id == Engagement.id, SignedResult.round_id == scored.id)
    sides = select(func.aggregate_strings(cast(AgreementSignature.side, Text), " ")).where(
        AgreementSignature.agreement_version_id == pending.id
    )
    asked = and_(
        Plan.endorsement_asked_at.is_not(None),
        or_(Plan.endorsed_at.is_(None), Plan.endorsement_asked_at > Plan.endorsed_at),
    )
    return (
        select(
            Engagement.id,
            Authority.region,
            _text(newest.kind),
            _text(newest.state),
            is_assessed.correlate(Engagement),
            _text(Plan.state),
            _text(Plan.change_state),
            and_(Plan.id.is_not(None), asked),
            _text(pending.kind),
            _text(pending.state),
            func.coalesce(sides.correlate(pending).scalar_subquery(), ""),
            exists()
            .where(agreed.engagement_id == Engagement.id, agreed.state == AgreementState.SIGNED, agreed.number > 1)
            .correlate(Engagement),
            func.coalesce(late.c.late, 0),
            reviews.c.month,
            func.coalesce(reviews.c.reviewed, 0),
            reviews.c.confirmed,
            func.coalesce(delegates.c.places, 0),
            func.coalesce(delegates.c.waiting, 0),
        )
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .outerjoin(newest, newest.id == newest_id.scalar_subquery())
        .outerjoin(Plan, Plan.engagement_id == Engagement.id)
        .outerjoin(
            pending,
            and_(
                pending.engagement_id == Engagement.id,
                one_of(pending.state, (AgreementState.DRAFT, AgreementState.TO_SIGN)),
            ),
        )
        .outerjoin(late, late.c.plan_id == Plan.id)
        .outerjoin(reviews, reviews.c.engagement_id == Engagement.id)
        .outerjoin(delegates, delegates.c.engagement_id == Engagement.id)
        .where(Engagement.lead_authority_id == _authority_id)
        .order_by(Engagement.id)
    )


def _text(column: Any) -> Any:
    """A state's value as text, empty where there is no record."""
    return func.coalesce(cast(column, Text), "")
