"""Agreements in each state, made directly, so that a test starts where its question starts."""

import datetime as dt
from typing import Any

from app.accounts.models import Person
from app.agreements.content import agreement_content
from app.agreements.models import AgreementKind, AgreementState, AgreementVersion, Payer, Side, VatTreatment
from app.agreements.queries.versions import content_of
from app.agreements.signatures import digest
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, SupportKind
from app.security import EngagementScope
from tests import plan_factories
from tests.clients import LintingClient
from tests.integration.plans.plans import scope_of
from tests.keeping import kept_rows
from tests.world import World

COMPLETE: dict[str, Any] = {
    "purpose": "Scoping and self-assessment.",
    "costs": "Cheshire West and Chester provides rooms.",
    "legal_power": "Section 1 of the Local Authorities (Goods and Services) Act 1970.",
    "equality": "No adverse impact was found.",
    "decision_reference": "Executive Board, 15 December 2011, minute 88",
}
LINES: tuple[dict[str, Any], ...] = (
    {"kind": SupportKind.SCOPING, "quarters": 14, "what": "Commissioners and providers"},
    {"kind": SupportKind.BESPOKE_TRAINING, "quarters": 6, "vat": VatTreatment.TO_CONFIRM},
    {"kind": SupportKind.REVIEW, "quarters": 2, "payer": Payer.LEAD, "vat": VatTreatment.OUTSIDE},
)
SIDES = {"director": Side.PARTNER, "manager": Side.LEAD}


@kept_rows
def make_agreement(
    world: World,
    state: AgreementState = AgreementState.DRAFT,
    *,
    lines: tuple[dict[str, Any], ...] = LINES,
    signed_by: tuple[str, ...] = (),
    **values: Any,
) -> str:
    """Make a complete version in `state`, signed by these people of the world; give its reference."""
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        drafter = db.session.get_one(Person, world.people["manager"])
        version = plan_factories.agreement(engagement, drafter, **COMPLETE | values)
        for place, line in enumerate(lines):
            plan_factories.agreement_line(version, position=place, **line)
        if state is not AgreementState.DRAFT:
            freeze(version, scope_of(world), state)
        for who in signed_by:
            sign_as(version, who, world)
        db.session.commit()
        return version.ref


def freeze(version: AgreementVersion, scope: EngagementScope, state: AgreementState) -> None:
    """Freeze what the draft says; a signed one takes the next number."""
    version.content, version.sent_at = agreement_content(content_of(version, scope)), now()
    if state is AgreementState.SIGNED:
        query = db.select(db.func.max(AgreementVersion.number)).filter_by(engagement_id=version.engagement_id)
        number = (db.session.scalar(query) or 0) + 1
        version.number, version.signed_on = number, dt.date(2026, 11, 20)
    version.state = state
    db.session.flush()


def sign_as(version: AgreementVersion, who: str, world: World) -> None:
    """Write a signature."""
    side = SIDES[who]
    authority_id, name = (
        (world.lead_id, "Halton") if side is Side.LEAD else (world.partner_id, "Cheshire West and Chester")
    )
    signer = db.session.get_one(Person, world.people[who])
    plan_factories.signature(version, side, signer, authority_id, authority_name=name)


def make_variation(world: World, state: AgreementState = AgreementState.DRAFT, **values: Any) -> str:
    """Make a signed initial agreement and a variation of it, of two days more and a higher cap; give the latter."""
    make_agreement(world, AgreementState.SIGNED, signed_by=("director", "manager"))
    more = ({**LINES[0], "quarters": 22}, *LINES[1:])
    changed = {"kind": AgreementKind.VARIATION, "reason": "Two more sites.", "cap_quarters": 140} | values
    return make_agreement(world, state, lines=more, **changed)


def address(world: World, ref: str, rest: str = "") -> str:
    """The address of a page of the version."""
    return world.url(f"/agreement/{ref}{rest}")


def mark(world: World, ref: str) -> str:
    """The mark of the frozen content, as the page of its signature carries it."""
    with world.app.app_context():
        return digest(db.session.scalars(db.select(AgreementVersion).filter_by(ref=ref)).one().content)


def sign(client: LintingClient, world: World, ref: str, **values: str) -> Any:
    """Tick the box and press the button."""
    return client.post(address(world, ref, "/sign"), data={"confirm": "y", "seen": mark(world, ref)} | values)


def kept(world: World, ref: str) -> AgreementVersion:
    """The version as it stands; in an app context."""
    return db.session.scalars(db.select(AgreementVersion).filter_by(ref=ref)).one()
