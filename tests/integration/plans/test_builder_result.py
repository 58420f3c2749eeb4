"""The result that a plan is pinned to, what the manager sends back, and the plan's row on the engagement's home."""

import copy

import pytest

from app.accounts.models import Membership, Person
from app.assessments.models import Round, RoundState, SignedResult
from app.db import db
from app.plans.models import ChangeState, Plan, PlanState, PlanVersion
from app.plans.needs import needs
from app.plans.queries.plan import plan_of
from tests import factories, plan_factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments.rounds import make_round
from tests.integration.plans.plans import make_plan


def url(world, rest=""):
    return world.url(f"/plan{rest}")


def sign_again(world):
    """Sign version 2, in which the first standard of the plan has reached its target."""
    with world.app.app_context():
        record = plan_of(engagement_id=world.engagement_id)
        first = needs(record.result)[0]
        signed = db.session.get_one(SignedResult, record.signed.id)
        content = copy.deepcopy(signed.content)
        for area in content["areas"]:
            for standard in area["standards"]:
                if standard["key"] == first.key:
                    standard["level"] = standard["target"]
        director = db.session.get_one(Person, world.people["director"])
        pinned_to = db.session.get_one(Round, record.plan.round_id)
        factories.signed_result(pinned_to, director, number=2, content=content)
        db.session.commit()
        return first.title


def pinned_number(world):
    with world.app.app_context():
        return db.session.scalars(db.select(Plan.result_number)).one()


def test_the_plan_stays_pinned_until_a_lead_officer_takes_the_newest_result_over(world):
    make_plan(world)
    client = world.client("lead_officer")
    assert "This is the newest signed version" in client.get(url(world, "/result")).text
    title = sign_again(world)
    assert "Baseline, version 2 was signed since" in page(client.get(url(world, "/scope"))).main.get_text()
    shown = page(client.get(url(world, "/result")))
    assert title in shown.main.get_text()
    assert shown.select("ins.app-now")
    assert len(client.queries) <= 5
    assert pinned_number(world) == 1
    assert not page(world.client("director").get(url(world, "/result"))).select("main form")
    assert press_twice(client, url(world, "/result"), "/result") == [303, 303]
    assert pinned_number(world) == 2
    assert "reached its target and is no priority" in client.get(url(world, "/scope")).text


def test_a_version_signed_while_somebody_reads_is_not_taken_over_unseen(world):
    make_plan(world)
    sign_again(world)
    refused = world.client("lead_officer").post(url(world, "/result"), data={"newest": "an-older-one"})
    assert refused.status_code == 409
    assert summary_errors(refused)[0].startswith("Another version was signed while you were reading")
    assert pinned_number(world) == 1


def test_comments_of_the_returned_version_stand_beside_their_goal_and_milestone(world):
    made = make_plan(world, PlanState.RETURNED)
    with world.app.app_context():
        version = db.session.scalars(db.select(PlanVersion)).one()
        manager = db.session.get_one(Person, world.people["manager"])
        plan_factories.plan_comment(version, manager, text="Of the whole.")
        plan_factories.plan_comment(version, manager, text="Of the goal.", goal_ref=made.goals[0])
        plan_factories.plan_comment(version, manager, text="Of the step.", milestone_ref=made.milestones[3])
        db.session.commit()
    client = world.client("lead_officer")
    shown = page(client.get(url(world, "/scope")))
    assert "Of the goal." in shown.select_one(f"#goal-{made.goals[0]} > .app-scope__comment").get_text()
    assert "Of the step." in shown.select_one(f"#milestone-{made.milestones[3]} .app-scope__comment").get_text()
    assert len(shown.find_all(string="Of the whole.")) == 1
    assert len(client.queries) <= 6  # the comments are one more


def test_an_owner_who_has_left_is_named_among_what_deserves_a_look(world):
    make_plan(world)
    with world.app.app_context():
        gone = db.update(Membership).where(Membership.person_id == world.people["participant1"])
        db.session.execute(gone.values(ended_at=world.app.config["CLOCK"]()))
        db.session.commit()
    client = world.client("lead_officer")
    lines = page(client.get(url(world, "/scope"))).select("section[aria-labelledby=second-look] a")
    assert len(lines) == 6  # deputy of two goals, owner of four milestones
    assert all("Participant1" in line.get_text() for line in lines)


@pytest.mark.parametrize(
    ("state", "change", "who", "hint", "leads"),
    [
        (None, None, "lead_officer", "Start it from the result that is signed: Baseline, version 1", "/plan/scope"),
        (None, None, "participant1", "A lead officer starts it from Baseline, version 1", "/plan/scope"),
        (PlanState.DRAFT, None, "lead_officer", "Give each standard a goal or a reason", "/plan/scope"),
        (PlanState.DRAFT, None, "manager", "The lead officers are working on it", "/plan/scope"),
        (PlanState.SUBMITTED, None, "manager", "Review it", "/plan/review"),
        (PlanState.SUBMITTED, None, "lead_officer", "The manager reviews it", "/plan/scope"),
        (PlanState.RETURNED, None, "lead_officer", "The manager returned it", "/plan/scope"),
        (PlanState.APPROVED, None, "lead_officer", "Start work on it", "/plan"),
        (PlanState.LIVE, None, "participant1", "update what is yours", "/plan"),
        (PlanState.LIVE, ChangeState.DRAFT, "lead_officer2", "Go on with the change of its scope", "/plan/scope"),
        (PlanState.LIVE, ChangeState.DRAFT, "participant1", "A change of its scope is being prepared", "/plan"),
        (PlanState.LIVE, ChangeState.SUBMITTED, "manager", "Review the change of its scope", "/plan/review"),
        (PlanState.CLOSED, None, "director", "See how it ended", "/plan"),
    ],
)
def test_the_engagements_home_says_what_to_do_next_with_the_plan(world, state, change, who, hint, leads):
    if state is None:
        make_round(world, RoundState.SIGNED, submitted=3)
    else:
        make_plan(world, state, change=change)
    with world.app.app_context():  # each submission uses its endorsement up
        db.session.execute(db.update(Plan).values(endorsed_at=None, endorsed_digest="", endorsed_by_id=None))
        db.session.commit()
    client = world.client(who)
    row = page(client.get(world.url("/"))).find("a", string="Change plan").find_parent("li")
    assert hint in row.get_text()
    assert row.a["href"].endswith(leads)
    assert sum("OUTER JOIN plan ON" in query.replace('"', "") for query in client.queries) == 1


def test_a_director_who_is_asked_finds_the_way_to_endorse(world):
    make_plan(world)
    with world.app.app_context():
        db.session.execute(db.update(Plan).values(endorsement_asked_at=world.app.config["CLOCK"]()))
        db.session.commit()
    client = world.client("director")
    row = page(client.get(world.url("/"))).find("a", string="Change plan")
    assert row["href"].endswith("/plan/endorse")
    assert (
        page(client.get(url(world, "/scope"))).find("a", string="Read and endorse it")["href"].endswith("/plan/endorse")
    )


def test_a_returned_plan_says_what_its_lead_officer_does_and_an_answer_leads_back_to_it(world):
    made = make_plan(world, PlanState.RETURNED)
    with world.app.app_context():
        version = db.session.scalars(db.select(PlanVersion)).one()
        manager = db.session.get_one(Person, world.people["manager"])
        plan_factories.plan_comment(version, manager, text="Of the goal.", goal_ref=made.goals[0])
        db.session.commit()
    client = world.client("lead_officer")
    shown = page(client.get(url(world, "/scope")))
    assert "The manager returned it." in shown.select_one(".app-scope__next").get_text()
    answer = shown.select_one(".app-scope__comment a")["href"]
    form = {each["name"]: each.get("value", "") for each in page(client.get(answer)).select("main input[name]")}
    assert client.post(answer, data=form | {"text": "So we did."}).location.endswith("/plan/scope")
