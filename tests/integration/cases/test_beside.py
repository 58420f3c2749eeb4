"""A case that names a goal stands on the goal's page, at no further query."""

import datetime as dt

from app.cases.models import Ending
from app.plans.models import PlanState
from tests.clients import page
from tests.integration.cases.walked import make_case
from tests.integration.plans.plans import make_plan
from tests.world import build_world

ENDED = dt.datetime(2026, 11, 13, 9, tzinfo=dt.UTC)


def test_cases_stand_beside_their_goal_those_under_way_first(app):
    world = build_world(app, participants=1)
    plan = make_plan(world, PlanState.LIVE)
    goal, client = world.url(f"/plan/goals/{plan.goals[0]}"), world.client("director")
    client.get(goal)  # what a worker reads once
    over = make_case(world, service="Day centres", goal_ref=plan.goals[0], ending=Ending.GIVEN_UP, ended_at=ENDED)
    open_one = make_case(world, service="Short breaks", goal_ref=plan.goals[0])
    make_case(world, service="Of another goal", goal_ref=plan.goals[1])
    shown = page(client.get(goal)).main
    assert len(client.queries) <= 5
    links = [each for each in shown.select("li a") if each.text.startswith("Service case: ")]
    assert [each["href"] for each in links] == [world.url(open_one), world.url(over)]
    assert "In the stage Understand" in links[0].parent.text
    assert "Given up" in links[1].parent.text
    assert "Short breaks" not in page(world.client("participant1").get(goal)).main.text
