"""What a side confirmed stays to the letter, whoever is renamed; and what the lead side reads once all is over."""

import pytest

from app.accounts.models import Person
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.reviewing.content import review_from
from tests.integration.charging.made import make_charging
from tests.integration.reviewing.reviews import ACTION, confirmed, kept, started, text, written
from tests.world import build_world


@pytest.fixture
def world(app):
    made = build_world(app, participants=1)
    make_charging(made)
    return made


def rename(world, who, name):
    with world.app.app_context():
        db.session.get_one(Person, world.people[who]).name = name
        db.session.commit()


def owner_ref(world, who):
    with world.app.app_context():
        return db.session.get_one(Person, world.people[who]).ref


def test_a_name_that_changes_between_the_confirmations_changes_nothing_of_what_was_confirmed(world):
    review = started(world)
    written(world, review)
    action = ACTION | {"owner": owner_ref(world, "lead_officer")}
    assert world.client("manager").post(world.url(f"{review}/actions/new"), data=action).status_code == 303
    confirmed(world, review, "manager")
    first = review_from(kept(world)[0].confirmed_content)
    rename(world, "lead_officer", "Somebody Married")
    shown = world.client("director").get(world.url(review))
    assert "Lead Officer" in text(shown)
    confirmed(world, review, "director")
    [found] = kept(world)
    frozen = review_from(found.content)
    assert frozen.digest == first.digest
    assert [each.owner for each in frozen.actions] == ["Lead Officer"]
    assert found.confirmed_content is None


def test_an_edit_lapses_what_was_confirmed_and_shows_names_as_they_are(world):
    review = started(world)
    written(world, review)
    action = ACTION | {"owner": owner_ref(world, "lead_officer")}
    world.client("manager").post(world.url(f"{review}/actions/new"), data=action)
    confirmed(world, review, "manager")
    rename(world, "lead_officer", "Somebody Married")
    assert written(world, review, judgement="Otherwise.").status_code == 303
    shown = text(world.client("director").get(world.url(review)))
    assert "Otherwise." in shown
    assert "Somebody Married" in shown
    confirmed(world, review, "director", "manager")
    assert review_from(kept(world)[0].content).words.judgement == "Otherwise."


def test_after_the_end_the_lead_side_reads_neither_reviews_nor_threads_and_the_partner_goes_on(world):
    review = started(world)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.ENDED_EARLY
        db.session.commit()
    hidden = ("/reviews", review, f"{review}/minutes.pdf", "/standards", "/standards/needs-data", "/plan", "/training")
    left = ("/", "/agreement", "/days/statements", "/archives", "/twelve-months")
    for who in ("manager", "consultant"):
        client = world.client(who)
        assert {client.get(world.url(each)).status_code for each in hidden} == {403}, who
        for each in left[: 5 if who == "manager" else 3]:
            assert client.get(world.url(each)).status_code == 200, (who, each)
        assert "Monthly reviews" not in text(client.get(world.url("/twelve-months")))
        assert world.url("/standards") not in client.get(world.url("/")).text
    director = world.client("director")
    for each in ("/reviews", review, "/plan", "/twelve-months"):
        assert director.get(world.url(each)).status_code == 200, each
    assert "Monthly reviews" in text(director.get(world.url("/twelve-months")))
