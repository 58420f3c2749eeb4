"""Versions of a plan: all of them readable, any two comparable, word by word."""

from app.plans.models import PlanState
from tests.clients import page
from tests.integration.plans.plans import make_plan
from tests.integration.plans.reviews import decide, edit_goal, submitted_again


def test_before_the_first_submission_there_is_no_version(world):
    make_plan(world)
    assert "Nothing is submitted yet" in world.client("participant1").get(world.url("/plan/versions")).text
    assert world.client("participant1").get(world.url("/plan/versions/1")).status_code == 404


def test_every_version_is_readable_and_any_two_are_compared(world):
    made = make_plan(world, PlanState.RETURNED)
    edit_goal(world, made.goals[0], what="Every partner uses one clear description of commissioning.")
    submitted_again(world)
    decide(world, "returned", note="Again, please.")
    edit_goal(world, made.goals[1], success_measure="Four decisions checked.")
    submitted_again(world)
    client = world.client("participant1")
    listed = page(client.get(world.url("/plan/versions"))).select("tbody tr")
    assert len(listed) == 3
    assert "Waits for the manager" in listed[0].get_text()
    assert "uses one description" in client.get(world.url("/plan/versions/1")).text
    assert "uses one clear description" in client.get(world.url("/plan/versions/2")).text
    assert "Again, please." in client.get(world.url("/plan/versions/2")).text
    last = page(client.get(world.url("/plan/versions/3/changes")))
    assert last.select_one("ins").get_text().startswith("[added: Four")
    assert "clear" not in last.select_one("main").get_text()
    whole = page(client.get(world.url("/plan/versions/3/changes?against=1")))
    assert "clear " in whole.select_one("ins").get_text()
    assert "since version 1" in whole.h1.get_text()
    back = page(client.get(world.url("/plan/versions/1/changes?against=3")))
    assert "clear " in back.select_one("del").get_text()


def test_a_version_that_is_not_there_is_not_found(world):
    make_plan(world, PlanState.APPROVED)
    client = world.client("lead_officer")
    assert "first version" in client.get(world.url("/plan/versions/1/changes")).text
    for path in ("/plan/versions/2", "/plan/versions/2/changes", "/plan/versions/1/changes?against=7"):
        assert client.get(world.url(path)).status_code == 404
    assert world.client("stranger_lead_officer").get(world.url("/plan/versions/1")).status_code == 404
