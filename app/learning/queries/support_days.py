"""Which engagements can pay trainers' days of a cohort, and which of these days are charged already."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Person
from app.agreements.content import agreement_from
from app.agreements.limits import Limits, limits_of
from app.agreements.models import AgreementLine, AgreementState, AgreementVersion, Payer
from app.agreements.queries.needs import ApprovedPlan
from app.charging.models import EntryState, SupportEntry
from app.charging.services.moves import RUNNING
from app.db import db
from app.engagements.models import Engagement
from app.learning.models import CohortDay, CohortTrainer, Enrolment, EnrolmentState, TrainerDay
from app.learning.queries.offers import TRAINING_KINDS
from app.plans.content import plan_from
from app.plans.models import Plan, PlanState, PlanVersion
from app.security import EngagementScope

MOST = 50  # engagements on one page


@dataclass(frozen=True, slots=True)
class Slot:
    """A trainer's day of the cohort; `entry_ref` None: nobody pays for it yet."""

    day: int
    on: dt.date
    person_id: int
    person_ref: str
    name: str
    entry_ref: str | None
    quarters: int | None
    state: EntryState | None
    engagement_ref: str | None
    partner_name: str | None

    @property
    def field_name(self) -> str:
        """Name its field in the form."""
        return f"day-{self.day}-{self.person_ref}"


_reversal, _standing = aliased(SupportEntry), aliased(SupportEntry)
_lead_it, _charged = aliased(CohortTrainer), aliased(TrainerDay)
_counts = and_(SupportEntry.ref == TrainerDay.entry_ref, ~exists().where(_reversal.reverses_id == SupportEntry.id))
"""An entry that was removed or taken back no longer pays for the day."""


def slots_of(*, cohort_id: int) -> tuple[Slot, ...]:
    """Give each day of each trainer by date and name, in one query; of former trainers, too, where a day is charged."""
    leads = exists().where(_lead_it.cohort_id == cohort_id, _lead_it.person_id == Person.id).correlate(Person)
    charged = (
        exists()
        .where(
            _charged.cohort_id == cohort_id,
            _charged.person_id == Person.id,
            _charged.entry_ref == _standing.ref,
        )
        .correlate(Person)
    )
    query: Select[*tuple[Any, ...]] = (
        select(
            CohortDay.day, CohortDay.on_date, Person.id, Person.ref, Person.name,
            SupportEntry.ref, SupportEntry.quarters, SupportEntry.state, Engagement.ref, Authority.name,
        )
        .select_from(CohortDay)
        .join(Person, or_(leads, charged))
        .outerjoin(
            TrainerDay,
            and_(
                TrainerDay.cohort_id == cohort_id, TrainerDay.day == CohortDay.day, TrainerDay.person_id == Person.id
            ),
        )
        .outerjoin(SupportEntry, _counts)
        .outerjoin(Engagement, Engagement.id == SupportEntry.engagement_id)
        .outerjoin(Authority, Authority.id == Engagement.partner_authority_id)
        .where(CohortDay.cohort_id == cohort_id)
        .order_by(CohortDay.day, Person.name, Person.id)
    )  # fmt: skip
    return tuple(Slot(*row) for row in db.session.execute(query))


@dataclass(frozen=True, slots=True)
class Payable:
    """An engagement whose signed agreement has training days that its partner pays; `delegates` in this cohort."""

    ref: str
    partner_name: str
    partnership_name: str
    delegates: int


_newer = aliased(AgreementVersion)
_in_force = and_(
    AgreementVersion.engagement_id == Engagement.id,
    AgreementVersion.state == AgreementState.SIGNED,
    ~exists().where(
        _newer.engagement_id == Engagement.id,
        _newer.state == AgreementState.SIGNED,
        _newer.number > AgreementVersion.number,
    ),
)
_has_training = exists().where(
    AgreementLine.agreement_version_id == AgreementVersion.id,
    AgreementLine.kind.in_(TRAINING_KINDS),
    AgreementLine.payer == Payer.PARTNER,
    AgreementLine.quarters > 0,
)


def payable(*, authority_id: int, cohort_id: int) -> tuple[Payable, ...]:
    """Give the running engagements that this lead authority's training can be charged to; `MOST` at most.

    Those of delegates in the cohort come first, then by the partner's name.
    """
    delegates = (
        select(func.count(Enrolment.id))
        .where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.authority_id == Engagement.partner_authority_id,
            Enrolment.state == EnrolmentState.ENROLLED,
        )
        .correlate(Engagement)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Engagement.ref, Authority.name, Engagement.partnership_name, delegates.label("delegates"))
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .join(AgreementVersion, _in_force)
        .where(Engagement.lead_authority_id == authority_id, Engagement.state.in_(RUNNING), _has_training)
        .order_by(delegates.desc(), Authority.name, Engagement.id)
        .limit(MOST)
    )
    return tuple(Payable(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class PayerEngagement:
    """The engagement that is to pay: as a scope for the services of charging, its limits, its approved plan."""

    scope: EngagementScope
    limits: Limits | None
    plan: ApprovedPlan | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of training that its agreement has days for."""
        allowed = self.limits.quarters if self.limits else {}
        return tuple(kind.value for kind in TRAINING_KINDS if allowed.get(kind.value))


_lead, _partner = aliased(Authority), aliased(Authority)
_PAYER: Select[*tuple[Any, ...]] = (
    select(
        Engagement.id, Engagement.ref, Engagement.state, Engagement.lead_authority_id,
        Engagement.partner_authority_id, _lead.name, _partner.name, Engagement.partnership_name,
        Engagement.illustrative, AgreementVersion.content, AgreementVersion.number,
        PlanVersion.id, PlanVersion.number, Plan.state, PlanVersion.content,
    )
    .join(_lead, _lead.id == Engagement.lead_authority_id)
    .join(_partner, _partner.id == Engagement.partner_authority_id)
    .outerjoin(AgreementVersion, _in_force)
    .outerjoin(Plan, Plan.engagement_id == Engagement.id)
    .outerjoin(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
)  # fmt: skip


def payer(engagement_ref: str, *, authority_id: int) -> PayerEngagement | None:
    """Give a running engagement that this authority leads, in one query; None for any other."""
    query = _PAYER.where(
        Engagement.ref == engagement_ref, Engagement.lead_authority_id == authority_id, Engagement.state.in_(RUNNING)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    key, ref, state, *names, agreed, number, version_id, version, plan_state, content = row
    plan = None
    if content is not None:
        plan = ApprovedPlan(version_id, version, plan_state is not PlanState.CLOSED, plan_from(content))
    limits = limits_of(agreement_from(agreed), number or 0) if agreed is not None else None
    return PayerEngagement(EngagementScope(key, ref, state.value, *names), limits, plan)
