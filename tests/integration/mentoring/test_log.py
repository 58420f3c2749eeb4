"""A pair's log: meetings and what was agreed in them, written by the two and by nobody else."""

import pytest

from app.audit.models import AuditEntry
from app.db import db
from app.mentoring.models import MentoringAction, MentoringMeeting
from tests.clients import page, press_twice, summary_errors
from tests.integration.mentoring.pairing import SECRET, make_pair
from tests.integration.mentoring.test_pairs import day, refs

TEXT = "How the board decides."


def met(text="20 11 2026", **values):
    return {**day("met_on", text), "minutes": "75", "discussed": TEXT, **values}


def agreed(world, number, what, who, by):
    name = f"action{number}"
    (owner,) = refs(world, who)
    return {f"{name}-what": what, f"{name}-owner": owner, f"{name}-goal": "none", **day(f"{name}-due_on", by)}


def everything_agreed(world):
    """Owners and goals of the three actions, as the form sends them though the actions are empty."""
    (owner,) = refs(world, "consultant")
    return {
        f"action{number}-{part}": value
        for number in (1, 2, 3)
        for part, value in (("owner", owner), ("goal", "none"), ("what", ""))
    }


@pytest.mark.parametrize("who", ["consultant", "participant1"])
def test_either_of_the_two_records_a_meeting_with_what_was_agreed(world, who):
    made, client = make_pair(world), world.client(who)
    address = world.url(f"/mentoring/{made.pair}/meetings/new")
    assert "Only the two of you can read this" in client.get(address).text
    actions = everything_agreed(world) | agreed(world, 2, "Draft the paper.", "participant1", "4 12 2026")
    assert client.post(address, data=met(**actions, **day("next_on", "18 12 2026"))).status_code == 303
    shown = client.get(world.url(f"/mentoring/{made.pair}")).text
    assert shown.index("20 November 2026, 1 hour 15 minutes") < shown.index("9 November 2026, 1 hour 30 minutes")
    assert "2 meetings, 2 hours 45 minutes in all" in shown
    assert "18 December 2026" in shown
    assert TEXT in shown
    item = page(client.get(world.url(f"/mentoring/{made.pair}"))).find("a", string="Draft the paper.")
    assert "Participant1, by 4 December 2026" in item.find_parent("li").get_text()


def test_a_second_press_records_one_meeting(world):
    made, client = make_pair(world), world.client("participant1")
    address = world.url(f"/mentoring/{made.pair}/meetings/new")
    once = page(client.get(address)).find("input", {"name": "once"})["value"]
    sent = met(once=once, **everything_agreed(world))
    assert [client.post(address, data=sent).status_code for _ in range(2)] == [303, 303]
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(MentoringMeeting)) == 2


@pytest.mark.parametrize("who", ["lead_officer", "director", "manager"])
def test_nobody_else_writes_in_the_log(world, who):
    made, client = make_pair(world), world.client(who)
    for rest in (
        "meetings/new",
        f"meetings/{made.meeting}",
        f"meetings/{made.meeting}/actions/new",
        f"actions/{made.late}",
        f"actions/{made.late}/done",
    ):
        address = world.url(f"/mentoring/{made.pair}/{rest}")
        refused = client.post(address, data=met())
        assert refused.status_code == 403
        assert "Only the mentor and the person mentored" in refused.text
        led_back = client.get(address)
        assert led_back.location == world.url(f"/mentoring/{made.pair}")
        assert SECRET not in refused.text + led_back.text


def test_what_is_wrong_with_a_meeting_is_named_and_everything_is_kept(world):
    made, client = make_pair(world), world.client("participant1")
    address = world.url(f"/mentoring/{made.pair}/meetings/new")
    actions = everything_agreed(world) | {"action1-what": "Ask the board.", **day("action3-due_on", "4 12 2026")}
    answer = client.post(address, data=met("21 11 2026", minutes="601", **actions, **day("next_on", "21 11 2026")))
    assert answer.status_code == 422
    assert summary_errors(answer) == [
        "Date of the meeting must be today or in the past",
        "Minutes must be a whole number from 5 to 600",
        "Enter the date by which it is to be done",
        "Enter what is to be done",
        "The next meeting must be after this one",
    ]
    for kept in (TEXT, "601", "Ask the board."):
        assert kept in answer.text
    early = client.post(address, data=met("1 11 2026", **everything_agreed(world)))
    assert early.status_code == 409
    assert summary_errors(early) == ["The meeting cannot be before the mentoring started"]


def test_two_who_change_a_meeting_at_once_lose_nothing(world):
    made = make_pair(world)
    mentor, mentee = world.client("consultant"), world.client("participant1")
    address = world.url(f"/mentoring/{made.pair}/meetings/{made.meeting}")
    seen = page(mentee.get(address)).select_one("input[name=seen]")["value"]
    assert mentor.post(address, data=met("9 11 2026", seen=seen)).status_code == 303
    conflict = mentee.post(address, data=met("10 11 2026", seen=seen, discussed="Something else."))
    assert conflict.status_code == 409
    for text in (TEXT, "Something else.", "9 November 2026", "10 November 2026"):
        assert text in conflict.text
    newest = page(conflict).select_one("input[name=seen]")["value"]
    assert mentee.post(address, data=met("10 11 2026", seen=newest, discussed="Both.")).status_code == 303


def test_what_was_discussed_stands_nowhere_in_the_trail(world):
    made, client = make_pair(world), world.client("participant1")
    client.post(world.url(f"/mentoring/{made.pair}/meetings/new"), data=met(**everything_agreed(world)))
    address = world.url(f"/mentoring/{made.pair}/meetings/{made.meeting}")
    client.post(address, data=met("9 11 2026", seen="1", discussed="Reworded."))
    with world.app.app_context():
        trail = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id))
        entries = [entry for entry in trail if "mentoring" in entry.action]
        kept = str([(entry.was, entry.became) for entry in entries])
        assert [entry.action for entry in entries] == ["mentoring meeting recorded", "mentoring meeting changed"]
    assert not any(text in kept for text in (TEXT, SECRET, "Reworded."))
    assert "reworded" in kept


def test_an_action_is_added_changed_and_done(world):
    made, client = make_pair(world), world.client("participant1")
    (owner,) = refs(world, "consultant")
    fields = {"what": "Share the plan.", "owner": owner, "goal": "none", **day("due_on", "2 12 2026")}
    at = world.url(f"/mentoring/{made.pair}/meetings/{made.meeting}/actions/new")
    empty = client.post(at, data={"owner": owner, "goal": "none"})
    assert summary_errors(empty) == ["Enter what is to be done"]
    assert client.post(at, data=fields).status_code == 303
    change = world.url(f"/mentoring/{made.pair}/actions/{made.late}")
    assert client.post(change, data=fields | {"seen": "1", "what": "Read all."}).status_code == 303
    conflict = client.post(change, data=fields | {"seen": "1", "what": "Read some."})
    assert conflict.status_code == 409
    assert all(text in conflict.text for text in ("Read all.", "Read some."))
    done = world.url(f"/mentoring/{made.pair}/actions/{made.late}/done")
    assert client.post(done, data={"note": "It took a day."}).status_code == 303
    shown = client.get(world.url(f"/mentoring/{made.pair}")).text
    assert "Done on 20 November 2026, marked by Participant1: It took a day." in shown
    again = world.client("consultant").post(done, data={"note": "Again."})
    assert again.status_code == 409
    assert "Again." in again.text
    assert client.post(change, data=fields | {"seen": "2"}).status_code == 409


def test_a_double_press_on_done_marks_it_once(world):
    made, client = make_pair(world), world.client("participant1")
    address = world.url(f"/mentoring/{made.pair}/actions/{made.late}/done")
    assert press_twice(client, address, "/done") == [303, 303]
    with world.app.app_context():
        entries = db.session.scalars(db.select(AuditEntry).filter_by(action="mentoring action done")).all()
        assert len(entries) == 1
        action = db.session.scalars(db.select(MentoringAction).filter_by(ref=made.late)).one()
        assert action.done_by_id == world.people["participant1"]


@pytest.mark.parametrize("rest", ["meetings/{meeting}", "actions/{late}", "actions/{late}/done"])
def test_what_another_pair_wrote_is_not_reached_through_ones_own(world, rest):
    own, other = make_pair(world), make_pair(world, mentee="participant2")
    path = rest.format(meeting=other.meeting, late=other.late)
    assert world.client("participant1").get(world.url(f"/mentoring/{own.pair}/{path}")).status_code == 404
