"""The engagement's home asks eight queries at most, with a plan, an agreement and mentoring on it."""

import pytest

from app.agreements.models import AgreementState
from app.plans.models import ChangeState, PlanState
from tests.integration.mentoring.pairing import make_pair
from tests.integration.plans.plans import make_plan
from tests.integration.progress.test_your_work import agree


@pytest.fixture
def busy(world):
    make_plan(world, PlanState.LIVE, change=ChangeState.SUBMITTED)
    make_pair(world)
    agree(world, AgreementState.TO_SIGN)
    return world


def test_the_home_of_a_busy_engagement_keeps_to_eight_queries(busy):
    for who in ("participant1", "lead_officer", "manager", "consultant", "director"):
        client = busy.client(who)
        assert "Mentoring" in client.get(busy.url("/")).text
        assert len(client.queries) <= 8, who
