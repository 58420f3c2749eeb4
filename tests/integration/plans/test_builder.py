"""Building a plan from the signed result: starting it, goals in one press, what is missing, who may, what it costs."""

import pytest

from app.assessments.models import RoundState
from app.db import db
from app.plans.models import ChangeState, Goal, Milestone, Omission, Plan, PlanState
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments.rounds import make_round
from tests.integration.plans.plans import make_plan
from tests.world import STANDARDS


def url(world, rest=""):
    return world.url(f"/plan{rest}")


def goals(world):
    with world.app.app_context():
        return db.session.scalars(
            db.select(Goal).where(Goal.removed_at.is_(None)).order_by(Goal.position, Goal.id)
        ).all()


def words(response):
    return " ".join(page(response).main.get_text(" ", strip=True).split())


def started(world):
    make_round(world, RoundState.SIGNED, submitted=3)
    client = world.client("lead_officer")
    assert client.post(url(world, "/start")).status_code == 303
    return client


def test_the_plan_starts_from_the_signed_result_by_one_press(world):
    make_round(world, RoundState.SIGNED, submitted=3)
    client = world.client("lead_officer")
    assert "Start the plan" in words(client.get(url(world, "/scope")))
    assert press_twice(client, url(world, "/scope"), "/start") == [303, 303]
    with world.app.app_context():
        assert db.session.scalars(db.select(Plan)).one().state is PlanState.DRAFT
    shown = client.get(url(world, "/scope"))
    assert page(shown).h1.get_text() == "Build the change plan"
    assert page(shown).select(".app-scope__offer")


def test_before_a_result_is_signed_the_page_says_what_has_to_happen_first(world):
    make_round(world, RoundState.WITH_DIRECTOR, submitted=3)
    client = world.client("lead_officer")
    shown = client.get(url(world, "/scope"))
    assert "once the partnership has agreed its scores and the director has signed them" in words(shown)
    assert not page(shown).select("main form")
    refused = client.post(url(world, "/start"))
    assert refused.status_code == 409
    assert "signed a result" in summary_errors(refused)[0]


def test_one_press_makes_a_goal_with_the_suggested_milestones_and_a_second_press_makes_no_other(world):
    client = started(world)
    offer = page(client.get(url(world, "/scope"))).select_one(".app-scope__offer")
    key = offer["id"].removeprefix("standard-")
    assert press_twice(client, url(world, "/scope"), f"/standards/{key}/goal") == [303, 303]
    assert client.post(url(world, f"/standards/{key}/goal")).status_code == 303  # a press on a page that is old
    (goal,) = goals(world)
    assert (goal.standard_key, goal.owner_id) == (key, world.people["lead_officer"])
    assert goal.deputy_id == world.people["lead_officer2"]
    with world.app.app_context():
        made = db.session.scalars(db.select(Milestone).filter_by(goal_id=goal.id).order_by(Milestone.position)).all()
    assert f"comes with {len(made)} suggested milestone" in offer.get_text()
    assert [each.due_on for each in made] == sorted(each.due_on for each in made)
    assert all(each.owner_id == world.people["lead_officer"] for each in made)
    assert goal.what
    assert goal.success_measure


def test_all_goals_taken_at_once_leave_a_plan_that_can_be_endorsed(world):
    client = started(world)
    offered = len(page(client.get(url(world, "/scope"))).select(".app-scope__offer"))
    assert press_twice(client, url(world, "/scope"), "/goals/missing") == [303, 303]
    assert len(goals(world)) == offered
    shown = client.get(url(world, "/scope"))
    if page(shown).find(id="missing"):  # a goal without steps asks for a milestone, nothing else
        assert {"add at least one milestone"} == {
            each.get_text().rpartition(": ")[2] for each in page(shown).select("section[aria-labelledby=missing] li")
        }
    else:
        assert "Ask the director to endorse it" in words(shown)


def test_a_reason_answers_a_standard_and_taking_its_goal_removes_the_reason(world):
    client = started(world)
    key = page(client.get(url(world, "/scope"))).select_one(".app-scope__offer")["id"].removeprefix("standard-")
    address = url(world, f"/standards/{key}/reason")
    assert summary_errors(client.post(address, data={"reason": " ", "seen": "0"})) == ["Say why not now"]
    assert client.post(address, data={"reason": "After the inspection.", "seen": "0"}).status_code == 303
    assert "After the inspection." in words(client.get(url(world, "/scope")))
    stale = world.client("lead_officer2").post(address, data={"reason": "No budget.", "seen": "0"})
    assert stale.status_code == 409
    assert {"After the inspection.", "No budget."} <= {
        each.get_text() for each in page(stale).select(".app-compare__text")
    }
    client.post(url(world, f"/standards/{key}/goal"))
    with world.app.app_context():
        assert db.session.scalars(db.select(Omission)).all() == []
    refused = client.post(address, data={"reason": "Later.", "seen": "0"})
    assert refused.status_code == 409
    assert "has a goal" in summary_errors(refused)[0]


def test_a_reason_can_be_taken_back(world):
    make_plan(world)
    client = world.client("lead_officer")
    first = page(client.get(url(world, "/scope"))).select_one("#later + ul > li")
    key = first["id"].removeprefix("standard-")
    assert press_twice(client, url(world, "/scope"), f"/standards/{key}/reason/remove") == [303, 303]
    assert page(client.get(url(world, "/scope"))).select_one(f"#standard-{key}.app-scope__offer")


def test_every_line_of_the_checklist_leads_to_its_field(world):
    made = make_plan(world)
    with world.app.app_context():
        db.session.execute(db.update(Goal).where(Goal.ref == made.goals[0]).values(deputy_id=None, success_measure=""))
        db.session.execute(
            db.update(Milestone).where(Milestone.ref == made.milestones[1]).values(owner_id=None, due_on=None)
        )
        db.session.commit()
    client = world.client("lead_officer")
    lines = page(client.get(url(world, "/scope"))).select("section[aria-labelledby=missing] a")
    assert len(lines) == 4
    for line in lines:
        address, _, field = line["href"].partition("#")
        assert page(client.get(address)).find(id=field), line.get_text()


@pytest.mark.parametrize(
    ("state", "change"),
    [(PlanState.SUBMITTED, None), (PlanState.LIVE, ChangeState.SUBMITTED), (PlanState.CLOSED, None)],
)
def test_while_the_manager_reviews_and_once_it_is_closed_nothing_can_be_edited(world, state, change):
    made = make_plan(world, state, change=change)
    client = world.client("lead_officer")
    typed = {"what": "A text that must not be lost", "seen": "1"}
    for address in (f"/goals/{made.goals[0]}/edit", f"/milestones/{made.milestones[0]}/edit"):
        refused = client.post(url(world, address), data=typed)
        assert refused.status_code == 409
        assert "cannot be edited" in summary_errors(refused)[0]
        assert "A text that must not be lost" in refused.text
        assert client.get(url(world, address)).status_code == 302
    for address in (
        f"/standards/{STANDARDS[0]}/goal",
        f"/goals/{made.goals[0]}/remove",
        f"/goals/{made.goals[1]}/move",
        f"/milestones/{made.milestones[0]}/remove",
        f"/milestones/{made.milestones[1]}/move",
        f"/standards/{STANDARDS[0]}/reason/remove",
        "/result",
    ):
        assert client.post(url(world, address), data={"move": "up-1"}).status_code == 409, address
    assert [goal.ref for goal in goals(world)] == list(made.goals)


BUILDING = ("/start", "/goals/missing", "/goals/{g}/edit", "/goals/{g}/move", "/milestones/{m}/edit", "/result")


@pytest.mark.parametrize("who", ["director", "manager", "participant1", "consultant"])
def test_only_lead_officers_build(world, who):
    made = make_plan(world)
    client = world.client(who)
    for address in BUILDING:
        filled = address.format(g=made.goals[0], m=made.milestones[0])
        assert client.post(url(world, filled)).status_code == 403, filled
    shown = client.get(url(world, "/scope"))
    assert shown.status_code == 200
    assert not page(shown).select("main form")


def test_a_stranger_finds_nothing(world):
    made = make_plan(world)
    client = world.client("stranger_lead_officer")
    for address in (*BUILDING, "/scope"):
        filled = url(world, address.format(g=made.goals[0], m=made.milestones[0]))
        assert client.post(filled).status_code in {404, 405}
        assert client.get(filled).status_code in {404, 405}


def test_the_page_takes_five_queries_however_long_the_plan(world):
    client = started(world)
    client.get(url(world, "/scope"))
    client.get(url(world, "/scope"))
    few = len(client.queries)
    client.post(url(world, "/goals/missing"))
    client.get(url(world, "/scope"))
    assert few == len(client.queries) <= 5


@pytest.mark.parametrize("path", ["/goals/new", "/goals/{g}/edit", "/goals/{g}/milestones/new", "/milestones/{m}/edit"])
def test_a_form_takes_five_queries(world, path):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    client = world.client("lead_officer")
    filled = url(world, path.format(g=made.goals[0], m=made.milestones[0]))
    client.get(filled)
    assert client.get(filled).status_code == 200
    assert len(client.queries) <= 5
