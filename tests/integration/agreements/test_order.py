"""What comes first: the initial agreement before the plan's, an approved plan before its signature, one at a time."""

import pytest

from app.accounts.models import Authority, Person
from app.agreements.models import AgreementKind, AgreementState
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.plans.models import Plan, PlanState, PlanVersion
from app.security.roles import Role
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.agreements.drafts import PAPER, make_draft_engagement, versions
from tests.integration.agreements.signed import address, kept, make_agreement, mark, sign
from tests.integration.assessments.test_at_once import at_once
from tests.integration.plans.plans import make_plan
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def from_the_plan(world, **values):
    """A version from the approved plan that waits for signatures."""
    with world.app.app_context():
        plan_version_id = db.session.scalar(db.select(PlanVersion.id))
    values = {"kind": AgreementKind.PLAN, "plan_version_id": plan_version_id} | values
    return make_agreement(world, AgreementState.TO_SIGN, **values)


def said(client, response):
    return page(client.get(response.location)).select_one(".govuk-notification-banner__content").get_text(" ")


def stands(world, ref):
    with world.app.app_context():
        return kept(world, ref).state, kept(world, ref).number


def test_the_agreement_from_the_plan_waits_for_the_initial_one_to_be_recorded(world):
    make_plan(world, PlanState.APPROVED)
    manager = world.client("manager")
    shown = page(manager.get(world.url("/agreement/draft")))
    assert shown.find("a", href=world.url("/open"))
    assert shown.select_one("main form") is None
    refused = manager.post(world.url("/agreement/draft"), data={"kind": "plan"})
    assert refused.status_code == 409
    assert summary_errors(refused)[0].startswith("The initial agreement of this engagement is not recorded yet")
    assert versions(world) == []


def test_it_is_never_signed_as_version_one(world):
    make_plan(world, PlanState.APPROVED)
    ref, director = from_the_plan(world, signed_by=("manager",)), world.client("director")
    assert "The initial agreement of this engagement is not recorded" in said(director, sign(director, world, ref))
    assert stands(world, ref) == (AgreementState.TO_SIGN, None)


@pytest.mark.parametrize("change", ["another version", "closed"])
def test_the_second_signature_needs_the_plan_to_be_the_approved_one_still(world, change):
    make_agreement(world, AgreementState.SIGNED, signed_by=("director", "manager"))
    make_plan(world, PlanState.LIVE)
    ref = from_the_plan(world, signed_by=("manager",))
    with world.app.app_context():
        plan = db.session.scalars(db.select(Plan)).one()
        if change == "closed":
            plan.state, plan.closed_at = PlanState.CLOSED, plan.started_at
        else:
            plan.approved_number = 2
        db.session.commit()
    director = world.client("director")
    assert "is not the approved one any more" in said(director, sign(director, world, ref))
    assert stands(world, ref) == (AgreementState.TO_SIGN, None)


def test_a_manager_with_a_role_at_the_partner_does_not_sign_for_the_lead(world):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    with world.app.app_context():
        manager = db.session.get_one(Person, world.people["manager"])
        engagement = db.session.get_one(Engagement, world.engagement_id)
        factories.membership(manager, Role.LEAD_OFFICER, db.session.get_one(Authority, world.partner_id), engagement)
        db.session.commit()
    client = world.client("manager")
    assert "Two people in two authorities sign" in said(client, sign(client, world, ref))
    assert stands(world, ref) == (AgreementState.TO_SIGN, None)


@pytest.mark.parametrize("state", [EngagementState.CLOSED, EngagementState.ENDED_EARLY])
def test_nothing_is_saved_sent_or_signed_once_the_engagement_is_over(world, state):
    make_agreement(world, AgreementState.SIGNED, signed_by=("director", "manager"))
    ref = make_agreement(
        world, AgreementState.TO_SIGN, kind=AgreementKind.VARIATION, reason="More.", signed_by=("manager",)
    )
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = state
        db.session.commit()
    director = world.client("director")
    assert "The engagement is over" in said(director, sign(director, world, ref))
    back = director.post(address(world, ref, "/return"), data={"reason": "No.", "seen": mark(world, ref)})
    assert "The engagement is over" in said(director, back)
    assert stands(world, ref) == (AgreementState.TO_SIGN, None)
    manager = world.client("manager")
    manager.post(address(world, ref, "/withdraw"))
    assert stands(world, ref) == (AgreementState.WITHDRAWN, None)
    draft = make_agreement(world, kind=AgreementKind.VARIATION, reason="More.")
    manager.post(address(world, draft, "/send"), data={"seen_version": "1"})
    assert stands(world, draft) == (AgreementState.DRAFT, None)


def test_paper_and_the_second_signature_at_the_same_moment_make_one_version(app):
    """Both lock the engagement first: neither waits for the other for ever, and one of them finds it signed."""
    world = build_world(app, participants=0)
    make_draft_engagement(world)
    ref = make_agreement(world, AgreementState.TO_SIGN, signed_by=("director",))
    seen, paper, signer = mark(world, ref), world.client("manager"), world.client("manager")
    answers = at_once(
        [
            lambda: paper.post(world.url("/open"), data=PAPER).status_code,
            lambda: signer.post(address(world, ref, "/sign"), data={"confirm": "y", "seen": seen}).status_code,
        ]
    )
    assert answers == [303, 303]
    assert [(each.state, each.number) for each in versions(world)] == [(AgreementState.SIGNED, 1)]
    with app.app_context():
        assert db.session.get_one(Engagement, world.engagement_id).state is EngagementState.OPEN
