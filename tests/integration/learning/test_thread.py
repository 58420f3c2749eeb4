"""Training in an engagement: what is suggested, who takes part, pledges as milestones, sessions beside goals."""

import datetime as dt

import pytest

from app.audit.models import AuditEntry
from app.db import db
from app.learning.models import Enrolment, EnrolmentState, Pledge
from app.plans.models import ChangeState, Goal, Milestone, Plan, PlanState
from app.security.roles import Role
from tests import factories, learning_factories
from tests.clients import page, summary_errors
from tests.integration.learning.made import make_training
from tests.integration.plans.plans import make_plan

BY = {"due_on-day": "26", "due_on-month": "2", "due_on-year": "2027"}


@pytest.fixture
def training(world):
    return make_training(world)


def pledge_of(world, training, who="delegate1", **values):
    with world.app.app_context():
        enrolment = db.session.scalars(db.select(Enrolment).filter_by(ref=training.enrolments[who])).one()
        made = learning_factories.pledge(enrolment, **values)
        db.session.commit()
        return made.ref


def attend(world, training, who, *days):
    with world.app.app_context():
        enrolment = db.session.scalars(db.select(Enrolment).filter_by(ref=training.enrolments[who])).one()
        marker = db.session.get_one(factories.Person, world.people["trainer"])
        learning_factories.all_present(enrolment, marker, days=days)
        db.session.commit()


def test_the_weakest_standards_suggest_sessions_and_the_partners_own_people_are_shown(world, training):
    make_plan(world, PlanState.LIVE)
    attend(world, training, "delegate1", 1, 2)
    client = world.client("lead_officer")
    text = page(client.get(world.url("/training"))).get_text(" ", strip=True)
    assert "From the newest signed result (Baseline, version 1)" in text
    assert "(day 2, 90 minutes)" in text
    assert "Delegate1 November 2026 Under way, until 25 November 2026" in text
    assert "Waiting November 2026 Waiting" in text
    assert "Delegate2" not in text, "a delegate of another authority is nobody's business here"
    assert "Delegate3" not in text


def test_what_somebody_attended_is_for_trainers_and_others_see_names_or_numbers(world, training):
    attend(world, training, "delegate1", 1, 2)
    seen = {}
    for who in ("trainer", "lead_officer", "director"):
        seen[who] = page(world.client(who).get(world.url("/training"))).get_text(" ", strip=True)
    assert "Delegate1 November 2026 Under way, until 25 November 2026 660 of 1,320" in seen["trainer"]
    assert "Delegate1" in seen["lead_officer"]
    assert "660" not in seen["lead_officer"] + seen["director"]
    assert "November 2026 3 November 2026 to 25 November 2026 1 and 1 waiting" in seen["director"]
    assert "Delegate1" not in seen["director"]


def test_before_anything_each_part_says_what_comes_next(world):
    text = world.client("director").get(world.url("/training")).text
    assert "Once the director has signed a result" in text
    assert "Halton has no cohort that can be joined now" in text
    assert "A lead officer gives colleagues a place" in text
    assert "Pledges" not in text, "pledges are for lead officers, the manager and trainers"


@pytest.mark.parametrize(
    ("who", "status"),
    [("participant1", 403), ("partner_finance_officer", 403), ("stranger_manager", 404), ("delegate1", 404)],
)
def test_who_may_not_see_it(world, training, who, status):
    assert world.client(who).get(world.url("/training")).status_code == status


def test_the_page_asks_as_little_for_thirty_delegates_as_for_one(world, training):
    make_plan(world, PlanState.LIVE)
    client = world.client("lead_officer")
    client.get(world.url("/training"))  # reads result and programme into memory
    client.get(world.url("/training"))
    few = len(client.queries)
    with world.app.app_context():
        cohort = db.session.scalars(db.select(learning_factories.Cohort)).one()
        partner = db.session.get_one(factories.Authority, world.partner_id)
        for _ in range(30):
            of = learning_factories.enrolment(cohort, factories.person(), partner)
            learning_factories.pledge(of)
        db.session.commit()
    client.get(world.url("/training"))
    assert len(client.queries) == few <= 5


def test_a_pledge_becomes_a_milestone_once_and_each_leads_to_the_other(world, training):
    plan = make_plan(world)
    ref = pledge_of(world, training)
    client, address = world.client("lead_officer"), world.url(f"/training/pledges/{ref}/milestone")
    shown = page(client.get(address))
    assert len(client.queries) <= 6, "the first page of a worker reads the programme's result, too"
    once = shown.select_one("input[name=once]")["value"]
    sent = {"goal": plan.goals[0], "what": "Rewrite the specification.", "owner": "", "once": once, **BY}
    answers = [client.post(address, data=sent) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303], summary_errors(answers[0])
    with world.app.app_context():
        made = db.session.scalars(db.select(Milestone).filter_by(what="Rewrite the specification.")).one()
        kept = db.session.scalars(db.select(Pledge)).one()
        assert (kept.milestone_ref, kept.engagement_id) == (made.ref, world.engagement_id)
        assert made.uses.startswith("Pledged by Delegate1 in ")
        assert made.due_on == dt.date(2027, 2, 26)
        noted = db.session.scalars(db.select(AuditEntry).filter_by(subject=f"pledge {ref}")).all()
        assert len(noted) == 1
        assert made.ref in answers[0].location
        again = made.ref
    assert again in client.get(world.url("/training")).text
    assert client.get(address).status_code == 303


def test_a_removed_milestone_frees_the_pledge(world, training):
    plan = make_plan(world)
    with world.app.app_context():
        gone = db.session.scalars(db.select(Milestone).filter_by(ref=plan.milestones[0])).one()
        gone.removed_at = learning_factories.now()
        db.session.commit()
    ref = pledge_of(world, training, milestone_ref=plan.milestones[0], engagement_id=world.engagement_id)
    assert world.client("lead_officer").get(world.url(f"/training/pledges/{ref}/milestone")).status_code == 200


def test_bad_input_keeps_what_was_typed(world, training):
    make_plan(world)
    ref = pledge_of(world, training)
    sent = {"goal": "", "what": "Rewrite it.", "owner": "", "once": "first-press", **BY, "due_on-year": "2031"}
    answer = world.client("lead_officer").post(world.url(f"/training/pledges/{ref}/milestone"), data=sent)
    assert answer.status_code == 422
    assert summary_errors(answer) == ["Choose the goal"]
    shown = page(answer)
    assert shown.select_one("#what").text.strip() == "Rewrite it."
    assert shown.select_one("#due_on-year")["value"] == "2031"


def test_a_date_outside_the_twelve_months_is_refused_beside_its_field(world, training):
    plan = make_plan(world)
    ref = pledge_of(world, training)
    sent = {"goal": plan.goals[0], "what": "Later.", "owner": "", "once": "first-press", **BY, "due_on-year": "2031"}
    answer = world.client("lead_officer").post(world.url(f"/training/pledges/{ref}/milestone"), data=sent)
    assert answer.status_code == 422
    assert "the twelve months of the plan" in summary_errors(answer)[0]
    assert page(answer).select_one(".govuk-error-summary__list a")["href"] == "#due_on-day"


@pytest.mark.parametrize(
    ("state", "change", "said"),
    [
        (None, None, "has not been started"),
        (PlanState.LIVE, None, "Start the change"),
        (PlanState.LIVE, ChangeState.SUBMITTED, "with the manager for review"),
        (PlanState.CLOSED, None, "has ended"),
    ],
)
def test_a_plan_that_cannot_take_it_says_what_to_do_first(world, training, state, change, said):
    if state:
        make_plan(world, state, change=change)
    ref = pledge_of(world, training)
    client, address = world.client("lead_officer"), world.url(f"/training/pledges/{ref}/milestone")
    assert said in client.get(address).text
    answer = client.post(address, data={"goal": "x"})
    assert (answer.status_code, summary_errors(answer)) == (303, [])


def test_from_the_pledge_the_scope_of_an_approved_plan_is_opened_and_the_way_leads_back(world, training):
    plan = make_plan(world, PlanState.LIVE)
    ref = pledge_of(world, training)
    client, address = world.client("lead_officer"), world.url(f"/training/pledges/{ref}/milestone")
    reason = page(client.get(address)).select_one("#reason").text.strip()
    assert reason == "A pledge from training becomes a milestone: Rewrite the short breaks specification in outcomes."
    missing = client.post(address, data={"reason": ""})
    assert (missing.status_code, summary_errors(missing)) == (422, ["Say why the scope has to change"])
    for _ in range(2):
        opened = client.post(address, data={"reason": reason, "once": "first-press"})
        assert (opened.status_code, opened.location) == (303, address)
    assert "Now choose the goal" in client.get(address).text
    sent = {"goal": plan.goals[0], "what": "Rewrite it.", "owner": "", "once": "second-press", **BY}
    assert client.post(address, data=sent).status_code == 303
    with world.app.app_context():
        kept = db.session.scalars(db.select(Plan)).one()
        assert (kept.change_state, kept.change_reason) == (ChangeState.DRAFT, reason)
        assert db.session.scalars(db.select(Pledge)).one().milestone_ref


def test_pledges_of_others_are_not_there(world, training):
    make_plan(world)
    ref = pledge_of(world, training, "delegate3")
    client = world.client("lead_officer")
    assert client.get(world.url(f"/training/pledges/{ref}/milestone")).status_code == 404
    own = pledge_of(world, training)
    assert world.client("director").get(world.url(f"/training/pledges/{own}/milestone")).status_code == 403
    assert "Rewrite the short breaks" not in world.client("consultant").get(world.url("/training")).text
    assert "Rewrite the short breaks" in world.client("manager").get(world.url("/training")).text


def test_who_was_in_the_sessions_stands_beside_the_goal_that_they_serve(world, training):
    plan = make_plan(world, PlanState.LIVE)
    programme = learning_factories.four_days()
    with world.app.app_context():
        goal = db.session.scalars(db.select(Goal).filter_by(ref=plan.goals[0])).one()
        goal.standard_key = key = "needs-data"
        cohort = db.session.scalars(db.select(learning_factories.Cohort)).one()
        partner = db.session.get_one(factories.Authority, world.partner_id)
        learning_factories.enrolment(cohort, factories.person(name="Absentee"), partner)
        for _ in range(3):
            learning_factories.enrolment(cohort, factories.person(), partner)
        db.session.commit()
    served = [each for each in programme.sessions if key in each.standards]
    attend(world, training, "delegate1", 1, 2)
    address = world.url(f"/plan/goals/{plan.goals[0]}")
    for who, linked in (("lead_officer", True), ("participant1", False)):
        shown = page(world.client(who).get(address))
        text = shown.get_text(" ", strip=True)
        for each in served:
            assert f"Training: {each.title}" in text
        assert "1 of 5 delegates from Cheshire West and Chester was there" in text
        assert bool(shown.select(f'main a[href$="{world.engagement_ref}/training"]')) is linked


def test_of_fewer_than_five_a_goal_does_not_say_how_many_were_there(world, training):
    plan = make_plan(world, PlanState.LIVE)
    attend(world, training, "delegate1", 1, 2)
    shown = page(world.client("participant1").get(world.url(f"/plan/goals/{plan.goals[0]}"))).get_text(" ", strip=True)
    assert "1 delegate from Cheshire West and Chester had a place" in shown
    assert "there" not in shown[shown.index("1 delegate from") :][:60]


def test_without_delegates_the_goal_names_what_would_serve_it(world):
    plan = make_plan(world, PlanState.LIVE)
    with world.app.app_context():
        learning_factories.training_version()
        db.session.commit()
    text = page(world.client("lead_officer").get(world.url(f"/plan/goals/{plan.goals[0]}"))).get_text(" ", strip=True)
    assert "Nobody from Cheshire West and Chester takes part yet" in text


def test_the_home_of_the_engagement_leads_to_training(world, training):
    assert world.url("/training") in world.client("lead_officer").get(world.url("/")).text
    assert world.url("/training") not in world.client("participant1").get(world.url("/")).text


def test_training_of_other_years_and_given_up_places_are_left_out(world, training):
    with world.app.app_context():
        partner, lead = (db.session.get_one(factories.Authority, key) for key in (world.partner_id, world.lead_id))
        trainer = db.session.get_one(factories.Person, world.people["trainer"])
        early = learning_factories.cohort(lead, trainer, title="Years ago", dates=(dt.date(2025, 3, 3),))
        learning_factories.enrolment(early, factories.person(name="Veteran"), partner)
        cohort = db.session.scalars(db.select(learning_factories.Cohort).filter_by(ref=training.ref)).one()
        gone = {"state": EnrolmentState.WITHDRAWN, "withdrawn_at": learning_factories.now()}
        leaver = factories.person(name="Leaver")
        factories.membership(leaver, Role.DELEGATE, partner)
        learning_factories.enrolment(cohort, leaver, partner, **gone)
        db.session.commit()
    text = world.client("lead_officer").get(world.url("/training")).text
    assert "Veteran" not in text
    assert "Leaver" not in text
