"""Reading a cohort's programme: each seat sees what is its own, and own notes are kept."""

import pytest

from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.db import db
from app.learning.models import CheckKind, Enrolment, EnrolmentState, SessionNote
from tests import learning_factories
from tests.clients import page, summary_errors
from tests.integration.learning.made import make_training

MOST_QUERIES = 5
WORDS = "Ask Priya who decides about the waiting list."


@pytest.fixture
def made(world):
    return make_training(world)


def enrolment(made, key):
    return db.session.scalars(db.select(Enrolment).filter_by(ref=made.enrolments[key])).one()


def note(client, made, key="2.3", **values):
    return client.post(made.url(f"/sessions/{key}/note"), data={"seen": "0", "text": WORDS} | values)


def test_a_delegate_reads_days_times_and_tasks_and_how_far_one_is(world, made):
    with world.app.app_context():
        mine, trainer = enrolment(made, "delegate1"), db.session.get_one(Person, world.people["trainer"])
        learning_factories.all_present(mine, trainer, days=(1, 2))
        learning_factories.session_note(mine, "2.1", prepared=True)
        learning_factories.rating(mine)
        learning_factories.attempt(mine, CheckKind.BEFORE, 3)
        learning_factories.session_note(enrolment(made, "delegate2"), "2.2", prepared=True)
        db.session.commit()
    client = world.client("delegate1")
    client.get(made.url("/programme"))
    found = " ".join(page(client.get(made.url("/programme"))).main.text.split())
    assert len(client.queries) <= MOST_QUERIES
    for words in (
        "Done for 1 of 16 sessions",
        "4 of 8 half-days, 660 of 1,320 minutes so far",
        "Rated before",
        "Taken before the programme",
        "13:45 to 15:00 2.3 Service user engagement",
        "24 November 2026",
        "Bring: The corrected drawing",
        "20 minutes of pre-reading Done Your notes on Needs analysis",
    ):
        assert words in found
    assert "Your notes on Systems mapping" not in found
    assert "How to run the programme" not in found


@pytest.mark.parametrize(("who", "trains"), [("delegate1", False), ("manager", False), ("trainer", True)])
def test_only_trainers_see_what_is_for_trainers(world, made, who, trains):
    client = world.client(who)
    session = learning_factories.four_days().session("2.3")
    client.get(made.url("/sessions/2.3"))
    found = client.get(made.url("/sessions/2.3")).text
    assert len(client.queries) <= MOST_QUERIES
    assert "Four tests of a fair consultation" in found
    assert "13:45 to 13:50" in found
    secrets = ("What good looks like", session.timetable[0].do[:40], session.materials[5], session.questions[0].text)
    assert [words in found for words in secrets] == [trains] * len(secrets)
    assert ("Your own notes" in found) == (who == "delegate1")


def test_a_session_that_is_not_there_is_not_found(world, made):
    client = world.client("delegate1")
    assert client.get(made.url("/sessions/9.9")).status_code == 404
    assert note(client, made, "9.9").status_code == 404
    assert world.client("trainer").get(made.url("/present/9.9")).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("delegate1", 404), ("manager", 404), ("trainer", 200)])
def test_role_cards_are_opened_by_trainers_only(world, made, who, status):
    assert world.client(who).get(made.url("/cases/provider-panel")).status_code == status


def test_a_delegate_reads_a_case_without_its_key(world, made):
    given = {who: world.client(who).get(made.url("/cases/data-pack")).text for who in ("delegate1", "trainer")}
    assert "Table 1: children by ward" in given["delegate1"]
    assert "early language help is in the wrong place" not in given["delegate1"]
    assert "early language help is in the wrong place" in given["trainer"]


def test_notes_are_kept_for_oneself_and_their_words_stay_out_of_the_audit(world, made):
    client = world.client("delegate1")
    sent = note(client, made, prepared="y")
    assert sent.status_code == 303
    found = page(client.get(sent.location))
    assert found.find("textarea").text.strip() == WORDS
    assert found.find("input", id="prepared").has_attr("checked")
    assert WORDS not in world.client("delegate2").get(made.url("/sessions/2.3")).text
    assert WORDS not in world.client("trainer").get(made.url("/sessions/2.3")).text
    with world.app.app_context():
        entry = db.session.scalars(db.select(AuditEntry).filter_by(action="own session notes saved")).one()
        assert WORDS not in str((entry.subject, entry.was, entry.became))
        assert entry.engagement_id is None


def test_the_same_words_sent_twice_are_kept_once(world, made):
    client = world.client("delegate1")
    assert [note(client, made).status_code for _ in range(2)] == [303, 303]
    with world.app.app_context():
        assert db.session.scalars(db.select(SessionNote.version)).all() == [1]


def test_a_second_tab_is_shown_both_texts_and_may_then_save(world, made):
    client = world.client("delegate1")
    note(client, made, text="From the first tab.")
    late = note(client, made, text="From the second tab.", prepared="y")
    assert late.status_code == 409
    sides = [each.text for each in page(late).select(".app-compare__text")]
    assert "From the second tab." in sides[0]
    assert "done" in sides[0]
    assert "From the first tab." in sides[1]
    assert "not ticked" in sides[1]
    form = page(late).find("textarea")
    assert form.text.strip() == "From the second tab."
    seen = page(late).find("input", {"name": "seen"})["value"]
    assert note(client, made, text="Both.", seen=seen).status_code == 303


def test_notes_that_are_too_long_are_kept_in_the_form(world, made):
    answer = note(world.client("delegate1"), made, text="x" * 20_001, prepared="y")
    assert answer.status_code == 422
    assert summary_errors(answer) == ["Your notes must be 20,000 characters or fewer"]
    assert page(answer).select("a[href='#text']")
    assert page(answer).find("input", id="prepared").has_attr("checked")
    assert len(page(answer).find("textarea").text.strip()) == 20_001


READ = ("/programme", "/sessions/2.3", "/cases/data-pack", "/handouts.pdf")
RUN = ("/present/2.3", "/trainers-pack.pdf", "/trainers-pack.docx")


@pytest.mark.parametrize(
    ("who", "reading", "running"), [("waiting", 403, 403), ("stranger_trainer", 404, 404), ("lead_officer", 404, 403)]
)
def test_who_has_no_place_reads_nothing(world, made, who, reading, running):
    client = world.client(who)
    assert {client.get(made.url(path)).status_code for path in READ} == {reading}
    assert {client.get(made.url(path)).status_code for path in RUN} == {running}


@pytest.mark.parametrize("who", ["delegate1", "manager"])
def test_only_trainers_present_and_take_the_pack(world, made, who):
    client = world.client(who)
    assert {client.get(made.url(path)).status_code for path in RUN} == {403}


@pytest.mark.parametrize("who", ["trainer", "manager", "waiting"])
def test_notes_are_a_delegates_only(world, made, who):
    assert note(world.client(who), made).status_code == 403


def test_who_gave_the_place_up_reads_no_more(world, made):
    with world.app.app_context():
        mine = enrolment(made, "delegate1")
        mine.state, mine.withdrawn_at = EnrolmentState.WITHDRAWN, mine.asked_at
        db.session.commit()
    assert world.client("delegate1").get(made.url("/sessions/2.3")).status_code == 403


def test_the_presenter_without_script_is_a_list_by_the_clock(world, made):
    client = world.client("trainer")
    client.get(made.url("/present/2.3"))
    found = page(client.get(made.url("/present/2.3")))
    assert len(client.queries) <= MOST_QUERIES
    steps = found.select(".app-present__steps > li")
    assert [step["data-minutes"] for step in steps] == ["5", "15", "5", "22", "10", "13", "5"]
    assert steps[1].find(class_="app-present__at").text == "13:50 to 14:05"
    assert all(found.find(id=each).has_attr("hidden") for each in ("stage", "present-buttons", "present-keys"))
    assert not found.select("details[open]")
