"""What the balance of an engagement is made from, in four queries: entries, terms with the plan, events, rates."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import CursorResult, Select, bindparam, case, func, literal, select, union_all

from app.agreements.content import AgreementContent
from app.agreements.models import AgreementState, AgreementVersion
from app.agreements.queries.kept import kept_agreement
from app.charging.models import ChargingAccount, EntryState, Statement, SupportEntry
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.plans.content import PlanContent
from app.plans.models import Goal, Milestone, MilestoneStanding, Plan, PlanState, PlanVersion
from app.plans.queries.kept import kept_version


@dataclass(frozen=True, slots=True)
class Part:
    """Entries of one date that are alike, added up; negative quarters where reversals weigh more."""

    state: EntryState
    kind: SupportKind
    on: dt.date
    quarters: int
    day_rate: Decimal
    goal_ref: str
    milestone_ref: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Dates, the agreement in force (None: none is signed), the plan that is worked by, purchase order, closed days."""

    starts_on: dt.date
    ends_on: dt.date
    agreement: AgreementContent | None
    agreement_number: int
    agreement_ref: str
    plan: PlanContent | None
    purchase_order: str
    closed_through: dt.date | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement of the engagement without its content; `month` is its first day."""

    ref: str
    number: int
    month: dt.date
    state: str


@dataclass(frozen=True, slots=True)
class Events:
    """Statements by month, and by milestone whether it is done and its date where it has another than planned."""

    statements: dict[dt.date, StatementRow]
    done: frozenset[str]
    forecast_on: dict[str, dt.date]


_LIKE = (
    SupportEntry.state,
    SupportEntry.kind,
    SupportEntry.on_date,
    SupportEntry.day_rate,
    SupportEntry.goal_ref,
    SupportEntry.milestone_ref,
)
_PARTS = (
    select(*_LIKE, func.sum(SupportEntry.quarters))
    .where(SupportEntry.engagement_id == bindparam("engagement_id"))
    .group_by(*_LIKE)
    .order_by(SupportEntry.on_date, SupportEntry.state, SupportEntry.kind)
)


def parts_of(*, engagement_id: int) -> tuple[Part, ...]:
    """Give all entries, alike ones of a date added up, by date."""
    return tuple(
        Part(state, kind, on, int(quarters), rate, goal_ref, milestone_ref)
        for state, kind, on, rate, goal_ref, milestone_ref, quarters in _read(_PARTS, engagement_id)
    )


def _read(prepared: Select[*tuple[Any, ...]], engagement_id: int) -> CursorResult[*tuple[Any, ...]]:
    return db.session.connection().execute(prepared, {"engagement_id": engagement_id})


_IN_FORCE = (
    select(func.max(AgreementVersion.number))
    .where(AgreementVersion.engagement_id == Engagement.id, AgreementVersion.state == AgreementState.SIGNED)
    .correlate(Engagement)
    .scalar_subquery()
)


_TERMS = (
    select(
        Engagement.starts_on,
        Engagement.ends_on,
        AgreementVersion.number,
        AgreementVersion.ref,
        PlanVersion.ref,
        ChargingAccount.purchase_order,
        ChargingAccount.closed_through,
    )
    .outerjoin(
        AgreementVersion,
        (AgreementVersion.engagement_id == Engagement.id) & (AgreementVersion.number == _IN_FORCE),
    )
    .outerjoin(Plan, (Plan.engagement_id == Engagement.id) & (Plan.state != PlanState.CLOSED))
    .outerjoin(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
    .outerjoin(ChargingAccount, ChargingAccount.engagement_id == Engagement.id)
    .where(Engagement.id == bindparam("engagement_id"))
)


def terms_of(*, engagement_id: int) -> Terms:
    """Give them in one query; what is signed and approved is read once in each worker."""
    row = _read(_TERMS, engagement_id).one()
    starts_on, ends_on, number, ref, plan_ref, purchase_order, closed_through = row
    return Terms(
        starts_on=starts_on,
        ends_on=ends_on,
        agreement=kept_agreement(ref) if ref is not None else None,
        agreement_number=number or 0,
        agreement_ref=ref or "",
        plan=kept_version(plan_ref) if plan_ref is not None else None,
        purchase_order=purchase_order or "",
        closed_through=closed_through,
    )


_STATEMENTS = select(
    literal(1).label("is_statement"),
    Statement.ref.label("ref"),
    Statement.number.label("number"),
    Statement.month.label("on_date"),
    Statement.state.label("state"),
).where(Statement.engagement_id == bindparam("engagement_id"))
_STANDINGS = (
    select(
        literal(0),
        Milestone.ref,
        case((MilestoneStanding.done_on.is_not(None), 1), else_=0),
        MilestoneStanding.forecast_on,
        literal("issued"),
    )
    .join(Milestone, Milestone.id == MilestoneStanding.milestone_id)
    .join(Goal, Goal.id == Milestone.goal_id)
    .join(Plan, Plan.id == Goal.plan_id)
    .where(Plan.engagement_id == bindparam("engagement_id"))
)
_both = union_all(_STATEMENTS, _STANDINGS).subquery("both")
_EVENTS = select(_both).order_by(_both.c.is_statement, _both.c.number, _both.c.ref)


def events_of(*, engagement_id: int) -> Events:
    """Give statements and how milestones stand, in one query."""
    rows = _read(_EVENTS, engagement_id).all()
    told = [row for row in rows if not row.is_statement]
    return Events(
        {
            row.on_date: StatementRow(row.ref, row.number, row.on_date, row.state.value)
            for row in rows
            if row.is_statement
        },
        frozenset(row.ref for row in told if row.number),
        {row.ref: row.on_date for row in told if row.on_date is not None},
    )
