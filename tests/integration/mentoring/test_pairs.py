"""Pairs: who makes them, of whom, who sees them and how much, changing one at once with somebody else, ending one."""

import datetime as dt

import pytest

from app.accounts.models import Authority, Person
from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.mail.models import Message
from app.mentoring.models import MentoringPair, PairGoal
from app.plans.models import ChangeState, PlanState
from app.security.roles import Role
from tests import factories, plan_factories
from tests.clients import page, summary_errors
from tests.integration.assessments.test_at_once import at_once
from tests.integration.mentoring.pairing import SECRET, make_pair
from tests.integration.plans.plans import make_plan

SEE_ALL = ("lead_officer", "director", "manager", "lead_officer2")
FOCUS = "Chairing the commissioning board."


def refs(world, *keys):
    with world.app.app_context():
        return [db.session.get_one(Person, world.people[key]).ref for key in keys]


def day(name, text):
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), text.split(), strict=True))


def pairing(world, mentor="consultant", mentee="participant1", **values):
    mentor_ref, mentee_ref = refs(world, mentor, mentee)
    return {"mentor": mentor_ref, "mentee": mentee_ref, "focus": FOCUS, **day("started_on", "20 11 2026"), **values}


@pytest.mark.parametrize("mentor", ["consultant", "manager"])
def test_a_lead_officer_makes_a_pair_and_both_are_told(world, mentor):
    goals = make_plan(world).goals
    client = world.client("lead_officer")
    sent = client.post(world.url("/mentoring/new"), data=pairing(world, mentor) | {"goals": [goals[0]]})
    assert sent.status_code == 303
    text = client.get(sent.location).text
    assert FOCUS in text
    assert "No meeting yet" in text
    with world.app.app_context():
        told = {
            message.recipient.partition("@")[0]
            for message in db.session.scalars(db.select(Message).filter_by(kind="mentoring"))
        }
        assert told == {mentor, "participant1"}
        assert db.session.scalar(db.select(db.func.count()).select_from(PairGoal)) == 1
        entry = db.session.scalars(db.select(AuditEntry).filter_by(action="mentoring pair made")).one()
        assert entry.became["mentor_person_id"] == world.people[mentor]
        assert goals[0] in entry.became["goals"]


def test_pressing_twice_makes_one_pair_and_the_same_two_are_paired_once(world):
    client = world.client("consultant")
    form = page(client.get(world.url("/mentoring/new"))).select_one("main form")
    once = form.find("input", {"name": "once"})["value"]
    answers = [client.post(world.url("/mentoring/new"), data=pairing(world) | {"once": once}) for _ in range(2)]
    assert len({answer.location for answer in answers}) == 1
    again = client.post(world.url("/mentoring/new"), data=pairing(world))
    assert again.status_code == 409
    assert summary_errors(again) == ["Consultant and Participant1 are a pair already"]
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(MentoringPair)) == 1


def test_a_mentor_is_of_the_lead_and_the_person_mentored_of_the_partner(world):
    client = world.client("consultant")
    form = page(client.get(world.url("/mentoring/new"))).select_one("main form")
    names = {
        each["name"]: {option.get_text() for option in each.find_all("option")[1:]} for each in form.find_all("select")
    }
    assert names["mentor"] == {"Consultant", "Manager"}
    assert {"Lead Officer", "Director", "Participant1"} <= names["mentee"]
    assert not names["mentor"] & names["mentee"]
    wrong = client.post(world.url("/mentoring/new"), data=pairing(world, "lead_officer", "consultant"))
    assert wrong.status_code == 422
    assert summary_errors(wrong) == ["Choose one of the options", "Choose one of the options"]
    assert FOCUS in wrong.text


def test_bad_input_is_named_and_kept(world):
    answer = world.client("consultant").post(
        world.url("/mentoring/new"), data={"focus": "", **day("started_on", "31 2 2026")}
    )
    assert answer.status_code == 422
    assert summary_errors(answer) == [
        "Choose the mentor",
        "Choose who is mentored",
        "Enter what the mentoring is about",
        "Start date must be a real date",
    ]
    assert 'value="31"' in answer.text


@pytest.mark.parametrize("who", ["director", "manager", "participant1"])
def test_others_do_not_make_pairs(world, who):
    assert world.client(who).get(world.url("/mentoring/new")).status_code == 403


@pytest.mark.parametrize("who", SEE_ALL)
def test_who_follows_the_engagement_sees_everything_but_what_was_discussed(world, who):
    made, client = make_pair(world), world.client(who)
    assert "Consultant with Participant1" in client.get(world.url("/mentoring")).text
    text = client.get(world.url(f"/mentoring/{made.pair}")).text
    for shown in ("9 November 2026, 1 hour 30 minutes", "Read the minutes.", "Send the agenda.", "stays between them"):
        assert shown in text
    assert SECRET not in text
    assert "Record a meeting" not in text


@pytest.mark.parametrize("who", ["consultant", "participant1"])
def test_the_two_read_what_they_discussed(world, who):
    made = make_pair(world)
    text = world.client(who).get(world.url(f"/mentoring/{made.pair}")).text
    assert SECRET in text
    assert "Record a meeting" in text
    assert text.index("Open actions") < text.index("Meetings</h2>")
    late = page(world.client(who).get(world.url(f"/mentoring/{made.pair}"))).select(".govuk-tag--red")
    assert [each.get_text() for each in late] == ["Late"]


def test_a_participant_sees_only_the_own_pair(world):
    own, other = make_pair(world), make_pair(world, mentee="participant2")
    client = world.client("participant1")
    text = client.get(world.url("/mentoring")).text
    assert own.pair in text
    assert other.pair not in text
    assert client.get(world.url(f"/mentoring/{other.pair}")).status_code == 404
    for rest in ("meetings/new", f"meetings/{other.meeting}", f"actions/{other.late}/done"):
        assert client.post(world.url(f"/mentoring/{other.pair}/{rest}")).status_code == 404
    none = world.client("participant3").get(world.url("/mentoring")).text
    assert "You have no mentoring yet" in none


@pytest.mark.parametrize("who", ["stranger_manager", "stranger_consultant", "administrator"])
def test_a_stranger_finds_nothing(world, who):
    made = make_pair(world)
    for path in ("/mentoring", f"/mentoring/{made.pair}"):
        assert world.client(who).get(world.url(path)).status_code == 404


def test_two_who_change_a_pair_at_once_see_both_texts(world):
    made = make_pair(world)
    first, second = world.client("lead_officer"), world.client("consultant")
    address = world.url(f"/mentoring/{made.pair}/edit")
    seen = page(second.get(address)).select_one("input[name=seen]")["value"]
    sent = {"seen": seen, **day("started_on", "2 11 2026")}
    assert first.post(address, data=sent | {"focus": "Chairing."}).status_code == 303
    conflict = second.post(address, data=sent | {"focus": "Speaking to members."})
    assert conflict.status_code == 409
    assert "Chairing." in conflict.text
    assert "Speaking to members." in page(conflict).select_one("textarea").text
    newest = page(conflict).select_one("input[name=seen]")["value"]
    assert second.post(address, data=sent | {"focus": "Both.", "seen": newest}).status_code == 303
    assert "Both." in first.get(world.url(f"/mentoring/{made.pair}")).text


def test_a_change_of_goals_alone_is_a_change_too(world):
    goals = make_plan(world).goals
    made, client = make_pair(world, goal_ref=goals[0]), world.client("consultant")
    address = world.url(f"/mentoring/{made.pair}/edit")
    kept = {"seen": "1", "focus": "Leading a partnership board.", **day("started_on", "2 11 2026")}
    assert client.post(address, data=kept | {"goals": [goals[1]]}).status_code == 303
    assert client.post(address, data=kept | {"goals": [goals[0]]}).status_code == 409


def test_ending_a_pair_takes_a_note_and_closes_its_log(world):
    made, client = make_pair(world), world.client("lead_officer")
    address = world.url(f"/mentoring/{made.pair}/end")
    assert "2 actions are still open" in client.get(address).text
    early = client.post(address, data={"note": "Well.", **day("ended_on", "8 11 2026")})
    assert summary_errors(early) == ["The end cannot be before the start or before the last meeting"]
    assert "Well." in early.text
    future = client.post(address, data={"note": "", **day("ended_on", "21 11 2026")})
    assert summary_errors(future) == ["End date must be today or in the past", "Enter a note on how it went"]
    assert client.post(address, data={"note": "She chairs it now.", **day("ended_on", "20 11 2026")}).status_code == 303
    again = client.post(address, data={"note": "Another end.", **day("ended_on", "20 11 2026")})
    assert again.status_code == 409
    assert "Another end." in again.text
    text = world.client("participant1").get(world.url(f"/mentoring/{made.pair}")).text
    assert "She chairs it now." in text
    assert "Record a meeting" not in text
    refused = world.client("participant1").post(
        world.url(f"/mentoring/{made.pair}/actions/{made.late}/done"), data={"note": "Late, but done."}
    )
    assert refused.status_code == 409
    assert "Late, but done." in refused.text


def test_nothing_is_recorded_once_the_engagement_is_closed(world):
    made = make_pair(world)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    client = world.client("participant1")
    assert "Record a meeting" not in client.get(world.url(f"/mentoring/{made.pair}")).text
    assert client.post(world.url(f"/mentoring/{made.pair}/actions/{made.late}/done"), data={}).status_code == 409


def test_the_home_of_the_engagement_shows_the_row_to_those_it_concerns(world):
    home = world.client("lead_officer").get(world.url("/")).text
    assert "Pair someone from Cheshire West and Chester with a mentor from Halton" in home
    assert "Mentoring" not in world.client("participant1").get(world.url("/")).text
    make_pair(world)
    row = page(world.client("participant1").get(world.url("/"))).find("a", string="Mentoring").find_parent("li")
    assert "1 meeting so far; next one on 4 December 2026" in row.get_text()
    assert "1 action late" in row.get_text()
    assert "Mentoring" not in world.client("participant2").get(world.url("/")).text


def test_more_pairs_and_meetings_cost_no_more_queries(world):
    made = make_pair(world)
    few = [_queries(world, path) for path in ("/mentoring", f"/mentoring/{made.pair}")]
    for number in range(2, 12):
        make_pair(world, mentee=f"participant{number}")
    with world.app.app_context():
        pair = db.session.scalars(db.select(MentoringPair).filter_by(ref=made.pair)).one()
        writer = db.session.get_one(Person, world.people["consultant"])
        for number in range(10):
            plan_factories.action(plan_factories.meeting(pair, writer, met_on=dt.date(2026, 11, 10 + number)), writer)
        db.session.commit()
    assert [_queries(world, path) for path in ("/mentoring", f"/mentoring/{made.pair}")] == few
    assert max(few) <= 5


def _queries(world, path):
    client = world.client("consultant")
    assert client.get(world.url(path)).status_code == 200
    return len(client.queries)


def test_nobody_mentors_themselves(world):
    """Somebody can be a consultant of the lead and a participant of the partner."""
    with world.app.app_context():
        consultant = db.session.get_one(Person, world.people["consultant"])
        engagement = db.session.get_one(Engagement, world.engagement_id)
        factories.membership(consultant, Role.PARTICIPANT, db.session.get_one(Authority, world.partner_id), engagement)
        db.session.commit()
    answer = world.client("lead_officer").post(world.url("/mentoring/new"), data=pairing(world, mentee="consultant"))
    assert answer.status_code == 409
    assert summary_errors(answer) == ["Consultant cannot be mentor and mentored at once: choose two people"]


def test_two_who_pair_the_same_two_at_once_make_one_pair(world):
    data = pairing(world)
    clients = [world.client("lead_officer"), world.client("lead_officer2")]
    answers = at_once([lambda each=each: each.post(world.url("/mentoring/new"), data=data) for each in clients])
    assert sorted(answer.status_code for answer in answers) == [303, 409]


def test_a_goal_that_a_change_of_scope_removes_stays_with_its_pair(world):
    """The change may be withdrawn, and then the goal is back: an edit of the pair meanwhile loses nothing."""
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    pair = make_pair(world, goal_ref=made.goals[0]).pair
    client = world.client("lead_officer")
    assert client.post(world.url(f"/plan/goals/{made.goals[0]}/remove")).status_code == 303
    edit = {"focus": FOCUS, **day("started_on", "1 10 2026"), "goals": [made.goals[1]], "seen": "1"}
    assert client.post(world.url(f"/mentoring/{pair}/edit"), data=edit).status_code == 303
    assert client.post(world.url("/plan/change/withdraw")).status_code == 303
    text = client.get(world.url(f"/mentoring/{pair}")).text
    assert all(f"/plan/goals/{goal}" in text for goal in made.goals)
