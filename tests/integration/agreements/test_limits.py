"""What may be charged follows the version in force, as an engagement goes from nothing to a plan's agreement."""

from decimal import Decimal

from app.agreements.models import AgreementKind
from app.agreements.queries.limits import limits
from app.plans.models import PlanState
from tests.integration.agreements.drafts import draft, record_paper, sign
from tests.integration.plans.plans import make_plan


def now_in(world):
    with world.app.app_context():
        return limits(engagement_id=world.engagement_id)


def test_nothing_then_the_initial_kinds_then_what_the_plan_needs(world):
    assert now_in(world) is None
    record_paper(world)
    initial = now_in(world)
    assert (initial.number, initial.rests_on_plan, dict(initial.quarters)) == (
        1, False, {"scoping": 12, "self_assessment": 16},
    )  # fmt: skip
    make_plan(world, PlanState.APPROVED)
    ref = draft(world, AgreementKind.PLAN)
    assert now_in(world) == initial, "a draft allows nothing"
    sign(world, ref, 2)
    agreed = now_in(world)
    assert (agreed.number, agreed.rests_on_plan, agreed.quarters["mentoring"]) == (2, True, 16)
    assert (agreed.cap_quarters, agreed.cap_value) == (120, Decimal(15000))


def test_only_the_own_engagement_counts(world):
    record_paper(world)
    with world.app.app_context():
        assert limits(engagement_id=world.engagement_id + 1) is None
