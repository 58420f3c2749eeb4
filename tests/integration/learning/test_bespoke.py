"""A cohort of one session that names no topics and asks no questions: nothing is asked that cannot be done."""

import datetime as dt
import re

import pytest

from app.db import db
from app.learning.bespoke import package
from app.learning.checking import checked
from app.learning.queries.work import training_tasks
from app.security import Identity, Role
from tests import learning_factories
from tests.clients import page
from tests.integration.learning.group import EARLY
from tests.integration.learning.made import make_training
from tests.world import build_world

DAY = dt.date(2026, 11, 25)
AFTERWARDS = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)


def files() -> dict[str, str]:
    """One session without topics, attributes and questions."""
    text = learning_factories.files()["sessions/4.2.md"].replace('key: "4.2"', 'key: "1.1"').replace("day: 4", "day: 1")
    text = re.sub(r"^(topics|attributes):.*$", r"\1: []", text, flags=re.MULTILINE)
    return package(text, month="2026-11", taken=(), titles={})


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


@pytest.fixture
def made(world):
    with world.app.app_context():
        held = checked(files())
        facts = {"files": files(), "key": held.key, "label": held.label, "title": held.title}
        version = learning_factories.training_version(**facts)
        db.session.commit()
        key = version.id
    return make_training(world, training_version_id=key, dates=(DAY,))


def waiting(world):
    """Titles among "your work" of a delegate."""
    roles = ((world.lead_id, Role.DELEGATE),)
    person_id = world.people["delegate1"]
    who = Identity(person_id, "", "", "", 0, False, None, "", 1, roles)
    with world.app.test_request_context():
        return {task.title for task in training_tasks(who, world.app.config["CLOCK"]().date())}


def steps(client, made):
    return {each.text.strip() for each in page(client.get(made.url())).select(".govuk-task-list__name-and-hint a")}


def test_before_it_nothing_is_to_be_rated_or_checked(world, made, clock):
    clock.moment = EARLY
    delegate = world.client("delegate1")
    assert steps(delegate, made) == {"Sessions and reading"}
    assert waiting(world) == {"Training: next day"}
    for sent in (delegate.get(made.url("/confidence/before")), delegate.post(made.url("/confidence/before"))):
        assert sent.status_code == 303
    assert "there is nothing to rate" in delegate.get(made.url()).text


def test_afterwards_the_feedback_and_the_pledges_remain(world, made, clock):
    clock.moment = AFTERWARDS
    assert steps(world.client("delegate1"), made) == {"Sessions and reading", "Feedback on day 1", "Your pledges"}
    assert waiting(world) == {"Make your pledges for the hundred days", "Give feedback on day 1 of the training"}
