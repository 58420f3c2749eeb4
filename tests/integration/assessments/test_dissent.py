"""Dissent: in words, named only by the person's own word, and nobody else ever learns who was asked."""

import pytest

from app.assessments.models import Dissent, Naming, Participation, Round, RoundState
from app.assessments.services import dissenting
from app.audit.models import AuditEntry
from app.audit.queries import all_entries
from app.db import db
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments.rounds import make_round, press, round_url, send
from tests.integration.assessments.test_workshop import standard_url
from tests.world import STANDARDS

WORDS = "The contract ends in May, so this is a 2."


def dissent_url(world, ref, key=STANDARDS[0]):
    return standard_url(world, ref, key) + "/dissent"


def record(world, ref, text=WORDS, ask=""):
    return world.client("consultant").post(dissent_url(world, ref), data={"text": text, "ask": ask})


def participation_of(world, who):
    with world.app.app_context():
        return db.session.scalar(db.select(Participation.ref).filter_by(person_id=world.people[who]))


def stored(world):
    with world.app.app_context():
        return db.session.scalars(db.select(Dissent)).one()


def answer(world, ref, who, dissent_ref, how):
    """Answer as the participant's page does."""
    form = {"dissent": dissent_ref, "answer": how}
    return world.client(who).post(round_url(world, ref, "/workshop/follow/dissent"), data=form)


def test_a_dissent_is_recorded_in_words_and_shown_without_a_name(world):
    ref = make_round(world, RoundState.WORKSHOP)
    assert record(world, ref).location.endswith(standard_url(world, ref))
    text = page(world.client("consultant").get(standard_url(world, ref))).select_one(".app-dissent").text
    assert WORDS in text
    assert "Without a name" in text


def test_a_dissent_needs_its_words(world):
    ref = make_round(world, RoundState.WORKSHOP)
    response = record(world, ref, text=" ", ask=participation_of(world, "participant3"))
    assert summary_errors(response) == ["Enter the dissent in words"]
    chosen = page(response).select_one("option[selected]")
    assert "Participant3" in chosen.text, "what was chosen stays"


def test_only_who_submitted_can_be_asked(world):
    ref = make_round(world, RoundState.WORKSHOP, submitted=11)
    offered = page(world.client("consultant").get(dissent_url(world, ref))).select("option")
    assert len(offered) == 12, "eleven people, and nobody"
    assert record(world, ref, ask=participation_of(world, "participant12")).status_code == 422


def test_who_is_asked_is_seen_nowhere_until_the_person_confirms(world):
    ref = make_round(world, RoundState.WORKSHOP)
    record(world, ref, ask=participation_of(world, "participant3"))
    made = stored(world)
    assert made.naming is Naming.ASKED
    for who in ("consultant", "lead_officer", "director", "participant4", "manager"):
        client = world.client(who)
        for rest in ("/workshop", f"/workshop/standards/{STANDARDS[0]}", "/workshop/minutes", "/workshop/follow"):
            assert "Participant3" not in client.get(round_url(world, ref, rest)).text, (who, rest)
        assert "Participant3" not in client.get(world.url("/audit")).text
    with world.app.app_context():
        entries = [str((entry.was, entry.became, entry.action)) for entry in db.session.scalars(db.select(AuditEntry))]
        assert not any(str(world.people["participant3"]) in entry for entry in entries if "dissent" in entry)
    answer(world, ref, "participant3", made.ref, "name")
    assert "Participant3" in world.client("consultant").get(standard_url(world, ref)).text
    assert stored(world).person_name == "Participant3"


def test_your_work_asks_the_person_and_nobody_else_until_it_is_answered(world):
    def rows(who):
        return [link for link in page(world.client(who).get("/home")).select("a") if "beside a dissent" in link.text]

    ref = make_round(world, RoundState.WORKSHOP)
    record(world, ref, ask=participation_of(world, "participant3"))
    assert [row["href"] for row in rows("participant3")] == [round_url(world, ref, "/workshop/follow")]
    for who in ("participant4", "consultant", "lead_officer", "director"):
        assert not rows(who), who
    answer(world, ref, "participant3", stored(world).ref, "leave")
    assert not rows("participant3")


def test_nobody_else_can_answer_for_the_person(world):
    ref = make_round(world, RoundState.WORKSHOP)
    record(world, ref, ask=participation_of(world, "participant3"))
    made = stored(world)
    answer(world, ref, "participant4", made.ref, "name")
    answer(world, ref, "participant4", made.ref, "leave")
    assert stored(world).naming is Naming.ASKED


def test_nobody_is_asked_what_can_be_answered_no_more(world):
    def asked():
        return "put your name to this dissent" in follow().text

    def follow():
        return page(world.client("participant3").get(round_url(world, ref, "/workshop/follow")))

    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    record(world, ref, ask=participation_of(world, "participant3"))
    assert asked()
    seen = follow().select_one("#follow-seen")["value"]
    send(world, ref)
    assert not asked()
    live = world.client("participant3").get(round_url(world, ref, "/workshop/follow/live"), query_string={"seen": seen})
    assert page(live).select_one("#asked").text.strip() == "", "the form goes from a page that is open"
    press(world, ref, "director", "/result", "/return", reason="Look again.")
    assert asked()


def test_a_made_up_dissent_is_answered_in_words(world):
    ref = make_round(world, RoundState.WORKSHOP)
    form = {"dissent": "none\x00of ours", "answer": "name"}
    answer = world.client("participant1").post(round_url(world, ref, "/workshop/follow/dissent"), data=form)
    assert answer.status_code == 303


def test_declining_leaves_it_without_a_name_and_is_listed_nowhere(world):
    ref = make_round(world, RoundState.WORKSHOP)
    record(world, ref, ask=participation_of(world, "participant3"))
    answer(world, ref, "participant3", stored(world).ref, "leave")
    made = stored(world)
    assert (made.naming, made.person_id) == (Naming.UNNAMED, None)
    assert "Without a name" in world.client("consultant").get(standard_url(world, ref)).text
    with world.app.app_context():
        listed = all_entries(engagement_id=world.engagement_id)
        assert world.people["participant3"] not in {entry.actor_id for entry in listed}
        sealed = db.session.scalars(db.select(AuditEntry).filter_by(actor_id=world.people["participant3"])).all()
        assert [entry.action.endswith(" scored") for entry in sealed] == [True]


def test_a_dissent_can_be_removed_until_the_result_is_sent(world):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    record(world, ref)
    consultant, made = world.client("consultant"), stored(world)
    url = round_url(world, ref, f"/workshop/dissents/{made.ref}/remove")
    consultant.post(round_url(world, ref, "/workshop/send"))
    consultant.post(url)
    assert stored(world).ref == made.ref, "the director reads it"
    assert record(world, ref, "Too late.").status_code == 303
    assert stored(world).text == WORDS


def test_removing_takes_it_away_and_the_trail_keeps_what_it_said(world):
    ref = make_round(world, RoundState.WORKSHOP)
    record(world, ref)
    url = round_url(world, ref, f"/workshop/dissents/{stored(world).ref}/remove")
    consultant = world.client("consultant")
    assert consultant.post(url).location.endswith(standard_url(world, ref))
    assert consultant.post(url).status_code == 404, "a second press finds nothing"
    with world.app.app_context():
        assert db.session.scalar(db.select(Dissent)) is None
        entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry.was == {"text": WORDS}


def test_a_hasty_hand_records_one(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    once = page(consultant.get(dissent_url(world, ref))).select_one('input[name="once"]')["value"]
    for _ in range(2):
        consultant.post(dissent_url(world, ref), data={"text": WORDS, "ask": "", "once": once})
    assert stored(world).text == WORDS
    press_twice(consultant, standard_url(world, ref), "/remove")
    with world.app.app_context():
        assert db.session.scalar(db.select(Dissent)) is None


def test_save_and_add_a_dissent_keeps_what_is_agreed(world):
    ref = make_round(world, RoundState.WORKSHOP)
    form = {"level": "3", "target": "3", "reason": "Why.", "seen_version": "0", "dissent": "yes"}
    assert (
        world.client("consultant").post(standard_url(world, ref), data=form).location.endswith(dissent_url(world, ref))
    )


@pytest.mark.parametrize("verb", [dissenting.confirm_dissent, dissenting.decline_dissent])
def test_an_answer_after_the_dissent_is_gone_is_refused(world, verb):
    ref = make_round(world, RoundState.WORKSHOP)
    with world.app.app_context():
        found = db.session.scalars(db.select(Round).filter_by(ref=ref)).one()
        with pytest.raises(dissenting.DissentGoneError):
            verb("no-such-ref", found, None, actor=None, now=None)


def test_the_form_takes_three_queries(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    for _ in range(2):
        consultant.get(dissent_url(world, ref))
    assert len(consultant.queries) <= 3
