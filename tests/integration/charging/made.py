"""An engagement that charges, and entries in each state with their counters, made directly."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.accounts.models import Authority, Person
from app.agreements.models import AgreementKind, AgreementState, VatTreatment
from app.charging.ledger import charge
from app.charging.models import ChargingAccount, EntryState, PersonDay, SupportEntry
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.plans.models import PlanState, PlanVersion
from app.security.roles import Role
from tests import charging_factories, factories
from tests.integration.agreements.signed import make_agreement
from tests.integration.plans.plans import MadePlan, make_plan
from tests.keeping import kept_rows
from tests.world import World

QUARTERS = {  # days of each kind in the signed agreement: 25 in all, the cap is 30
    SupportKind.SCOPING: 12,
    SupportKind.SELF_ASSESSMENT: 16,
    SupportKind.BESPOKE_TRAINING: 16,
    SupportKind.TRAINING_PACKAGES: 8,
    SupportKind.MENTORING: 20,
    SupportKind.TOOLS: 8,
    SupportKind.REVIEW: 20,
}
IN_OCTOBER, IN_NOVEMBER = dt.date(2026, 10, 13), dt.date(2026, 11, 12)


@dataclass(frozen=True)
class Charging:
    """References of the plan and of the agreement that days are charged under."""

    plan: MadePlan
    agreement_ref: str


@kept_rows
def make_charging(world: World, *, planned: bool = True, **values: Any) -> Charging | None:
    """Make a live plan and the signed agreement that follows from it (version 2), and name a second consultant.

    Without `planned` only the initial agreement is signed: scoping and self-assessment, no plan.
    """
    _second_consultant(world)
    lines = tuple({"kind": kind, "quarters": quarters} for kind, quarters in QUARTERS.items())
    signed: dict[str, Any] = {"signed_by": ("director", "manager")}
    make_agreement(world, AgreementState.SIGNED, lines=lines[:2], **signed)
    if not planned:
        return None
    plan = make_plan(world, PlanState.LIVE)
    with world.app.app_context():
        version_id = db.session.scalar(db.select(PlanVersion.id))
    kind = {"kind": AgreementKind.PLAN, "plan_version_id": version_id}
    return Charging(plan, make_agreement(world, AgreementState.SIGNED, lines=lines, **signed | kind | values))


def _second_consultant(world: World) -> None:
    with world.app.app_context():
        lead = db.session.get_one(Authority, world.lead_id)
        engagement = db.session.get_one(Engagement, world.engagement_id)
        person = factories.person(email="consultant2@halton.example", name="Consultant Two")
        factories.membership(person, Role.CONSULTANT, lead, engagement)
        world.people["consultant2"] = person.id
        db.session.commit()


def make_entry(world: World, who: str = "consultant", **values: Any) -> str:
    """Log an entry as the service would, counters included; give its reference."""
    with world.app.app_context():
        entry = count(charging_factories.entry(_engagement(world), _person(world, who), **values))
        db.session.commit()
        return entry.ref


def count(entry: SupportEntry) -> SupportEntry:
    """Count an entry in the account and in its person's day; in an app context."""
    day = db.session.get(PersonDay, (entry.person_id, entry.on_date))
    if day is None:
        day = PersonDay(person_id=entry.person_id, on_date=entry.on_date, quarters=0)
        db.session.add(day)
    day.quarters += entry.quarters
    if entry.state is not EntryState.BOOKED:
        engagement = db.session.get_one(Engagement, entry.engagement_id)
        account = db.session.get(ChargingAccount, engagement.id) or charging_factories.account(engagement)
        account.used_quarters += entry.quarters
        account.used_value += charge(entry.quarters, entry.day_rate)
    db.session.flush()
    return entry


def confirm_vat(world: World) -> None:
    """Let finance confirm the VAT code of each kind: the training is exempt, all else standard-rated."""
    with world.app.app_context():
        for kind in SupportKind:
            exempt = kind in {SupportKind.BESPOKE_TRAINING, SupportKind.TRAINING_PACKAGES}
            charging_factories.vat_code(
                _engagement(world),
                _person(world, "finance_officer"),
                kind,
                treatment=VatTreatment.EXEMPT if exempt else VatTreatment.STANDARD,
            )
        db.session.commit()


def order(world: World, number: str = "PO-2026-118") -> None:
    """Record the purchase order."""
    with world.app.app_context():
        engagement = _engagement(world)
        account = db.session.get(ChargingAccount, engagement.id) or charging_factories.account(engagement)
        account.purchase_order = number
        db.session.commit()


def used(world: World) -> tuple[int, Decimal]:
    """What the account counts: quarters and pounds."""
    with world.app.app_context():
        account = db.session.get_one(ChargingAccount, world.engagement_id)
        return account.used_quarters, account.used_value


def _engagement(world: World) -> Engagement:
    return db.session.get_one(Engagement, world.engagement_id)


def _person(world: World, who: str) -> Person:
    return db.session.get_one(Person, world.people[who])
