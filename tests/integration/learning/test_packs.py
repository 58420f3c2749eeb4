"""Packs of a programme: handouts hold no answers, the trainer's pack holds all, both are tagged; and the library."""

import io

import docx
import pikepdf
import pytest

from app.db import db
from app.learning.models import TrainingVersion, VersionState
from tests import learning_factories
from tests.integration.learning.made import make_training
from tests.unit.documents.test_pdf import text_of
from tests.world import build_world

MOST_QUERIES = 5
KEY = "early language help is in the wrong place"
NOTES = "What good looks like"


def plain(text):
    return " ".join(text.split())


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_packs_hold_what_their_readers_may_see_and_are_tagged(app):
    """On one database, as what they are made of is the same value on both."""
    world = build_world(app, participants=0)
    made = make_training(world)
    client = world.client("delegate1")
    client.get(made.url("/programme"))
    answer = client.get(made.url("/handouts.pdf"))
    assert len(client.queries) <= MOST_QUERIES
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "halton-training-november-2026-handouts.pdf" in answer.headers["Content-Disposition"]
    handouts, pack = plain(text_of(answer.data)), world.client("trainer").get(made.url("/trainers-pack.pdf")).data
    assert "Four tests of a fair consultation" in handouts
    assert KEY not in handouts
    assert NOTES not in handouts
    whole = plain(text_of(pack))
    assert all(
        words in whole for words in (KEY, NOTES, "Four tests of a fair consultation", "(right)", "Provider panel")
    )
    for content, title in ((answer.data, "four-day programme"), (pack, "four-day programme")):
        with pikepdf.open(io.BytesIO(content)) as opened:
            assert opened.Root.MarkInfo.Marked
            assert str(opened.Root.Lang) == "en-GB"
            assert title in str(opened.docinfo["/Title"])
    word = docx.Document(io.BytesIO(world.client("trainer").get(made.url("/trainers-pack.docx")).data))
    headings = [each.text for each in word.paragraphs if each.style.name == "Heading 2"]
    assert [f"{each.key} {each.title}" for each in learning_factories.four_days().sessions] == [
        each for each in headings if each[:1].isdigit() and each[1:2] == "."
    ]


@pytest.mark.parametrize("path", ["", "/{ref}", "/{ref}/sessions/3.4"])
def test_trainers_read_published_programmes_without_a_cohort(world, path):
    made = make_training(world)
    client, url = world.client("trainer"), "/training/programmes" + path.format(ref=made.training_ref)
    client.get(url)
    answer = client.get(url)
    assert len(client.queries) <= MOST_QUERIES
    assert answer.status_code == 200
    assert world.client("stranger_trainer").get(url).status_code == 200
    assert {world.client(who).get(url).status_code for who in ("manager", "delegate1", "lead_officer")} == {403}


def test_a_session_of_the_library_holds_notes_cases_and_keys(world):
    made = make_training(world)
    found = world.client("trainer").get(f"/training/programmes/{made.training_ref}/sessions/2.1").text
    assert "Facilitator’s notes" in found
    assert KEY in found


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.WITHDRAWN])
def test_what_is_not_published_is_not_in_the_library(world, state):
    made = make_training(world)
    with world.app.app_context():
        db.session.scalars(db.select(TrainingVersion).filter_by(ref=made.training_ref)).one().state = state
        db.session.commit()
    client = world.client("trainer")
    assert "No programme is published yet" in client.get("/training/programmes").text
    assert client.get(f"/training/programmes/{made.training_ref}").status_code == 404
    assert client.get(f"/training/programmes/{made.training_ref}/sessions/2.1").status_code == 404
