"""Saying how a milestone or a goal goes: who may, what is kept, what is refused, and that nothing is lost."""

import datetime as dt
import io

import pytest

from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.db import db
from app.plans.models import Goal, Plan, PlanState, Status
from app.web.forms import once_key
from tests.clients import page, summary_errors
from tests.integration.plans.plans import make_plan
from tests.integration.plans.progress import entries, said, stand, standing, typed
from tests.plan_factories import plan_entry
from tests.unit.files import samples

TODAY = dt.date(2026, 11, 20)
DUE = dt.date(2027, 1, 29)


@pytest.fixture
def made(world):
    return make_plan(world, PlanState.APPROVED)


def update_url(world, made, place=0):
    return world.url(f"/plan/milestones/{made.milestones[place]}/update")


def goal_url(world, made, place=0, rest=""):
    return world.url(f"/plan/goals/{made.goals[place]}{rest}")


def state_of(world):
    with world.app.app_context():
        return db.session.scalar(db.select(Plan.state))


def test_the_first_update_makes_the_plan_live_and_is_told_on_the_goal(world, made):
    client = world.client("participant1")
    answer = client.post(update_url(world, made), data=said("on_track", note="The draft is with partners."))
    assert answer.status_code == 303
    assert answer.location.endswith(f"/plan/goals/{made.goals[0]}#{made.milestones[0]}")
    assert state_of(world) is PlanState.LIVE
    (entry,) = entries(world)
    assert (entry.status, entry.note, entry.person_name) == (
        Status.ON_TRACK,
        "The draft is with partners.",
        "Participant1",
    )
    text = page(client.get(goal_url(world, made))).get_text(" ", strip=True)
    assert "Not started → On track" in text
    assert "The draft is with partners." in text
    with world.app.app_context():
        actions = db.session.scalars(db.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-2:] == ["plan moved", "progress recorded"]


def test_the_trail_names_no_note(world, made):
    world.client("participant1").post(update_url(world, made), data=said(note="A private matter."))
    with world.app.app_context():
        trail = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert trail.subject == f"milestone {made.milestones[0]}"
    assert "A private matter." not in str(trail.became)


WRONG = (
    ({"status": "at_risk"}, "Say what puts it at risk"),
    ({"status": ""}, "Choose how it goes"),
    ({"status": "done"}, "Enter the day on which it was done"),
    ({"status": "done", **typed("done_on", TODAY + dt.timedelta(1))}, "must be today or in the past"),
    ({"status": "done", **typed("done_on", dt.date(2026, 1, 1))}, "when the engagement began"),
    ({"link": "javascript:alert(1)"}, "Enter a full web address"),
    (typed("forecast_on", DUE + dt.timedelta(3)), "Say why the date changes"),
    ({**typed("forecast_on", dt.date(2029, 1, 1)), "forecast_reason": "Later."}, "the twelve months of the plan"),
    ({**typed("forecast_on", TODAY - dt.timedelta(1)), "forecast_reason": "Later."}, "today or later"),
    ({**typed("forecast_on", DUE), "forecast_reason": "Later."}, "already forecast for 29 January 2027"),
    ({"forecast_reason": "Later."}, "Enter the new date"),
)


def test_what_cannot_stand_is_said_beside_the_field_and_what_was_typed_stays(world, made):
    client, url = world.client("participant1"), update_url(world, made)
    for sent, message in WRONG:
        answer = client.post(url, data=said(**{"status": "on_track", "note": "Typed by hand.", **sent}))
        assert answer.status_code == 422, message
        assert message in " ".join(summary_errors(answer))
        assert "Typed by hand." in answer.text
    assert summary_errors(client.post(url, data=said("not_started")))[0].startswith("Nothing has changed")
    assert entries(world) == []
    assert state_of(world) is PlanState.APPROVED


def test_done_late_says_so_and_can_be_undone_only_with_a_reason(world, made, clock):
    clock.moment = dt.datetime(2027, 2, 10, 9, tzinfo=dt.UTC)
    client, url = world.client("participant1"), update_url(world, made)
    assert client.post(url, data=said("done", **typed("done_on", dt.date(2027, 2, 3)))).status_code == 303
    assert "done 5 days late" in client.get(world.url("/plan")).text
    assert "1 of 4 milestones done, 25%" in page(client.get(world.url("/plan"))).get_text()
    refused = client.post(url, data=said("on_track", seen_version="1"))
    assert refused.status_code == 422
    assert "Say why it is no longer recorded as done" in " ".join(summary_errors(refused))
    again = said("on_track", why="Partners asked for changes.", seen_version="1")
    assert client.post(url, data=again).status_code == 303
    assert standing(world, made.milestones[0]).done_on is None
    assert "Done → On track" in page(client.get(goal_url(world, made))).get_text()


def test_what_is_no_longer_done_is_forecast_anew_within_the_plan(world, made):
    stand(world, made.milestones[0], Status.DONE, done_on=TODAY)
    client, url = world.client("participant1"), update_url(world, made)
    again = said("on_track", why="Partners asked for changes.", forecast_reason="Changes.", seen_version="1")
    for day in (dt.date(2031, 1, 1), TODAY - dt.timedelta(1), DUE):
        assert client.post(url, data=again | typed("forecast_on", day)).status_code == 422
    assert entries(world) == []
    assert client.post(url, data=again | typed("forecast_on", DUE + dt.timedelta(9))).status_code == 303
    assert standing(world, made.milestones[0]).forecast_on == DUE + dt.timedelta(9)


def test_what_is_late_stands_first(world, made, clock):
    clock.moment = dt.datetime(2027, 2, 10, 9, tzinfo=dt.UTC)
    text = page(world.client("manager").get(world.url("/plan"))).get_text(" ", strip=True)
    assert text.index("What is late") < text.index("Goal 1")
    assert "It was forecast for 29 January 2027." in text


def test_two_people_on_one_milestone_see_both_and_lose_nothing(world, made):
    url = update_url(world, made)
    world.client("lead_officer").post(url, data=said("at_risk", risk_reason="Nobody is free."))
    client = world.client("participant1")
    answer = client.post(url, data=said("on_track", note="It is going well."))
    assert answer.status_code == 409
    text = page(answer).get_text(" ", strip=True)
    for words in ("Nobody is free.", "It is going well.", "Saved by Lead Officer"):
        assert words in text
    assert len(entries(world)) == 1
    seen = page(answer).select_one("input[name=seen_version]")["value"]
    assert client.post(url, data=said("on_track", seen_version=seen)).status_code == 303
    assert standing(world, made.milestones[0]).status is Status.ON_TRACK


def test_a_second_press_writes_nothing(world, made):
    client, form = world.client("participant1"), said("on_track")
    assert [client.post(update_url(world, made), data=form).status_code for _ in range(2)] == [303, 303]
    assert len(entries(world)) == 1


WHO = {
    "participant2": 403, "director": 403, "consultant": 403, "manager": 403, "trainer": 403,
    "stranger_lead_officer": 404, "lead_officer2": 200, "lead_officer": 200, "participant1": 200,
}  # fmt: skip


def test_who_may_update(world, made):
    for who, status in WHO.items():
        client = world.client(who)
        answer = client.get(update_url(world, made))
        assert answer.status_code == status, who
        sent = said("not_started", note=who, seen_version="0")
        assert client.post(update_url(world, made), data=sent).status_code == (303 if status == 200 else status), who
        if status == 403 and who != "trainer":
            assert "Participant1, Lead Officer, and every lead officer" in page(answer).get_text()
            assert "/update" not in client.get(world.url("/plan")).text
            assert "/update" not in client.get(goal_url(world, made)).text
    assert [entry.note for entry in entries(world)] == ["lead_officer2", "lead_officer", "participant1"]


def test_a_file_comes_with_an_update_and_leaves_as_a_download(world, made):
    client = world.client("participant1")
    sent = {**said(), "file": (io.BytesIO(samples.PDF), "minutes.pdf")}
    assert client.post(update_url(world, made), data=sent).status_code == 303
    link = page(client.get(goal_url(world, made))).find("a", string="minutes.pdf")["href"]
    answer = world.client("manager").get(link)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert answer.data == samples.PDF
    assert world.client("stranger_manager").get(link).status_code == 404
    refused = client.post(
        update_url(world, made),
        data={**said(seen_version="1"), "file": (io.BytesIO(b"<script>"), "page.html")},
    )
    assert refused.status_code == 422
    assert len(entries(world)) == 1


def test_a_goal_is_done_with_a_reason_while_milestones_are_open(world, made):
    client, url = world.client("participant1"), goal_url(world, made, rest="/update")
    assert "2 of 2 milestones are not done yet" in page(client.get(url)).get_text()
    form = said("done", **typed("done_on", TODAY))
    refused = client.post(url, data=form)
    assert "although 2 milestones of it are not" in " ".join(summary_errors(refused))
    assert client.post(url, data={**form, "once": once_key(), "why": "The duty was dropped."}).status_code == 303
    assert "The duty was dropped." in client.get(world.url("/plan")).text
    assert world.client("participant2").post(url, data=form).status_code == 403


def test_a_closed_plan_is_read_only(world):
    made = make_plan(world, PlanState.CLOSED)
    client = world.client("lead_officer")
    answer = client.post(update_url(world, made), data=said())
    assert answer.status_code == 303
    assert "it is closed" in client.get(answer.location).text
    assert entries(world) == []
    assert "/update" not in client.get(world.url("/plan")).text


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.SUBMITTED])
def test_before_approval_the_plan_leads_to_its_scope(world, state):
    made = make_plan(world, state)
    client = world.client("lead_officer")
    for url in (world.url("/plan"), goal_url(world, made)):
        assert client.get(url).location.endswith("/plan/scope")
    assert client.get(update_url(world, made)).status_code == 404


def test_a_history_of_many_pages_costs_no_more_queries(world, made):
    client = world.client("lead_officer")
    stand(world, made.milestones[1])
    for url in (world.url("/plan"), goal_url(world, made)):
        client.get(url)
        assert client.get(url).status_code == 200
        assert len(client.queries) <= 5
    with world.app.app_context():
        goal = db.session.scalars(db.select(Goal).filter_by(ref=made.goals[0])).one()
        officer = db.session.get_one(Person, world.people["lead_officer"])
        for number in range(60):
            plan_entry(goal, officer, note=f"Note {number}.")
        db.session.commit()
    answer = client.get(goal_url(world, made))
    assert len(client.queries) <= 5
    assert "Note 59." in answer.text
    assert "Note 9." not in answer.text
    assert "Note 9." in client.get(goal_url(world, made, rest="?page=2")).text
