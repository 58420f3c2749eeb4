"""The attack on private scores: no page, export, e-mail or audit entry may depend on who gave which score.

Method: fetch everything that everybody can see, change the private scores behind the application's back, fetch again.
While people score, nothing but the owner's own pages may change. After the scores are shown, two participants' scores
change places: what is unnamed stays the same to the byte, so no page can tell whose score is whose.
"""

import pytest

from app.assessments.models import IndividualScore, Participation, Round, RoundState
from app.audit.models import AuditEntry
from app.db import db
from app.mail.models import Message
from tests.clients import page
from tests.integration.assessments.rounds import make_round, round_url
from tests.integration.assessments.test_workshop import BY
from tests.integration.seeing import changed, differing, everything_seen, seen_again, signed_in
from tests.integration.test_tenancy import _values
from tests.world import STANDARDS, build_world

NOT_SHOWN = (RoundState.DRAFT, RoundState.SCORING)


def change_scores(world, ref, change):
    """Rewrite the private scores of the round, below the application."""
    with world.app.app_context():
        rows = db.session.execute(
            db.select(Participation, IndividualScore)
            .join(IndividualScore, IndividualScore.participation_id == Participation.id)
            .join(Round, Round.id == Participation.round_id)
            .where(Round.ref == ref)
            .order_by(Participation.id, IndividualScore.standard_key)
        ).all()
        change(rows, {world.people[f"participant{n}"]: n for n in (1, 2, 3, 4)})
        db.session.commit()


def mirror_the_first_two(rows, numbers):
    """Turn 1 into 5, 2 into 4; add evidence and a reason that were not there."""
    for participation, score in rows:
        if numbers[participation.person_id] in {1, 2, 4}:
            score.level = 6 - score.level
            score.evidence_note = "A secret note that nobody else may see"
            score.evidence_link = "https://secret.example/"


def swap_the_first_two(rows, numbers):
    """Let participants 1 and 2 change places."""
    by_person = {(numbers[p.person_id], s.standard_key): s for p, s in rows}
    for (number, key), score in by_person.items():
        if number == 1:
            other = by_person[2, key]
            score.level, other.level = other.level, score.level


ON_SQLITE = [("sqlite", state, state is RoundState.WORKSHOP) for state in RoundState]
ON_POSTGRES = [("postgres", RoundState.WORKSHOP, False)]


@pytest.mark.parametrize(("app", "state", "whole"), ON_SQLITE + ON_POSTGRES, indirect=["app"])
def test_nobody_learns_who_gave_which_score(app, state, whole):
    """Three have submitted, one has not; each state on SQLite, the one that matters most on PostgreSQL too.

    `whole`: even what read none of the changed tables is fetched anew, and is the same.
    """
    world = build_world(app, participants=4)
    ref = make_round(world, state, submitted=3)
    values = _values(world, world.engagement_ref, ref)
    if state in NOT_SHOWN:
        change = mirror_the_first_two
    else:
        change = swap_the_first_two
        change_scores(world, ref, make_the_first_two_differ)
    clients = signed_in(world)
    before = everything_seen(world, values, clients)
    with changed() as written:
        change_scores(world, ref, change)
        change_scores(world, ref, let_the_fourth_say_more)
    after = everything_seen(world, values, clients) if whole else seen_again(clients, before, written)
    assert differing(before, after) == set()


def let_the_fourth_say_more(rows, numbers):
    """Change what was never submitted."""
    for participation, score in rows:
        if numbers[participation.person_id] == 4:
            score.level, score.evidence_note = 5, "never submitted"


def make_the_first_two_differ(rows, numbers):
    """Give participant 1 the lowest and participant 2 the highest level, so that a swap would show."""
    for participation, score in rows:
        if numbers[participation.person_id] in {1, 2}:
            score.level = 1 if numbers[participation.person_id] == 1 else 5


def test_the_attack_bites(app):
    """The owner's own page does change with the score: were it shown to a watcher, the attack would see it."""
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.SCORING, submitted=3)
    values = _values(world, world.engagement_ref, ref)
    clients = signed_in(world, ("participant1",))
    before = everything_seen(world, values, clients)
    with changed() as written:
        change_scores(world, ref, mirror_the_first_two)
    after = everything_seen(world, values, clients)
    found = differing(before, after)
    assert {url.rpartition("/")[2] for _, url in found} >= {"scoring", "check"}
    assert found == differing(before, seen_again(clients, before, written))


def test_saving_leaves_no_value_in_the_audit_trail_or_the_mail(app):
    """Two participants say opposite things; the trail of both is the same but for whose it is."""
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.SCORING, submitted=0)
    trails = {}
    for who, level in (("participant1", "1"), ("participant2", "5")):
        client = world.client(who)
        for key in STANDARDS:
            form = {"level": level, "evidence_note": f"note of level {level}"}
            client.post(round_url(world, ref, f"/scoring/standards/{key}"), data=form)
        client.post(round_url(world, ref, "/scoring/submit"))
        with world.app.app_context():
            entries = db.session.scalars(
                db.select(AuditEntry).filter_by(actor_id=world.people[who]).order_by(AuditEntry.id)
            ).all()
            trails[who] = [(entry.action, entry.subject, entry.was, entry.became) for entry in entries]
            assert not any("note of level" in message.body for message in db.session.scalars(db.select(Message)))
    assert len(trails["participant1"]) == len(STANDARDS) + 1
    assert trails["participant1"] == trails["participant2"]


def test_recording_before_the_scores_are_shown_is_no_oracle(app):
    """A reason is asked for near or far from the median: before the scores are shown, that answer would tell it."""
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.WORKSHOP, submitted=4, shown=False)
    change_scores(world, ref, lambda rows, _: [setattr(score, "level", 1) for _, score in rows])
    consultant, answers = world.client("consultant"), set()
    for level in ("1", "5"):
        form = {"level": level, "target": "5", "reason": "", "seen_version": "0", **BY}
        url = round_url(world, ref, f"/workshop/standards/{STANDARDS[0]}")
        answers.add(
            (consultant.post(url, data=form).status_code, consultant.get(url).text.count("Show the scores first"))
        )
    assert answers == {(303, 1)}


def test_fewer_than_three_scores_tell_nothing_not_even_by_what_a_reason_is_asked_for(app):
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.WORKSHOP, submitted=2)
    text = page(world.client("consultant").get(round_url(world, ref, f"/workshop/standards/{STANDARDS[0]}"))).text
    assert "Fewer than three people scored this standard" in text
    for level in ("1", "5"):
        seen = "0" if level == "1" else "1"
        form = {"level": level, "target": "5", "reason": "", "seen_version": seen, **BY}
        url = round_url(world, ref, f"/workshop/standards/{STANDARDS[0]}")
        assert world.client("consultant").post(url, data=form).status_code == 303
