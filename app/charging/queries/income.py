"""What all engagements of a lead authority bring in: a query for each kind of fact, however many there are.

Sums are made by the database in whole pence; what they mean: ../income.py.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, ScalarSelect, Select, and_, case, func, select, type_coerce
from sqlalchemy.orm import aliased

from app.accounts.models import Authority
from app.agreements.models import AgreementState, AgreementVersion
from app.charging.forecast import Need
from app.charging.income import Income, Led, Line, income_of, line_of
from app.charging.ledger import Balance, Days, last_day, month_of
from app.charging.models import AgreedRate, SupportEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.plans.models import Goal, Milestone, MilestoneStanding, Plan, PlanState, PlanVersion, Status

_RUNNING = (EngagementState.OPEN, EngagementState.CLOSING)
_PENCE = func.sum(SupportEntry.quarters * type_coerce(SupportEntry.day_rate, Integer))  # of four days' charge
_QUARTERS = func.sum(SupportEntry.quarters)
_IS_WORKED_BY = and_(Engagement.state.in_(_RUNNING), Plan.state.in_((PlanState.APPROVED, PlanState.LIVE)))
_DONE = (
    select(func.aggregate_strings(Milestone.ref, " "))
    .join(MilestoneStanding, MilestoneStanding.milestone_id == Milestone.id)
    .join(Goal, Goal.id == Milestone.goal_id)
    .where(Goal.plan_id == Plan.id, MilestoneStanding.status == Status.DONE)
    .correlate(Plan)
    .scalar_subquery()
)
MOST_READ = 400
_READ: dict[str, tuple[Need, ...]] = {}  # by the reference of a plan's version


@dataclass(slots=True)
class _Sums:
    """One engagement's entries: by state, and by the goal and milestone that they serve."""

    by_state: dict[str, Days] = field(default_factory=dict)
    served: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The approved version that an engagement works by, empty without one, and its milestones that are done."""

    version_ref: str
    done: frozenset[str]

    def needs(self, known: Mapping[str, tuple[Need, ...]]) -> Iterator[Need]:
        """Give what its milestones need."""
        for need in known.get(self.version_ref, ()):
            if need.milestone_ref not in self.done:
                yield need


def income_lines(*, authority_id: int, today: dt.date) -> tuple[str, tuple[Line, ...]]:
    """Give the authority's name and every engagement that it leads, the latest start first, in three queries."""
    name, engagements = _led(authority_id, today)
    if not engagements:
        return name, ()
    sums = _sums(authority_id)
    needs = _needs({plan.version_ref for _, plan in engagements if plan.version_ref})
    lines = []
    for each, plan in engagements:
        found = sums.get(each.id, _Sums())
        lines.append(line_of(each, Balance(found.by_state), plan.needs(needs), found.served))
    return name, tuple(lines)


def income_by_month(months: tuple[dt.date, ...], *, authority_id: int) -> tuple[Income, ...]:
    """Give what the entries dated in each of these months, which follow each other, bring in; in one query.

    It sums by day: the month of each of thousands of entries is the dearest thing that a database could work out here.
    """
    rows = db.session.connection().execute(
        select(SupportEntry.on_date, SupportEntry.state, _QUARTERS, _PENCE)
        .join(Engagement, Engagement.id == SupportEntry.engagement_id)
        .where(
            Engagement.lead_authority_id == authority_id,
            SupportEntry.on_date.between(months[0], last_day(months[-1])),
        )
        .group_by(SupportEntry.on_date, SupportEntry.state)
        .order_by(SupportEntry.on_date, SupportEntry.state)
    )
    found: dict[dt.date, dict[str, Days]] = {}
    for on_date, state, quarters, pence in rows:
        of_month = found.setdefault(month_of(on_date), {})
        of_month[state.value] = of_month.get(state.value, Days()) + _days(quarters, pence)
    return tuple(income_of(Balance(found.get(each, {}))) for each in months)


def _days(quarters: int, pence: int) -> Days:
    """Days from sums: quarters times pence of a whole day is four times the charge, exactly."""
    return Days(int(quarters), Decimal(int(pence) // 4).scaleb(-2))


def _led(authority_id: int, today: dt.date) -> tuple[str, list[tuple[Led, _Plan]]]:
    lead, partner = aliased(Authority), aliased(Authority)
    query: Select[*tuple[Any, ...]] = (
        select(
            lead.name,
            Engagement.id,
            Engagement.ref,
            partner.name,
            Engagement.partnership_name,
            Engagement.state,
            Engagement.illustrative,
            Engagement.starts_on,
            Engagement.ends_on,
            Engagement.day_rate,
            func.coalesce(_agreed_beside(today), Engagement.day_rate),
            Engagement.estimate_quarters,
            Engagement.cap_quarters,
            PlanVersion.ref,
            _DONE,
        )
        .select_from(lead)
        .outerjoin(Engagement, Engagement.lead_authority_id == lead.id)
        .outerjoin(partner, partner.id == Engagement.partner_authority_id)
        .outerjoin(Plan, and_(Plan.engagement_id == Engagement.id, _IS_WORKED_BY))
        .outerjoin(PlanVersion, and_(PlanVersion.plan_id == Plan.id, PlanVersion.number == Plan.approved_number))
        .where(lead.id == authority_id)
        .order_by(Engagement.starts_on.desc(), Engagement.id.desc())
    )
    rows = db.session.execute(query).all()
    found = [
        (Led(*[*row[1:5], row[5].value, *row[6:13]]), _Plan(row[13] or "", frozenset((row[14] or "").split())))
        for row in rows
        if row[1] is not None
    ]
    return rows[0][0], found


def _agreed_beside(today: dt.date) -> ScalarSelect[Any]:
    """Today's rate for everybody where one was agreed beside the agreement, after its latest version: tariff.py."""
    from_on = case((AgreementVersion.number == 1, AgreementVersion.starts_on), else_=AgreementVersion.signed_on)
    latest = (
        select(func.max(from_on))
        .where(
            AgreementVersion.engagement_id == Engagement.id,
            AgreementVersion.state == AgreementState.SIGNED,
            from_on <= today,
        )
        .correlate(Engagement)
        .scalar_subquery()
    )
    return (
        select(AgreedRate.day_rate)
        .where(
            AgreedRate.engagement_id == Engagement.id,
            AgreedRate.person_id.is_(None),
            AgreedRate.agreed_at.is_not(None),
            AgreedRate.withdrawn_at.is_(None),
            AgreedRate.from_on <= today,
            AgreedRate.from_on >= latest,
        )
        .order_by(AgreedRate.from_on.desc(), AgreedRate.id.desc())
        .limit(1)
        .correlate(Engagement)
        .scalar_subquery()
    )


def _sums(authority_id: int) -> Mapping[int, _Sums]:
    """Add entries up by state; by goal and milestone, too, where the engagement runs and still needs days."""
    runs = Engagement.state.in_(_RUNNING)
    goal = case((runs, SupportEntry.goal_ref), else_="").label("goal")
    milestone = case((runs, SupportEntry.milestone_ref), else_="").label("milestone")
    rows = db.session.execute(
        select(SupportEntry.engagement_id, SupportEntry.state, goal, milestone, _QUARTERS, _PENCE)
        .join(Engagement, Engagement.id == SupportEntry.engagement_id)
        .where(Engagement.lead_authority_id == authority_id)
        .group_by(SupportEntry.engagement_id, SupportEntry.state, goal, milestone)
        .order_by(SupportEntry.engagement_id)
    )
    found: dict[int, _Sums] = {}
    for engagement_id, state, goal_ref, milestone_ref, quarters, pence in rows:
        own = found.setdefault(engagement_id, _Sums())
        own.by_state[state.value] = own.by_state.get(state.value, Days()) + _days(quarters, pence)
        key = (goal_ref, milestone_ref)
        own.served[key] = own.served.get(key, 0) + int(quarters)
    return found


def _needs(version_refs: Collection[str]) -> Mapping[str, tuple[Need, ...]]:
    """Give what each of these versions needs. They are frozen, so a process keeps what it read: `MOST_READ` at most."""
    found = {ref: _READ[ref] for ref in version_refs if ref in _READ}
    new = set(version_refs) - found.keys()
    if new:
        query = select(PlanVersion.ref, PlanVersion.content).where(PlanVersion.ref.in_(new)).order_by(PlanVersion.id)
        for ref, content in db.session.connection().execute(query):  # one content at a time: the session reads all
            found[ref] = tuple(
                Need(goal["ref"], milestone["ref"], milestone["quarters"])
                for goal in content["goals"]
                for milestone in goal["milestones"]
                if milestone["quarters"]
            )
        if len(_READ) + len(new) > MOST_READ:
            _READ.clear()
        _READ.update((ref, found[ref]) for ref in list(new)[:MOST_READ])
    return found
