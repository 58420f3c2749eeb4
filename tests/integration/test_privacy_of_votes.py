"""The attack of test_privacy.py on second votes: until a vote closes, everything that anybody else can fetch follows
from how many have voted, and from nothing else; afterwards only the levels show, and only from three on.
"""

import re

import pytest

from app.assessments.models import Participation, Round, RoundState, SecondScore, SecondVote
from app.audit.models import AuditEntry
from app.db import db
from app.mail.models import Message
from tests.clients import page
from tests.conftest import NOON
from tests.integration.assessments.rounds import make_round, round_url
from tests.integration.assessments.test_workshop import BY
from tests.integration.seeing import CHANGING, changed, differing, everything_seen, seen_again, signed_in
from tests.integration.test_budgets import empty
from tests.integration.test_tenancy import ON_SQLITE, OWN, _values
from tests.world import STANDARDS, build_world

KEY = STANDARDS[0]  # one of those whose pages everything_seen opens
WATCHERS = (*OWN[:-1], "participant5", "administrator")
REF = re.compile('[2-9a-hjkmnp-z]{14}|[.][0-9a-f]{8}(?=[."])')  # references and marks, which follow from keys
LIVE = ("/workshop/follow/live", f"/workshop/standards/{KEY}/vote/live")


class Room:
    """A workshop with five who submitted and a second vote that is open; those who watch sit there from the start."""

    def __init__(self, app):
        self.world = build_world(app, participants=6)
        self.ref = make_round(self.world, RoundState.WORKSHOP, submitted=5)
        self.values = _values(self.world, self.world.engagement_ref, self.ref)
        self.watchers = signed_in(self.world, WATCHERS)
        self.voters = signed_in(self.world, tuple(f"participant{number}" for number in range(1, 5)))
        self.press(f"/workshop/standards/{KEY}/vote")

    def press(self, rest):
        assert self.watchers["consultant"].post(round_url(self.world, self.ref, rest)).status_code == 303
        self.watchers["consultant"].get("/account/name")  # reads the message that the press left for the next page

    def close(self):
        self.press(f"/workshop/standards/{KEY}/vote/close")

    def cast(self, number, level):
        with self.world.app.app_context():
            held = db.session.scalar(db.select(SecondVote.ref))
        form = {"level": str(level), "vote": held}
        client = self.voters[f"participant{number}"]
        assert client.post(round_url(self.world, self.ref, "/workshop/follow/vote"), data=form).status_code == 303

    def tokens(self):
        """What pages now carry to ask for news."""
        found = {}
        for who, client in self.watchers.items():
            for rest, name in zip(("/workshop/follow", LIVE[1]), ("follow-seen", "vote-seen"), strict=True):
                field = page(client.get(round_url(self.world, self.ref, rest))).find("input", id=name)
                found[who, name] = field["value"] if field else None
        return found

    def seen(self, tokens, before=None, written=frozenset()):
        """Everything that the watchers can fetch, the live parts with and without what their pages carry."""
        pages = {key: before[key] for key in before if len(key) == 2} if before else {}
        found = dict(seen_again(self.watchers, pages, written) if before else self._everything())
        for who, client in self.watchers.items():
            for rest, name in zip(LIVE, ("follow-seen", "vote-seen"), strict=True):
                for carried in (tokens[who, name], "", "something else"):
                    answer = client.get(round_url(self.world, self.ref, rest), query_string={"seen": carried})
                    headers = {name: value for name, value in answer.headers if name != "Set-Cookie"}
                    found[who, rest, carried] = (answer.status_code, CHANGING.sub("", answer.text), headers)
        return found

    def _everything(self):
        return everything_seen(self.world, self.values, self.watchers)

    def behind_the_back(self, change):
        """Rewrite the second scores below the application; `change` gets them by the participant's number."""
        with self.world.app.app_context():
            people = {self.world.people[f"participant{number}"]: number for number in range(1, 7)}
            rows = db.session.execute(
                db.select(Participation, SecondScore).outerjoin(
                    SecondScore, SecondScore.participation_id == Participation.id
                )
            ).all()
            change({people[taking_part.person_id]: (taking_part, score) for taking_part, score in rows})
            db.session.commit()


@pytest.fixture
def room(app):
    return Room(app)


def quite_different(rows):
    """Say the opposite, at another time, and let number 4 have voted instead of number 3."""
    for _, score in rows.values():
        if score is not None:
            score.level, score.cannot_score = (None, True) if score.level == 2 else (6 - score.level, False)
            score.saved_at = NOON.replace(hour=17)
    (_, third), (fourth, _) = rows[3], rows[4]
    db.session.add(
        SecondScore(
            vote_id=third.vote_id,
            participation_id=fourth.id,
            level=third.level,
            cannot_score=third.cannot_score,
            saved_at=third.saved_at,
        )
    )
    db.session.delete(third)


def test_an_open_vote_tells_how_many_have_voted_and_nothing_else(room):
    """Neither what was voted, nor by whom of those who may, nor that somebody votes anew."""
    for number, level in ((1, 1), (2, 2), (3, 5)):
        room.cast(number, level)
    tokens = room.tokens()
    before = room.seen(tokens)
    with changed() as written:
        room.behind_the_back(quite_different)
    assert differing(before, room.seen(tokens, before, written)) == set()
    with changed() as written:
        room.cast(2, 5)
        room.cast(1, "cannot")
    assert differing(before, room.seen(tokens, before, written)) == set()


def test_it_shows_not_who_votes_only_that_somebody_has(app):
    """The same count from other hands, by other levels and another way there: the live parts are the same."""
    found = []
    for casts in (((1, 2), (2, 2)), ((4, 5), (3, 1), (4, "cannot"))):
        room = Room(app)
        for number, level in casts:
            room.cast(number, level)
        parts = {
            (who, rest): client.get(round_url(room.world, room.ref, rest))
            for who, client in room.watchers.items()
            for rest in LIVE
        }
        found.append(
            {
                key: REF.sub("", CHANGING.sub("", answer.text))
                for key, answer in parts.items()
                if answer.status_code == 200
            }
        )
        empty(app)
    assert found[0] == found[1]
    assert "2 of 5" in " ".join(page(parts["director", LIVE[0]]).text.split())


@ON_SQLITE
def test_after_the_close_two_who_change_places_are_not_told_apart(room):
    for number, level in ((1, 1), (2, 5), (3, 3), (4, "cannot")):
        room.cast(number, level)
    room.close()
    tokens = room.tokens()
    before = room.seen(tokens)

    def swap(rows):
        (_, first), (_, second), (_, fourth) = rows[1], rows[2], rows[4]
        first.level, second.level = second.level, first.level
        fourth.saved_at, first.saved_at = NOON, NOON.replace(hour=18)

    with changed() as written:
        room.behind_the_back(swap)
    assert differing(before, room.seen(tokens, before, written)) == set()


@ON_SQLITE
def test_fewer_than_three_levels_tell_nothing_even_after_the_close(room):
    room.cast(1, 1)
    room.cast(2, 2)
    room.close()
    tokens = room.tokens()
    before = room.seen(tokens)

    def other(rows):
        for number in (1, 2):
            rows[number][1].level = 5

    with changed() as written:
        room.behind_the_back(other)
    assert differing(before, room.seen(tokens, before, written)) == set()


def test_fewer_than_three_levels_decide_no_reason(app):
    """The first scores decide it then: whatever the two voted, the same levels are asked for a reason."""
    answers = []
    for levels in ((1, 1), (5, 5)):
        room = Room(app)
        for number, level in enumerate(levels, 1):
            room.cast(number, level)
        room.close()
        url = round_url(room.world, room.ref, f"/workshop/standards/{KEY}")
        blank = {"target": "5", "reason": "", "seen_version": "99"} | BY
        forms = [{"level": str(level), **blank} for level in range(1, 6)]
        answers.append([room.watchers["consultant"].post(url, data=form).status_code for form in forms])
        empty(app)
    assert answers[0] == answers[1]


def test_a_vote_writes_no_letter_and_one_entry_that_tells_no_value(room):
    with room.world.app.app_context():
        letters = db.session.scalar(db.select(db.func.count()).select_from(Message))
    room.cast(1, 1)
    room.cast(2, 5)
    with room.world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Message)) == letters
        entries = db.session.scalars(
            db.select(AuditEntry).where(AuditEntry.action.endswith("scored")).order_by(AuditEntry.id)
        ).all()
        assert len(entries) == 2
        assert {(entry.action, entry.subject, str(entry.was), str(entry.became)) for entry in entries} == {
            ("second vote scored", f"round {room.ref}", "{}", "{}")
        }


def test_the_attack_bites(room):
    """A shown level that changes is seen, and so is the own vote on the own page."""
    for number, level in ((1, 1), (2, 2), (3, 5)):
        room.cast(number, level)
    own = {"participant1": room.voters["participant1"]}
    before = everything_seen(room.world, room.values, own)
    with changed() as written:
        room.cast(1, 4)
    after = seen_again(own, before, written)
    assert any(url.endswith("/follow") for _, url in differing(before, after))
    with room.world.app.app_context():
        assert db.session.scalar(db.select(Round.state)) is RoundState.WORKSHOP
