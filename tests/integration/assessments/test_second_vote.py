"""The second vote: who may call it, cast it and close it, what is told of it, and what becomes of it."""

import pytest

from app.accounts.models import Membership, Person
from app.assessments.models import (
    AgreedScore,
    IndividualScore,
    Participation,
    Round,
    RoundState,
    SecondScore,
    SecondVote,
)
from app.assessments.queries.result import result_now
from app.assessments.queries.votes import all_ballots, ballots
from app.audit.models import AuditEntry
from app.db import db
from app.instruments.queries import instrument
from app.security import EngagementScope
from app.work import work_once
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments.rounds import agree, make_round, round_url
from tests.world import STANDARDS, build_world

KEY = STANDARDS[2]
CALL, CLOSE = f"/workshop/standards/{KEY}/vote", f"/workshop/standards/{KEY}/vote/close"
FOLLOW, LIVE, VOTE = "/workshop/follow", "/workshop/follow/live", "/workshop/follow/vote"
PANEL = f"/workshop/standards/{KEY}/vote/live"


@pytest.fixture
def ref(world):
    return make_round(world, RoundState.WORKSHOP, submitted=11)


def call(world, ref, key=KEY):
    return world.client("consultant").post(round_url(world, ref, f"/workshop/standards/{key}/vote"))


def close(world, ref, key=KEY):
    return world.client("consultant").post(round_url(world, ref, f"/workshop/standards/{key}/vote/close"))


def vote_ref(world):
    with world.app.app_context():
        return db.session.scalar(db.select(SecondVote.ref).filter_by(closed_at=None))


def cast(world, ref, who, level, vote=None, **options):
    form = {"level": str(level), "vote": vote or vote_ref(world) or ""}
    return world.client(who).post(round_url(world, ref, VOTE), data=form, **options)


def cast_all(world, ref, levels):
    for number, level in enumerate(levels, 1):
        assert cast(world, ref, f"participant{number}", level).status_code == 303


def votes(world, ref, key=KEY):
    with world.app.app_context():
        return ballots(db.session.scalar(db.select(Round).filter_by(ref=ref)), key)


def messages(world, ref, who="consultant", rest=f"/workshop/standards/{KEY}"):
    return page(world.client(who).get(round_url(world, ref, rest))).select(".govuk-notification-banner")


def test_people_vote_again_and_both_votes_are_kept(world, ref):
    assert call(world, ref).status_code == 303
    cast_all(world, ref, [3, 4, 3, "cannot", 2])
    found = votes(world, ref)
    assert (found.vote.open, found.vote.voted, found.vote.asked) == (True, 5, 11)
    assert found.second.hidden
    assert found.deciding is found.first
    assert close(world, ref).status_code == 303
    found = votes(world, ref)
    assert found.second.levels == (2, 3, 3, 4)
    assert (found.second.cannot_score, found.second.reasons) == (1, ())
    assert len(found.first.levels) == 11
    assert found.deciding is found.second
    with world.app.app_context():
        everything = all_ballots(db.session.scalar(db.select(Round)))
    assert everything[KEY] == found
    assert everything[STANDARDS[0]].vote is None


def test_a_vote_can_be_changed_until_it_closes_and_counts_once(world, ref):
    call(world, ref)
    cast_all(world, ref, [1, 2, 3])
    cast(world, ref, "participant1", 5)
    cast(world, ref, "participant1", 5)
    assert votes(world, ref).vote.voted == 3
    held = vote_ref(world)
    close(world, ref)
    assert cast(world, ref, "participant2", 5, vote=held).status_code == 303
    live = cast(world, ref, "participant2", 5, vote=held, headers={"HX-Request": "true"})
    assert live.status_code == 409
    assert "The vote has closed. What was saved before counts." in live.text
    assert votes(world, ref).second.levels == (2, 3, 5)


def test_calling_and_closing_keep_the_order_of_standards_that_is_followed(world, ref):
    consultant, here = world.client("consultant"), round_url(world, ref, f"/workshop/standards/{KEY}")
    for _ in ("call", "close"):
        form = page(consultant.get(f"{here}?order=instrument")).select_one("#vote-buttons form")
        assert consultant.post(form["action"]).location.endswith(f"{here}?order=instrument")


def test_the_phone_shows_the_own_vote_and_nobody_elses(world, ref, clock):
    call(world, ref)
    clock.advance(hours=2, minutes=32)
    cast(world, ref, "participant1", 3)
    own = page(world.client("participant1").get(round_url(world, ref, FOLLOW)))
    assert "Your second vote: level 3, saved at 14:32. You can change it until the vote closes." in own.text
    assert own.select_one("input[name=level][checked]")["value"] == "3"
    assert "When you scored alone you chose level" in own.text
    for who in ("participant2", "lead_officer", "director", "consultant"):
        text = page(world.client(who).get(round_url(world, ref, FOLLOW))).text
        assert "1 of 11 have voted" in " ".join(text.split())
        assert "Your second vote" not in text


def test_who_did_not_submit_follows_but_does_not_vote(world, ref):
    call(world, ref)
    text = page(world.client("participant12").get(round_url(world, ref, FOLLOW))).text
    assert "You did not submit scores in this round, so you cannot vote." in text
    assert cast(world, ref, "participant12", 3).status_code == 303
    assert votes(world, ref).vote.voted == 0
    assert cast(world, ref, "lead_officer", 3).status_code == 403


def test_an_empty_vote_is_explained(world, ref):
    call(world, ref)
    url = round_url(world, ref, VOTE)
    response = world.client("participant1").post(url, data={"vote": vote_ref(world)})
    assert response.status_code == 422
    assert summary_errors(response) == ["Choose a level, or “I cannot score this”"]
    live = world.client("participant1").post(url, data={}, headers={"HX-Request": "true"})
    assert "Not saved yet. Choose a level" in live.text
    for level in ("0", "6", "3.5", "none"):
        assert cast(world, ref, "participant1", level).status_code == 422
    assert votes(world, ref).vote.voted == 0


def test_pressing_twice_calls_and_closes_once(world, ref):
    consultant = world.client("consultant")
    standard = round_url(world, ref, f"/workshop/standards/{KEY}")
    assert press_twice(consultant, standard, "/vote") == [303, 303]
    assert press_twice(consultant, standard, "/vote/close") == [303, 303]
    with world.app.app_context():
        actions = db.session.scalars(
            db.select(AuditEntry.action).where(AuditEntry.action.contains("vote")).order_by(AuditEntry.id)
        ).all()
    assert actions == [f"second vote on standard {KEY} called", f"second vote on standard {KEY} closed"]


def test_a_shown_second_vote_is_the_last_one(world, ref):
    call(world, ref)
    cast_all(world, ref, [3, 4, 3])
    close(world, ref)
    call(world, ref)
    found = votes(world, ref)
    assert not found.vote.open
    assert found.second.levels == (3, 3, 4)


def test_a_vote_of_which_nothing_could_be_shown_is_called_again_from_the_start(world, ref):
    call(world, ref)
    first = vote_ref(world)
    cast_all(world, ref, [5, 5])
    close(world, ref)
    assert votes(world, ref).second.hidden
    assert "Call the second vote again" in panel(world, ref).text
    call(world, ref)
    found = votes(world, ref)
    assert found.vote.open
    assert found.vote.voted == 0
    assert cast(world, ref, "participant3", 1, vote=first).status_code == 303
    assert votes(world, ref).vote.voted == 0


def panel(world, ref, seen="", who="consultant"):
    return world.client(who).get(round_url(world, ref, PANEL), query_string={"seen": seen})


def test_one_vote_at_a_time_and_none_before_the_scores_show(app):
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.WORKSHOP, submitted=4, shown=False)
    call(world, ref)
    assert vote_ref(world) is None
    with app.app_context():
        shown = db.session.scalar(db.select(Round))
        shown.scores_shown_at = shown.closed_at
        db.session.commit()
    call(world, ref)
    held = vote_ref(world)
    call(world, ref, STANDARDS[0])
    assert vote_ref(world) == held
    close(world, ref)
    call(world, ref, STANDARDS[0])
    assert vote_ref(world) not in {held, None}


def test_no_second_vote_where_the_first_scores_are_too_few_to_show(app):
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.WORKSHOP, submitted=2)
    assert "Call a second vote" not in panel(world, ref).text
    call(world, ref)
    assert vote_ref(world) is None


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.SCORING, RoundState.WITH_DIRECTOR, RoundState.SIGNED])
def test_a_second_vote_is_part_of_the_workshop(world, state):
    ref = make_round(world, state)
    call(world, ref)
    assert vote_ref(world) is None
    text = page(world.client("participant1").get(round_url(world, ref, FOLLOW))).text
    assert "The workshop has not started" in text or "The workshop is over" in text


def test_only_the_consultant_calls_and_closes(world, ref):
    for who in ("participant1", "lead_officer", "director", "manager"):
        assert world.client(who).post(round_url(world, ref, CALL)).status_code == 403
        assert world.client(who).post(round_url(world, ref, CLOSE)).status_code == 403
        assert world.client(who).get(round_url(world, ref, PANEL)).status_code == 403
    for who in ("manager", "trainer", "finance_officer"):
        assert world.client(who).get(round_url(world, ref, FOLLOW)).status_code == 403
    assert world.client("stranger_participant").get(round_url(world, ref, FOLLOW)).status_code == 404


def test_a_vote_of_another_engagement_is_not_reached(app):
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.WORKSHOP, submitted=4)
    call(world, ref)
    other = "22222222222222"
    response = world.client("participant1").post(
        round_url(world, other, VOTE), data={"level": "3", "vote": vote_ref(world)}
    )
    assert response.status_code == 404
    assert votes(world, ref).vote.voted == 0


def test_the_result_is_not_sent_while_a_vote_is_open(world):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    call(world, ref)
    consultant = world.client("consultant")
    consultant.post(round_url(world, ref, "/workshop/send"))
    assert "Close the second vote first" in page(consultant.get(round_url(world, ref, "/workshop"))).text
    cast_all(world, ref, [3, 3, 4])
    close(world, ref)
    consultant.post(round_url(world, ref, "/workshop/send"))
    with world.app.app_context():
        assert db.session.scalar(db.select(Round.state)) is RoundState.WITH_DIRECTOR


def test_the_result_keeps_the_second_vote_beside_the_first(world):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    call(world, ref)
    cast_all(world, ref, [3, 3, 4])
    close(world, ref)
    with world.app.app_context():
        held = db.session.scalar(db.select(Round).filter_by(ref=ref))
        scope = EngagementScope.__new__(EngagementScope)
        for name, value in (("partner_name", "Cheshire"), ("partnership_name", "Trust"), ("id", world.engagement_id)):
            object.__setattr__(scope, name, value)
        result = result_now(held, instrument(held.instrument_digest), scope)
    by_key = {standard.key: standard for standard in result.standards}
    assert by_key[KEY].second_counts == (0, 0, 2, 1, 0)
    assert sum(by_key[KEY].counts) == 12
    assert by_key[STANDARDS[0]].second_counts == ()


def test_the_panel_tells_the_count_and_answers_204_until_it_changes(world, ref):
    assert "Call a second vote" in panel(world, ref).text
    call(world, ref)
    answer = panel(world, ref)
    assert "0 of 11" in answer.text
    assert "Close the vote" in answer.text
    assert answer.headers["HX-Trigger"] == "vote-moved"
    seen = page(answer).find("input", id="vote-seen")["value"]
    assert panel(world, ref, seen).status_code == 204
    cast(world, ref, "participant1", 3)
    answer = panel(world, ref, seen)
    assert "1 of 11" in answer.text
    assert "Close the vote" not in answer.text, "a button may have the focus: it is not replaced under it"
    assert "HX-Trigger" not in answer.headers
    seen = page(answer).find("input", id="vote-seen")["value"]
    cast(world, ref, "participant1", 5)
    assert panel(world, ref, seen).status_code == 204, "that somebody thinks again is nobody's business"


def test_the_page_that_follows_gives_only_the_parts_that_changed(world, ref):
    client = world.client("participant1")

    def live(seen):
        return client.get(round_url(world, ref, LIVE), query_string={"seen": seen})

    def token(answer):
        return page(answer).find("input", id="follow-seen")["value"]

    seen = token(client.get(round_url(world, ref, FOLLOW)))
    assert live(seen).status_code == 204
    assert len(client.queries) == 2
    call(world, ref)
    opened = live(seen)
    assert page(opened).select_one("#ballot form")
    assert not page(opened).select_one("#agreed")
    assert len(client.queries) == 2
    cast(world, ref, "participant2", 4)
    counted = live(token(opened))
    assert "1 of 11" in counted.text
    assert not page(counted).select_one("#ballot")
    close(world, ref)
    closed = live(token(counted))
    assert page(closed).select_one("#ballot").find("form") is None
    assert "The vote has closed" in closed.text
    form = {"level": "3", "target": "3", "reason": "Agreed.", "seen_version": "0"}
    with world.app.app_context():
        held = db.session.scalar(db.select(Round))
        assert held.state is RoundState.WORKSHOP
    answer = world.client("consultant").post(round_url(world, ref, f"/workshop/standards/{KEY}"), data=form)
    assert answer.status_code == 303
    agreed = live(token(closed))
    assert "1 of 12 standards" in page(agreed).select_one("#agreed").text
    assert live("rubbish").status_code == 200
    assert live("a.b.c.d.e").status_code == 200


def test_a_leavers_vote_is_deleted_while_it_is_open_and_kept_once_it_has_closed(world, ref, clock):
    call(world, ref)
    cast_all(world, ref, [3, 4, 3, 5])
    with world.app.app_context():
        db.session.get_one(Person, world.people["participant4"]).ended_at = clock()
        db.session.commit()
        work_once()
    assert votes(world, ref).vote.voted == 3
    close(world, ref)
    with world.app.app_context():
        ended = db.select(Membership).filter_by(person_id=world.people["participant1"])
        db.session.scalars(ended).one().ended_at = clock()
        db.session.commit()
        work_once()
    assert votes(world, ref).second.levels == (3, 3, 4)


def test_voting_leaves_no_value_and_nothing_listed_in_the_trail(world, ref):
    call(world, ref)
    before = world.client("lead_officer").get(world.url("/audit")).text.count("<tr")
    cast_all(world, ref, [1, 5])
    assert world.client("lead_officer").get(world.url("/audit")).text.count("<tr") == before
    with world.app.app_context():
        entries = db.session.scalars(db.select(AuditEntry).where(AuditEntry.action == "second vote scored")).all()
        assert [(entry.was, entry.became, entry.subject) for entry in entries] == [({}, {}, f"round {ref}")] * 2


def test_your_work_and_the_round_lead_to_the_vote(world, ref):
    def home(who):
        return page(world.client(who).get("/home"))

    assert "Follow the workshop" in home("participant1").text
    call(world, ref)
    row = next(link for link in home("participant1").select("a") if "Vote again: standard 3" in link.text)
    assert row["href"] == round_url(world, ref, FOLLOW)
    assert "Vote again" not in home("participant12").text
    assert "Vote again" not in home("lead_officer").text
    cast(world, ref, "participant1", 3)
    assert "Vote again" not in home("participant1").text
    assert "Vote again" in home("participant2").text, "another one's vote is not mine"
    for who in ("participant1", "lead_officer", "director"):
        links = page(world.client(who).get(round_url(world, ref))).select("a")
        assert round_url(world, ref, FOLLOW) in {link["href"] for link in links}


def test_saving_a_vote_takes_three_queries(world, ref):
    call(world, ref)
    client, held = world.client("participant1"), vote_ref(world)
    assert client.post(round_url(world, ref, VOTE), data={"level": "3", "vote": held}).status_code == 303
    assert len(client.queries) <= 3


def test_first_scores_stay_as_they_were(world, ref):
    def first():
        with world.app.app_context():
            rows = db.session.execute(
                db.select(Participation.person_id, IndividualScore.level, IndividualScore.saved_at)
                .join(Participation)
                .order_by(Participation.id, IndividualScore.standard_key)
            )
            return [tuple(row) for row in rows]

    before = first()
    call(world, ref)
    cast_all(world, ref, [1, 1, 1, 1])
    close(world, ref)
    assert first() == before
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(SecondScore)) == 4


def test_a_reason_that_a_second_vote_asks_for_is_given_before_the_result_is_sent(world):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    with world.app.app_context():
        agreed = db.session.scalar(db.select(AgreedScore).filter_by(standard_key=KEY))
        agreed.level, agreed.target, agreed.reason = 3, 3, ""  # the first scores ask for none
        db.session.commit()
    call(world, ref)
    cast_all(world, ref, [1, 1, 1, 5, 5, 5])
    assert "reason" not in page(world.client("consultant").get(round_url(world, ref, "/workshop"))).text
    close(world, ref)
    shown = page(world.client("consultant").get(round_url(world, ref, "/workshop"))).text
    assert "Left: 1 to give a reason for." in shown
    refused = world.client("consultant").post(round_url(world, ref, "/workshop/send"))
    assert refused.status_code == 422
    assert [message.partition("”")[2] for message in summary_errors(refused)] == [
        ": the scores are split, or the agreed level is one or more from their median"
    ]
    agree(world, ref, KEY, level="3", target="3", reason="Two services, two views.")
    assert world.client("consultant").post(round_url(world, ref, "/workshop/send")).location.endswith("/result")
