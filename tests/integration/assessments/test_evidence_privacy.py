"""The attack on files and notes: what somebody offers alone changes nothing that anybody else can fetch, before it may.

Method of test_privacy.py: fetch all that everybody can see, add files behind the application's back, fetch again. On
SQLite: what is attacked is what pages say; that their queries run on both is seen in test_privacy.py and the rooms.
"""

import io

import pytest

from app.assessments.models import EvidenceItem, Participation, Round, RoundState
from app.db import db
from app.engagements.models import Engagement
from app.files.services import Upload, shelf_of, store
from app.files.sniffing import PDF
from tests.integration.assessments.rounds import make_round
from tests.integration.seeing import changed, differing, everything_seen, seen_again, signed_in
from tests.integration.test_tenancy import _values
from tests.unit.files import samples
from tests.world import STANDARDS, build_world

SUBMITTED, UNSUBMITTED = "participant1", "participant4"


def add_file(world, ref, who):
    """Put a file there as the application does; gives the reference of its evidence."""
    with world.app.app_context():
        a_round = db.session.scalar(db.select(Round).filter_by(ref=ref))
        engagement = db.session.get_one(Engagement, world.engagement_id)
        stored = store(
            Upload("secret-name.pdf", io.BytesIO(samples.PDF)),
            shelf_of(world.app.config["SETTINGS"]),
            engagement_id=engagement.id,
            owner_id=world.people[who],
            now=a_round.created_at,
        )
        assert stored.media_type == PDF.media_type
        item = EvidenceItem(
            round_id=a_round.id,
            standard_key=STANDARDS[0],
            owner_id=world.people[who],
            agency="Health",
            note="A secret note",
            file_id=stored.id,
            offered_alone=True,
            added_at=a_round.created_at,
        )
        db.session.add(item)
        db.session.commit()
        return item.ref


def differences(world, ref, *who, watchers=None):
    """Addresses whose answer changes when each of `who` has added a file; `watchers` None: for everybody else."""
    values = _values(world, world.engagement_ref, ref)
    clients = signed_in(world, watchers) if watchers else signed_in(world)
    before = everything_seen(world, values, clients)
    with changed() as written:
        items = [add_file(world, ref, each) for each in who]
    found = differing(before, seen_again(clients, before, written))
    for watcher, client in clients.items():
        for item in items:
            address = world.url(f"/rounds/{ref}/evidence/{item}/file")
            if client.get(address).status_code == 200:
                found.add((watcher, address))
    return found


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("state", [RoundState.SCORING, RoundState.WORKSHOP])
def test_before_the_scores_are_shown_a_file_tells_nobody_anything(app, state):
    world = build_world(app, participants=4)
    ref = make_round(world, state, submitted=3, shown=False)
    assert differences(world, ref, SUBMITTED, UNSUBMITTED) == set()


@pytest.mark.parametrize("state", [RoundState.WORKSHOP, RoundState.SIGNED])
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_file_of_somebody_who_did_not_submit_is_never_seen(app, state):
    world = build_world(app, participants=4)
    ref = make_round(world, state, submitted=3)
    assert differences(world, ref, UNSUBMITTED) == set()


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_attack_bites(app):
    """Once the scores are shown, a file of somebody who submitted is seen; and its owner sees it before."""
    world = build_world(app, participants=4)
    ref = make_round(world, RoundState.WORKSHOP, submitted=3)
    seen = {address.rpartition("/")[2] for _, address in differences(world, ref, SUBMITTED, watchers=("consultant",))}
    assert seen >= {"evidence", "file"}
    with world.app.app_context():
        db.session.scalar(db.select(Round).filter_by(ref=ref)).scores_shown_at = None
        db.session.commit()
        assert db.session.scalar(db.select(db.func.count(Participation.submitted_at))) == 3
    assert {who for who, _ in differences(world, ref, SUBMITTED, watchers=("consultant", SUBMITTED))} == {SUBMITTED}
