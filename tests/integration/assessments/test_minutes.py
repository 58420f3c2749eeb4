"""The minutes' page: they write themselves, everybody in the workshop reads them, the meeting is recorded once."""

import pytest

from app.assessments.models import RoundState, WorkshopRecord
from app.db import db
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import make_round, round_url
from tests.integration.assessments.test_workshop import agree

HELD = {
    "held_on-day": "20",
    "held_on-month": "11",
    "held_on-year": "2026",
    "place": "Town hall",
    "present": "Asha Patel\nBo Lund",
    "apologies": "",
    "notes": "",
    "seen_version": "0",
}


def record(client, world, ref, **form):
    return client.post(round_url(world, ref, "/workshop/minutes/meeting"), data=HELD | form)


def text_of(client, world, ref):
    return page(client.get(round_url(world, ref, "/workshop/minutes"))).get_text(" ", strip=True)


def test_minutes_write_themselves(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    agree(consultant, world, ref, reason="Talked through.", priority="y")
    record(consultant, world, ref)
    text = text_of(consultant, world, ref)
    assert "Held on 20 November 2026 Place Town hall Present Asha Patel, Bo Lund Apologies None" in text
    assert "Level 3, target level 4 by 31 March 2027. A priority. Agreed on 20 November 2026 at 12:00." in text
    assert "Reason: Talked through. Scores: 12 scores: 1 at level 1" in text
    assert "Not agreed yet 2. " in text


@pytest.mark.parametrize("who", ["lead_officer", "director", "participant1", "consultant"])
def test_everybody_in_the_workshop_reads_them_also_after_the_signature(world, who):
    ref = make_round(world, RoundState.SIGNED)
    text = text_of(world.client(who), world, ref)
    assert "Consultant sent the result to the director." in text
    assert "Director signed the result." in text


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.SCORING])
def test_before_the_workshop_they_say_when_they_begin(world, state):
    ref = make_round(world, state)
    assert "The minutes begin with the workshop" in text_of(world.client("consultant"), world, ref)


def test_the_rounds_page_leads_to_them_once_they_have_begun(world):
    link = "Minutes of the workshop"
    assert link not in world.client("lead_officer").get(round_url(world, make_round(world))).text


@pytest.mark.parametrize(("who", "seen"), [("lead_officer", True), ("participant1", True), ("manager", False)])
def test_only_who_follows_the_workshop_is_led_to_them(world, who, seen):
    ref = make_round(world, RoundState.WORKSHOP)
    assert ("Minutes of the workshop" in world.client(who).get(round_url(world, ref)).text) is seen


def test_before_the_scores_show_they_tell_nothing_of_them(world):
    ref = make_round(world, RoundState.WORKSHOP, shown=False)
    assert "score" not in text_of(world.client("participant1"), world, ref).split("Not agreed yet")[0].split("self")[1]


def test_only_the_consultant_records_the_meeting(world):
    ref = make_round(world, RoundState.WORKSHOP)
    assert record(world.client("lead_officer"), world, ref).status_code == 403
    assert "Record the meeting" not in text_of(world.client("lead_officer"), world, ref)


def test_a_meeting_without_people_keeps_what_was_typed(world):
    ref = make_round(world, RoundState.WORKSHOP)
    response = record(world.client("consultant"), world, ref, present="", place="The annexe")
    assert summary_errors(response) == ["Enter who was there"]
    assert "The annexe" in response.text


def test_a_second_recorder_is_shown_both_texts(world):
    ref = make_round(world, RoundState.WORKSHOP)
    record(world.client("consultant"), world, ref)
    second = world.client("consultant")
    response = record(second, world, ref, present="Cy Young", place="The annexe")
    assert response.status_code == 409
    assert all(words in response.text for words in ("Asha Patel", "Town hall", "Cy Young", "The annexe"))
    seen = page(response).find("input", attrs={"name": "seen_version"})["value"]
    assert record(second, world, ref, present="All three", seen_version=seen).status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(WorkshopRecord)).present == "All three"


def test_a_signed_rounds_meeting_is_not_rewritten(world):
    ref = make_round(world, RoundState.SIGNED)
    assert record(world.client("consultant"), world, ref).status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(WorkshopRecord)) is None


def test_minutes_take_seven_queries(world):
    ref = make_round(world, RoundState.WORKSHOP)
    client = world.client("participant1")
    text_of(client, world, ref)
    text_of(client, world, ref)
    assert len(client.queries) <= 7
    consultant = world.client("consultant")
    consultant.get(round_url(world, ref, "/workshop/minutes/meeting"))
    assert len(consultant.queries) <= 3
