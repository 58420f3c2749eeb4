"""The plan's workbook there and back: looked at, then taken over whole or not at all, under the locked plan."""

import datetime as dt
import io

import openpyxl
import pytest

from app.audit.models import AuditEntry
from app.db import db
from app.plans.models import ChangeState, Goal, Milestone, Plan, PlanState
from app.plans.queries.plan import plan_of, working_content
from tests.clients import page, summary_errors
from tests.integration.plans.plans import make_plan, scope_of
from tests.unit.plans.test_importing import put
from tests.world import build_world

GOAL_ROW, NEW_GOAL, FIRST, NEW = 2, 4, 2, 6


@pytest.fixture
def world(app):
    return build_world(app, participants=3)


def workbook(client, world):
    return openpyxl.load_workbook(io.BytesIO(client.get(world.url("/plan/files/plan.xlsx")).data))


def send(client, world, book):
    content = io.BytesIO()
    book.save(content)
    data = {"file": (io.BytesIO(content.getvalue()), "plan.xlsx")}
    return client.post(world.url("/plan/excel"), data=data, content_type="multipart/form-data")


def hidden(response):
    form = page(response).find("form", action=lambda value: value and value.endswith("/plan/excel"))
    return {each["name"]: each.get("value", "") for each in form.find_all("input", type="hidden")}


def confirm(client, world, fields):
    return client.post(world.url("/plan/excel"), data=fields)


def scope(world):
    with world.app.app_context():
        return working_content(plan_of(engagement_id=world.engagement_id), scope_of(world))


def filled_in(book):
    """A goal and a milestone changed, one of each added, one milestone removed."""
    put(book, "Plan", GOAL_ROW, What_will_be_different="One shared description.", Owner="Participant2")
    put(book, "Plan", NEW_GOAL, Standard=book["Plan"]["I3"].value, What_will_be_different="A second goal for it.")
    put(book, "Milestones", FIRST, Due_date=dt.date(2027, 2, 1), Days=0.25, Kind_of_support="Monthly reviews")
    put(book, "Milestones", FIRST + 2, Remove="yes")
    put(book, "Milestones", NEW, Goal="New goal 1", Milestone="It begins.", Waits_for="M1.2, M2.2")
    return book


def test_an_unchanged_workbook_changes_nothing(world):
    make_plan(world)
    client = world.client("lead_officer")
    shown = send(client, world, workbook(client, world))
    assert shown.status_code == 200
    assert "says what the plan already says" in page(shown).text
    assert not page(shown).select('input[name="workbook"]')


def test_what_is_shown_is_taken_over_once_and_audited(world):
    made = make_plan(world)
    client, before = world.client("lead_officer"), scope(world)
    shown = send(client, world, filled_in(workbook(client, world)))
    assert shown.status_code == 200
    words = " ".join(page(shown).select_one("main").text.split())
    assert "1 goal added, 1 goal changed, 2 milestones changed, 1 milestone removed" in words  # one waited for it
    assert "29 January 2027" in words
    assert "1 February 2027" in words
    assert scope(world) == before
    fields = hidden(shown)
    assert [confirm(client, world, fields).status_code for _ in range(2)] == [303, 303]
    after = scope(world)
    assert after.goal(made.goals[0]).owner.name == "Participant2"
    first = after.milestone(made.milestones[0])
    assert (first.due_on, first.quarters, first.support) == (dt.date(2027, 2, 1), 1, "review")
    assert after.milestone(made.milestones[2]) is None
    assert [goal.what for goal in after.goals][2:] == ["A second goal for it."]
    (new,) = after.goals[2].milestones
    assert new.waits_for == (made.milestones[1], made.milestones[3])
    with world.app.app_context():
        actions = db.session.scalars(db.select(AuditEntry.action)).all()
    for action in ("goal added", "goal changed", "milestone added", "milestone changed", "milestone removed"):
        assert actions.count(action) == 1, actions
    assert "is changed as in your workbook" in client.get(world.url("/plan/scope")).text


def test_a_bad_cell_is_named_and_nothing_is_half_imported(world):
    make_plan(world)
    client, before = world.client("lead_officer"), scope(world)
    book = filled_in(workbook(client, world))
    put(book, "Milestones", FIRST + 1, Due_date=dt.date(2030, 1, 1))
    answer = send(client, world, book)
    assert answer.status_code == 422
    (row,) = [[cell.text.strip() for cell in each.find_all(["th", "td"])] for each in page(answer).select("tbody tr")]
    assert row[0] == "Sheet Milestones, row 3, column I (Due date)"
    assert "the twelve months of the plan" in row[1]
    assert not page(answer).select('input[name="workbook"]')
    assert scope(world) == before


def test_a_circle_turned_round_in_one_workbook_is_no_circle(world):
    made = make_plan(world)
    client = world.client("lead_officer")
    book = workbook(client, world)
    put(book, "Milestones", FIRST, Waits_for="M1.2", Due_date=dt.date(2027, 4, 30))
    put(book, "Milestones", FIRST + 1, Waits_for=None)
    assert confirm(client, world, hidden(send(client, world, book))).status_code == 303
    assert scope(world).milestone(made.milestones[0]).waits_for == (made.milestones[1],)


def test_a_plan_that_changed_meanwhile_is_shown_again_before_anything_is_saved(world):
    made = make_plan(world)
    client = world.client("lead_officer")
    fields = hidden(send(client, world, filled_in(workbook(client, world))))
    with world.app.app_context():
        db.session.scalar(db.select(Goal).filter_by(ref=made.goals[1])).what = "A colleague’s words."
        db.session.commit()
    again = confirm(client, world, fields)
    assert again.status_code == 409
    assert "changed after you sent the workbook" in page(again).text
    assert "A colleague’s words." in page(again).text
    assert len(scope(world).goals) == 2
    assert confirm(client, world, hidden(again)).status_code == 303


def test_what_is_removed_meanwhile_is_named_and_nothing_is_saved(world):
    made = make_plan(world)
    client = world.client("lead_officer")
    fields = hidden(send(client, world, filled_in(workbook(client, world))))
    with world.app.app_context():
        milestone = db.session.scalar(db.select(Milestone).filter_by(ref=made.milestones[1]))
        milestone.removed_at = milestone.created_at
        db.session.commit()
    answer = confirm(client, world, fields)
    assert answer.status_code == 409
    assert "no longer fits it" in summary_errors(answer)[0]
    assert "is no milestone of this plan" in page(answer).text


@pytest.mark.parametrize("carried", ["", "made.up", "W10.x"])
def test_what_was_made_by_hand_is_refused(world, carried):
    make_plan(world)
    client = world.client("lead_officer")
    client.linting = False
    assert confirm(client, world, {"workbook": carried, "seen": "x"}).status_code == 400


def test_after_submission_nothing_is_saved_and_the_page_says_why(world):
    make_plan(world)
    client = world.client("lead_officer")
    fields = hidden(send(client, world, filled_in(workbook(client, world))))
    with world.app.app_context():
        db.session.scalar(db.select(Plan)).state = PlanState.SUBMITTED
        db.session.commit()
    before = scope(world)
    answer = client.post(world.url("/plan/excel"), data=fields, follow_redirects=True)
    assert "your workbook changed nothing" in page(answer).text
    assert scope(world) == before
    assert "with the manager for review" in page(client.get(world.url("/plan/excel"))).text


def test_in_a_change_of_scope_an_approved_date_stays(world):
    make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    client = world.client("lead_officer")
    book = workbook(client, world)
    put(book, "Milestones", FIRST, Due_date=dt.date(2027, 2, 1))
    answer = send(client, world, book)
    assert answer.status_code == 422
    assert "Re-forecast it" in page(answer).text


def test_no_file_and_a_file_that_is_none_are_refused_in_words(world):
    make_plan(world)
    client = world.client("lead_officer")
    assert summary_errors(client.post(world.url("/plan/excel"), data={})) == ["Choose the workbook that you filled in"]
    data = {"file": (io.BytesIO(b"goal,milestone"), "plan.csv")}
    answer = client.post(world.url("/plan/excel"), data=data, content_type="multipart/form-data")
    assert answer.status_code == 422


def test_only_who_builds_the_plan_sends_a_workbook(world):
    make_plan(world)
    answers = [world.client(who).get(world.url("/plan/excel")).status_code for who in ("director", "manager")]
    assert answers == [403, 403]
    assert world.client("stranger_lead_officer").get(world.url("/plan/excel")).status_code == 404
    client = world.client("lead_officer2")
    assert client.get(world.url("/plan/excel")).status_code == 200
    assert len(client.queries) <= 3, client.queries
