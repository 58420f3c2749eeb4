"""Finance officers who issue at the same moment: a month gives one statement, numbers follow each other."""

import dataclasses

import pytest

from app.accounts.models import Authority
from app.agreements.models import AgreementState
from app.charging.models import Statement, StatementCounter
from app.db import db
from app.engagements.models import SupportKind
from app.security.roles import Role
from tests import factories
from tests.clients import page
from tests.integration.agreements.signed import make_agreement
from tests.integration.assessments.test_at_once import at_once
from tests.integration.charging.made import confirm_vat, order
from tests.world import build_world

LINES = ({"kind": SupportKind.SCOPING, "quarters": 12},)


@pytest.fixture
def worlds(app):
    """Two engagements of one lead authority, whose October can be closed, and a second finance officer."""
    world = build_world(app, participants=0)
    with app.app_context():
        lead = db.session.get_one(Authority, world.lead_id)
        made = factories.engagement(lead, factories.authority(name="Westbury"))
        colleague = factories.person(email="finance2@halton.example", name="Finance Two")
        factories.membership(colleague, Role.FINANCE_OFFICER, lead)
        db.session.commit()
        other = dataclasses.replace(world, engagement_id=made.id, engagement_ref=made.ref)
        world.people["finance2"] = colleague.id
    for each in (world, other):
        make_agreement(each, AgreementState.SIGNED, lines=LINES, signed_by=("director", "manager"))
        confirm_vat(each)
        order(each)
    return world, other


def press(world, who):
    """Open the draft of October; give the press of its button."""
    client, address = world.client(who), world.url("/days/statements/draft/2026-10")
    seen = page(client.get(address)).find("input", attrs={"name": "seen"})["value"]
    return lambda: (
        client.post(f"{address}/issue", data={"seen": seen, "once": f"{who} {world.engagement_ref}"}).status_code
    )


def test_numbers_follow_each_other_and_a_month_is_stated_once(worlds):
    world, other = worlds
    acts = [press(world, "finance_officer"), press(other, "finance2"), press(world, "finance2")]
    assert at_once(acts) == [303, 303, 303]
    with world.app.app_context():
        found = db.session.execute(
            db.select(Statement.number, Statement.engagement_id).order_by(Statement.number)
        ).all()
        assert [number for number, _ in found] == [1, 2]
        assert {engagement for _, engagement in found} == {world.engagement_id, other.engagement_id}
        assert db.session.scalar(db.select(StatementCounter.last)) == 2
