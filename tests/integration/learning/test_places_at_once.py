"""The last seat when several act at the same moment: one gets it, one waits, and no seat is free beside who waits."""

import pytest

from tests.integration.assessments.test_at_once import at_once
from tests.integration.learning.coming import make_coming, place_of, places
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=3)


def test_two_take_the_last_seat_and_one_of_them_waits(world):
    made = make_coming(world, seats=4, waiting=False)
    names = ("participant1", "participant2", "participant3")
    clients = [world.client(who) for who in names]
    statuses = at_once([lambda client=client: client.post(made.url("/enrol")).status_code for client in clients])
    assert statuses == [303, 303, 303]
    assert sorted(place_of(world, made, who) for who in names) == ["enrolled", "waiting", "waiting"]
    assert places(world, made) == {"enrolled": 4, "waiting": 2, "taken": 4, "seats": 4}


def test_the_same_person_twice_at_once_gets_one_place(world):
    made = make_coming(world, seats=9, waiting=False)
    clients = [world.client("participant1") for _ in range(3)]
    at_once([lambda client=client: client.post(made.url("/enrol")).status_code for client in clients])
    assert places(world, made)["taken"] == 4


def test_leaving_and_enrolling_at_once_leaves_no_seat_free_beside_who_waits(world):
    made = make_coming(world)
    leaving = [world.client(who) for who in ("delegate1", "delegate2")]
    coming = [world.client(who) for who in ("participant1", "participant2", "participant3")]
    acts = [
        *(lambda client=client: client.post(made.url("/withdraw")).status_code for client in leaving),
        *(lambda client=client: client.post(made.url("/enrol")).status_code for client in coming),
    ]
    assert set(at_once(acts)) == {303}
    assert places(world, made) == {"enrolled": 3, "waiting": 2, "taken": 3, "seats": 3}
    assert place_of(world, made, "waiting") == "enrolled"  # waited longest
