"""A pair on the page of the goal that it serves, and the goal on the pair's."""

from app.plans.models import PlanState
from tests.integration.mentoring.pairing import make_pair
from tests.integration.plans.plans import make_plan


def test_a_pair_stands_beside_the_goal_that_it_serves(world):
    goals = make_plan(world, PlanState.LIVE).goals
    made = make_pair(world, goal_ref=goals[0])
    shown = world.client("lead_officer").get(world.url(f"/plan/goals/{goals[0]}")).text
    assert made.pair in shown
    assert "1 meeting, 1 hour 30 minutes; 2 open actions" in shown
    assert made.pair not in world.client("participant2").get(world.url(f"/plan/goals/{goals[0]}")).text
    assert made.pair not in world.client("lead_officer").get(world.url(f"/plan/goals/{goals[1]}")).text
    assert f"/plan/goals/{goals[0]}" in world.client("consultant").get(world.url(f"/mentoring/{made.pair}")).text
