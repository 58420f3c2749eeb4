"""The plan as it is read: working scope, frozen scope, standings; each state can be made, and reads back."""

import pytest

from app.plans.content import plan_content, plan_from
from app.plans.models import PlanState
from app.plans.queries.plan import approved_content, plan_of, standings, working_content
from tests.integration.plans.plans import make_plan, scope_of


@pytest.mark.parametrize("state", PlanState)
def test_a_plan_reads_back_as_it_was_made(world, state):
    made = make_plan(world, state)
    with world.app.app_context():
        record = plan_of(engagement_id=world.engagement_id, lock=True)
        content = working_content(record, scope_of(world))
        assert tuple(goal.ref for goal in content.goals) == made.goals
        assert tuple(each.ref for each in content.milestones) == made.milestones
        assert content.milestone(made.milestones[1]).waits_for == (made.milestones[0],)
        assert content.quarters == 16
        assert content.omissions
        assert plan_from(plan_content(content)) == content
        approved = approved_content(record.plan)
        assert approved == (content if record.plan.approved_number else None)
        assert standings(record.plan) == {}


def test_an_engagement_without_a_plan_has_none(world):
    with world.app.app_context():
        assert plan_of(engagement_id=world.engagement_id) is None
