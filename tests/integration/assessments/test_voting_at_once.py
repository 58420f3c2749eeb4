"""Sixty participants vote again at the same moment, some while the facilitator closes: what was confirmed counts."""

import pytest

from app.assessments.models import Participation, RoundState, SecondScore, SecondVote
from app.audit.models import AuditEntry
from app.db import db
from tests.integration.assessments.rounds import make_round, round_url
from tests.integration.assessments.test_at_once import at_once
from tests.world import STANDARDS, build_world

MANY = 60
KEY = STANDARDS[4]


@pytest.fixture
def room(app):
    """A workshop with sixty who submitted, all of them signed in, and a second vote that is open."""
    world = build_world(app, participants=MANY)
    ref = make_round(world, RoundState.WORKSHOP, submitted=MANY)
    world.client("consultant").post(round_url(world, ref, f"/workshop/standards/{KEY}/vote"))
    return world, ref, [world.client(f"participant{number}") for number in range(1, MANY + 1)]


def held(app):
    with app.app_context():
        return db.session.scalar(db.select(SecondVote.ref))


def level_of(number):
    return 1 + number % 5


def casts(room, vote):
    world, ref, clients = room
    address = round_url(world, ref, "/workshop/follow/vote")

    def cast(client, number):
        form = {"level": str(level_of(number)), "vote": vote}
        return lambda: client.post(address, data=form, headers={"HX-Request": "true"}).status_code

    return [cast(client, number) for number, client in enumerate(clients)]


def stored(app):
    """The second scores by the participant's place."""
    with app.app_context():
        people = db.session.scalars(db.select(Participation.id).order_by(Participation.id)).all()
        rows = db.session.execute(db.select(SecondScore.participation_id, SecondScore.level)).all()
        return {people.index(participation_id): level for participation_id, level in rows}


def audited(app):
    with app.app_context():
        return db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id)).all()


def test_sixty_who_vote_at_once_all_count(app, room):
    assert at_once(casts(room, held(app))) == [200] * MANY
    assert stored(app) == {number: level_of(number) for number in range(MANY)}
    assert sum(entry.action == "second vote scored" for entry in audited(app)) == MANY
    world, ref, clients = room
    text = " ".join(clients[0].get(round_url(world, ref, "/workshop/follow")).text.split())
    assert f"{MANY} of {MANY}" in text


def test_closing_in_the_middle_loses_no_vote_that_was_confirmed_and_takes_none_that_was_not(app, room):
    world, ref, _ = room
    consultant, vote = world.client("consultant"), held(app)
    actions = casts(room, vote)
    close = round_url(world, ref, f"/workshop/standards/{KEY}/vote/close")
    middle = MANY // 2
    answers = at_once([*actions[:middle], lambda: consultant.post(close).status_code, *actions[middle:]])
    assert answers.pop(middle) == 303
    assert set(answers) <= {200, 409}
    confirmed = {number: level_of(number) for number, status in enumerate(answers) if status == 200}
    assert stored(app) == confirmed
    actions_in_order = [entry.action for entry in audited(app)]
    closing = actions_in_order.index(f"second vote on standard {KEY} closed")
    assert "second vote scored" not in actions_in_order[closing + 1 :]


def test_two_consultants_who_call_at_once_open_one_vote(app):
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.WORKSHOP, submitted=4)
    clients = [world.client("consultant") for _ in range(4)]
    addresses = [round_url(world, ref, f"/workshop/standards/{key}/vote") for key in (KEY, KEY, *STANDARDS[:2])]
    answers = at_once(
        [lambda c=client, a=address: c.post(a).status_code for client, address in zip(clients, addresses, strict=True)]
    )
    assert answers == [303] * 4
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(SecondVote)) == 1
