"""What the next statement of an engagement will hold, from entries, books and agreement as they stand: four queries."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from app.accounts.models import Person
from app.agreements.models import AgreementState, AgreementVersion
from app.charging.drafting import TO_CONFIRM, Draft, Frame, Waiting
from app.charging.ledger import last_day
from app.charging.models import ChargingAccount, EntryState, Statement, SupportEntry
from app.charging.queries.entries import balance_of
from app.charging.queries.statements import vat_codes
from app.charging.statement import StatementContent, StatementLine
from app.db import db
from app.engagements.estimate import value_of
from app.engagements.models import Engagement, SupportKind
from app.plans.models import Goal, Plan, PlanVersion
from app.plans.queries.kept import kept_version
from app.security import EngagementScope
from app.web.filters import LONDON


@dataclass(frozen=True, slots=True)
class Unstated:
    """An entry that is on no statement; `original` fields are those of what it takes back or replaces."""

    id: int
    ref: str
    person: str
    on: dt.date
    quarters: int
    kind: SupportKind
    goal_ref: str
    goal: str | None  # as it is worded now, approved or not
    note: str
    day_rate: Decimal
    state: EntryState
    reason: str
    approved_name: str
    approved_at: dt.datetime | None
    original_ref: str | None
    original_on: dt.date | None
    original_content: dict[str, Any] | None  # of the statement that holds it
    is_reversal: bool

    @property
    def waiting(self) -> Waiting:
        """The entry as something that is not approved."""
        return Waiting(self.ref, self.person, self.on, self.quarters, self.state.words)


_original = db.aliased(SupportEntry)
_UNSTATED: Select[*tuple[Any, ...]] = (
    select(
        SupportEntry.id, SupportEntry.ref, Person.name, SupportEntry.on_date, SupportEntry.quarters, SupportEntry.kind,
        SupportEntry.goal_ref, Goal.what, SupportEntry.note, SupportEntry.day_rate, SupportEntry.state,
        SupportEntry.reason, SupportEntry.approved_name, SupportEntry.approved_at, _original.ref, _original.on_date,
        Statement.content, SupportEntry.reverses_id.is_not(None),
    )
    .join(Person, Person.id == SupportEntry.person_id)
    .outerjoin(Goal, Goal.ref == SupportEntry.goal_ref)
    .outerjoin(_original, _original.id == func.coalesce(SupportEntry.reverses_id, SupportEntry.replaces_id))
    .outerjoin(Statement, Statement.id == _original.statement_id)
    .where(
        SupportEntry.statement_id.is_(None),
        SupportEntry.engagement_id == bindparam("engagement_id"),
        SupportEntry.on_date <= bindparam("through"),
    )
    .order_by(SupportEntry.on_date, SupportEntry.id)
)  # fmt: skip


def unstated(through: dt.date, *, engagement_id: int) -> tuple[Unstated, ...]:
    """Give the entries up to a date that are on no statement, bookings included, by date."""
    values = {"engagement_id": engagement_id, "through": through}
    return tuple(Unstated(*row) for row in db.session.connection().execute(_UNSTATED, values))


@dataclass(frozen=True, slots=True)
class Terms:
    """The band and cap of the agreement in force, and the goals of the approved plan by reference."""

    estimate_quarters: int
    cap_quarters: int
    cap_value: Decimal
    goals: dict[str, str]


_newest = (
    select(func.max(AgreementVersion.number))
    .where(
        AgreementVersion.engagement_id == bindparam("engagement_id"), AgreementVersion.state == AgreementState.SIGNED
    )
    .scalar_subquery()
)
_FRAME = (
    select(
        Engagement.starts_on, Engagement.ends_on, ChargingAccount.closed_through, ChargingAccount.purchase_order,
        AgreementVersion.number, AgreementVersion.estimate_quarters, AgreementVersion.cap_quarters,
        AgreementVersion.day_rate, PlanVersion.ref,
    )
    .outerjoin(ChargingAccount, ChargingAccount.engagement_id == Engagement.id)
    .outerjoin(
        AgreementVersion, (AgreementVersion.engagement_id == Engagement.id) & (AgreementVersion.number == _newest)
    )
    .outerjoin(Plan, Plan.engagement_id == Engagement.id)
    .outerjoin(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
    .where(Engagement.id == bindparam("engagement_id"))
)  # fmt: skip


def frame_of(*, engagement_id: int) -> tuple[Frame, Terms]:
    """Give what statements rest on, in one query."""
    row = db.session.connection().execute(_FRAME, {"engagement_id": engagement_id}).one()
    starts_on, ends_on, closed_through, order, number, estimate, cap, day_rate, plan_ref = row
    goals = {goal.ref: goal.what for goal in kept_version(plan_ref).goals} if plan_ref else {}
    value = value_of(cap, day_rate) if number else Decimal(0)
    frame = Frame(starts_on, ends_on, closed_through, order or "", number or 0)
    return frame, Terms(estimate or 0, cap or 0, value, goals)


def draft_of(month: dt.date, scope: EngagementScope) -> tuple[Draft, tuple[int, ...]]:
    """Give the month's draft, and the keys of the approved entries that it takes."""
    frame, terms = frame_of(engagement_id=scope.id)
    found = unstated(last_day(month), engagement_id=scope.id)
    codes = {kind: code.treatment.value for kind, code in vat_codes(engagement_id=scope.id).items()}
    taken = [each for each in found if each.state is EntryState.APPROVED]
    rest = [each for each in found if each.state is not EntryState.APPROVED]
    content = StatementContent(
        number=0,
        month=month,
        issued_on=month,
        issuer="",
        lead=scope.lead_name,
        partner=scope.partner_name,
        partnership=scope.partnership_name,
        purchase_order=frame.purchase_order,
        agreement_number=frame.agreement_number,
        estimate_quarters=terms.estimate_quarters,
        cap_quarters=terms.cap_quarters,
        cap_value=terms.cap_value,
        before=balance_of(engagement_id=scope.id).of(EntryState.STATED.value),
        lines=tuple(_line(each, codes, terms.goals) for each in taken),
    )
    draft = Draft(
        content,
        frame,
        waiting=tuple(each.waiting for each in rest if not frame.is_closed(each.on)),
        later=tuple(each.waiting for each in rest if frame.is_closed(each.on)),
    )
    return draft, tuple(each.id for each in taken)


def _line(entry: Unstated, codes: dict[SupportKind, str], goals: dict[str, str]) -> StatementLine:
    number, vat = _as_stated(entry)
    return StatementLine(
        entry_ref=entry.ref,
        person=entry.person,
        on=entry.on,
        quarters=entry.quarters,
        kind=entry.kind.value,
        goal=goals.get(entry.goal_ref) or entry.goal or "",
        note=entry.note,
        day_rate=entry.day_rate,
        vat=vat or codes.get(entry.kind, TO_CONFIRM),
        approver=entry.approved_name,
        approved_on=entry.approved_at.astimezone(LONDON).date() if entry.approved_at else entry.on,
        correction=entry.reason if entry.original_ref else "",
        corrects_on=entry.original_on,
        corrects_number=number,
    )


def _as_stated(entry: Unstated) -> tuple[int, str]:
    """Give the statement that holds what the entry corrects (0: none), and the VAT treatment that a reversal keeps.

    A reversal takes back exactly what was stated, though the kind's treatment may have been confirmed anew since.
    """
    content = entry.original_content
    if content is None:
        return 0, ""
    vat = next((line["vat"] for line in content["lines"] if line["entry_ref"] == entry.original_ref), "")
    return content["number"], vat if entry.is_reversal else ""
