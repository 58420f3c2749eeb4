"""From a complete plan to a decision: endorsed, submitted once, reviewed, approved or returned."""

import pytest

from app.db import db
from app.plans.models import ChangeState, Condition, PlanState, PlanVersion
from app.security.roles import Role
from tests import factories, plan_factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments.test_at_once import at_once
from tests.integration.plans.plans import make_plan
from tests.integration.plans.reviews import (
    CONDITION,
    audited,
    decide,
    edit_goal,
    endorse,
    hidden,
    mails,
    numbers_kept,
    post,
    send,
    standing,
    submit,
    submitted_again,
    the_plan,
)


def test_a_plan_is_asked_for_endorsed_submitted_and_approved(world):
    made = make_plan(world)
    assert post(world, "lead_officer", "/endorsement/ask").status_code == 303
    assert endorse(world).status_code == 303
    assert submit(world).status_code == 303
    assert standing(world) == ("submitted", None, None)
    review = page(world.client("manager").get(world.url("/plan/review"))).get_text()
    assert "This is the first version" in review
    assert "The framework is drafted." in review
    assert "1 day: mentoring" in review
    assert decide(world, "approved", note="Good work.").status_code == 303
    assert standing(world) == ("approved", None, 1)
    told = [who for who, _ in mails(world)]
    assert told[:4] == ["director", "lead_officer", "lead_officer2", "manager"]
    assert sorted(told[4:]) == ["director", "lead_officer", "lead_officer2", "participant1"]
    assert {"endorsement asked", "plan endorsed", "plan moved"} <= set(audited(world))
    with world.app.app_context():
        version = db.session.scalars(db.select(PlanVersion)).one()
        assert version.endorsed_name == "Director"
        assert [goal["ref"] for goal in version.content["goals"]] == list(made.goals)


def test_an_incomplete_plan_is_neither_asked_for_nor_endorsed_nor_submitted(world):
    made = make_plan(world)
    edit_goal(world, made.goals[0], success_measure="")
    client = world.client("lead_officer")
    answer = client.post(world.url("/plan/endorsement/ask"))
    assert "1 thing is missing" in client.get(answer.location).text
    assert "success measure" in world.client("director").get(world.url("/plan/endorse")).text
    assert "success measure" in client.get(world.url("/plan/submit")).text
    post(world, "director", "/endorse", confirm="y", digest="x")
    post(world, "lead_officer", "/submit")
    assert numbers_kept(world) == []
    assert mails(world) == []


def test_an_edit_makes_the_endorsement_lapse(world):
    made = make_plan(world)
    endorse(world)
    edit_goal(world, made.goals[0], what="Something else entirely.")
    client = world.client("lead_officer")
    assert "the endorsement has lapsed" in client.get(world.url("/plan/submit")).text
    answer = client.post(world.url("/plan/submit"))
    assert "edited after the director endorsed it" in client.get(answer.location).text
    assert numbers_kept(world) == []


def test_the_director_endorses_only_what_was_read(world):
    made = make_plan(world)
    director, address = world.client("director"), world.url("/plan/endorse")
    read = hidden(director, address)
    edit_goal(world, made.goals[0], what="Something else entirely.")
    answer = director.post(address, data=read | {"confirm": "y"})
    assert answer.status_code == 409
    assert "the plan read otherwise" in answer.text
    assert "Something else entirely." in answer.text
    assert director.post(address, data=read).status_code == 422
    with world.app.app_context():
        assert the_plan(world).endorsed_at is None


def test_nobody_of_the_lead_endorses_for_the_partner(world):
    make_plan(world)
    with world.app.app_context():
        director = db.session.get_one(factories.Person, world.people["director"])
        factories.membership(director, Role.TRAINER, db.session.get_one(factories.Authority, world.lead_id))
        db.session.commit()
    client = world.client("director")
    answer = client.post(world.url("/plan/endorse"), data=hidden(client, world.url("/plan/endorse")) | {"confirm": "y"})
    assert "the lead authority, so somebody else has to endorse" in client.get(answer.location).text
    with world.app.app_context():
        assert the_plan(world).endorsed_at is None


def test_a_double_press_makes_one_submission(world):
    make_plan(world)
    endorse(world)
    assert press_twice(world.client("lead_officer"), world.url("/plan/submit"), "/plan/submit") == [303, 303]
    assert numbers_kept(world) == [1]
    assert [who for who, _ in mails(world)].count("manager") == 1


def test_two_lead_officers_submitting_at_once_make_one_submission(world):
    make_plan(world)
    endorse(world)
    clients = [world.client(who) for who in ("lead_officer", "lead_officer2")]
    answers = at_once([lambda client=client: client.post(world.url("/plan/submit")) for client in clients])
    assert {answer.status_code for answer in answers} == {303}
    assert numbers_kept(world) == [1]
    pages = [client.get(world.url("/plan/submit")).text for client in clients]
    assert sum("Nothing was submitted twice" in text for text in pages) == 1


def test_a_submission_and_a_take_back_at_once_leave_one_state(world):
    make_plan(world, PlanState.SUBMITTED)
    manager, officer = world.client("manager"), world.client("lead_officer")
    carried = hidden(manager, world.url("/plan/review/decide"))
    address = world.url("/plan/review/decide")
    at_once(
        [
            lambda: manager.post(address, data=carried | {"decision": "approved"}),
            lambda: officer.post(world.url("/plan/submit/take-back")),
        ]
    )
    with world.app.app_context():
        version = db.session.scalars(db.select(PlanVersion)).one()
        approved = version.decision.value == "approved"
        assert the_plan(world).approved_number == (1 if approved else None)
        assert the_plan(world).state.value == ("approved" if approved else "returned")


def test_a_plan_is_taken_back_edited_and_submitted_again(world):
    made = make_plan(world, PlanState.SUBMITTED)
    send(world, "manager", f"/review/comments/new?goal={made.goals[0]}", text="Who pays for this?")
    manager = world.client("manager")
    old_page = hidden(manager, world.url("/plan/review/decide"))
    assert post(world, "lead_officer", "/submit/take-back").status_code == 303
    assert standing(world) == ("returned", None, None)
    for path in ("/plan/versions/1", "/plan/scope"):
        assert "Who pays for this?" not in world.client("lead_officer").get(world.url(path)).text
    late = manager.post(world.url("/plan/review/decide"), data=old_page | CONDITION | {"note": "My long note."})
    assert late.status_code == 409
    assert "waited for a decision" in late.text
    assert "Name who pays." in late.text
    assert "My long note." in late.text
    submitted_again(world)
    assert numbers_kept(world) == [1, 2]
    late = manager.post(world.url("/plan/review/decide"), data=old_page | {"decision": "approved"})
    assert late.status_code == 409
    assert "version 2 waits now" in late.text
    assert "Who pays for this?" in manager.get(world.url("/plan/review")).text
    assert standing(world) == ("submitted", None, None)


def test_a_return_says_what_to_change_and_opens_the_plan_for_editing(world):
    make_plan(world, PlanState.SUBMITTED)
    empty = decide(world, "returned")
    assert empty.status_code == 422
    assert summary_errors(empty)[0].startswith("Write a note, or comment on the plan first")
    assert decide(world, "returned", note="Name who pays.").status_code == 303
    assert standing(world) == ("returned", None, None)
    assert [who for who, _ in mails(world)] == ["lead_officer", "lead_officer2"]
    assert "Name who pays." in mails(world)[0][1]
    submitted_again(world)
    review = page(world.client("manager").get(world.url("/plan/review"))).get_text()
    assert "What changed since version 1" in review


def test_conditions_need_a_text_and_a_day_and_keep_what_was_typed(world):
    make_plan(world, PlanState.SUBMITTED)
    none = decide(world, "with_conditions")
    assert summary_errors(none) == ["Enter at least one condition"]
    undated = decide(world, "with_conditions", **{"conditions-0-text": "", "conditions-1-text": "Name who pays."})
    assert undated.status_code == 422
    assert summary_errors(undated) == ["Enter the day by which it has to be done"]
    assert "Name who pays." in undated.text
    past = decide(world, **(CONDITION | {"conditions-0-due_on-year": "2020"}))
    assert summary_errors(past) == ["The date of the condition must be today or in the future"]
    more = decide(world, **CONDITION, act="more")
    assert "Condition 3" in more.text
    assert "Name who pays." in more.text
    assert decide(world, "").status_code == 422
    assert standing(world) == ("submitted", None, None)
    assert decide(world, **CONDITION).status_code == 303
    assert standing(world) == ("approved", None, 1)
    assert "- Name who pays. (by 15 January 2027)" in mails(world)[0][1]
    with world.app.app_context():
        assert db.session.scalars(db.select(Condition)).one().text == "Name who pays."


def test_whoever_holds_a_role_at_the_partner_does_not_decide(world):
    make_plan(world, PlanState.SUBMITTED)
    with world.app.app_context():
        manager = db.session.get_one(factories.Person, world.people["manager"])
        factories.membership(manager, Role.FINANCE_OFFICER, db.session.get_one(factories.Authority, world.partner_id))
        db.session.commit()
    refused = decide(world, "approved")
    assert refused.status_code == 409
    assert "so somebody else has to decide" in refused.text
    assert standing(world) == ("submitted", None, None)


@pytest.mark.parametrize(
    ("who", "path", "method"),
    [
        ("participant1", "/submit", "post"),
        ("director", "/submit", "get"),
        ("manager", "/endorse", "get"),
        ("lead_officer", "/endorse", "get"),
        ("lead_officer", "/review", "get"),
        ("consultant", "/review/decide", "post"),
        ("manager", "/close", "post"),
        ("director", "/begin", "post"),
    ],
)
def test_a_wrong_role_is_refused_and_a_stranger_finds_nothing(world, who, path, method):
    make_plan(world)
    ask = getattr(world.client(who), method)
    assert ask(world.url(f"/plan{path}")).status_code == 403
    assert getattr(world.client("stranger_manager"), method)(world.url(f"/plan{path}")).status_code == 404


def test_pages_of_the_review_cost_five_queries_at_most(world):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    edit_goal(world, made.goals[0], what="Something else entirely.")
    with world.app.app_context():
        plan = the_plan(world)
        version = db.session.scalars(db.select(PlanVersion)).one()
        manager = db.session.get_one(factories.Person, world.people["manager"])
        for number in range(30):
            plan_factories.plan_comment(version, manager, goal_ref=made.goals[0], text=f"Comment {number}")
            plan_factories.condition(version, text=f"Condition {number}")
        assert plan.change_state is ChangeState.DRAFT
        db.session.commit()
    costs = {}

    def look(who: str, path: str) -> None:
        client = world.client(who)
        client.get(world.url(path))
        assert client.get(world.url(path)).status_code == 200
        costs[path] = len(client.queries)

    look("director", "/plan/endorse")
    look("lead_officer", "/plan/submit")
    submitted_again(world)
    for path in ("review", "review/decide", "versions", "versions/1", "versions/2/changes", "conditions"):
        look("manager", f"/plan/{path}")
    look("lead_officer", "/plan/change")
    assert {path: cost for path, cost in costs.items() if cost > 5} == {}
