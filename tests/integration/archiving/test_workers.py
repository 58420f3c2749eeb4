"""Several workers: none makes what another makes; one that was killed is begun anew; whoever lost the lease stops."""

import pytest

from app.accounts.models import Membership
from app.archiving.errors import LeaseLostError
from app.archiving.models import ArchiveState
from app.archiving.services import making
from app.archiving.services.making import claim_next, make_next
from app.db import db
from app.db.clock import now
from app.documents.making import NotMadeError
from app.files.storage import storage_from
from app.mail.models import Message
from tests.integration.archiving.asked import archives, ask, make


def _stored(world):
    return {each.key for each in storage_from(world.app.config["SETTINGS"]).stored()}


def _messages(world):
    with world.app.app_context():
        return db.session.scalar(db.select(db.func.count(Message.id)).filter_by(kind="archive ready"))


def test_what_one_worker_holds_no_other_takes_until_the_lease_ends(world, clock):
    ask(world)
    with world.app.app_context():
        first = claim_next(now())
        assert first
        assert claim_next(now()) is None
        assert not make_next(clock=now)
        clock.advance(minutes=5, seconds=1)  # it was killed
        assert make_next(clock=now)
        assert not make_next(clock=now)
        with pytest.raises(LeaseLostError):  # and if it was only slow, it stops at its next step
            making._renew(first, 1, 2, now=now())
    assert archives(world)[0].state is ArchiveState.READY
    assert _messages(world) == 1


def test_mail_goes_on_while_an_archive_is_made(world, clock):
    ask(world)
    sent = []
    with world.app.app_context():
        assert make_next(clock=now, meanwhile=lambda: sent.append(archives(world)[0].state))
    assert len(sent) > 10, "after each part"
    assert set(sent) == {ArchiveState.MAKING}
    assert archives(world)[0].state is ArchiveState.READY


def test_whoever_loses_the_lease_at_the_end_throws_away_what_it_made(world, clock, monkeypatch):
    ask(world)
    before = _stored(world)
    store = making._store

    def slow(*args):
        made = store(*args)
        clock.advance(minutes=6)
        monkeypatch.setattr(making, "_store", store)
        with world.app.app_context():
            assert make_next(clock=now)  # another worker begins anew, and is done first
        return made

    monkeypatch.setattr(making, "_store", slow)
    make(world)
    made = archives(world)[0]
    assert made.state is ArchiveState.READY
    assert _stored(world) - before == {made.storage_key}
    assert _messages(world) == 1


def test_progress_is_seen_while_it_is_made(world, monkeypatch):
    ask(world)
    seen = []
    renew = making._renew

    def watched(*args, **values):
        renew(*args, **values)
        with world.app.app_context():
            seen.append((archives(world)[0].done, archives(world)[0].steps))

    monkeypatch.setattr(making, "_renew", watched)
    make(world)
    assert [done for done, _ in seen] == list(range(len(seen)))
    assert {steps for _, steps in seen} == {len(seen)}


def test_a_failure_is_told_and_can_be_asked_for_again(world, monkeypatch):
    def broken(*_):
        raise NotMadeError("typst")

    ask(world)
    with monkeypatch.context() as patch:
        patch.setattr(making, "_store", broken)
        make(world)
    assert archives(world)[0].state is ArchiveState.FAILED
    assert "Ask for it again" in world.client("director").get(world.url("/archives")).text
    ask(world)
    make(world)
    assert [each.state for each in archives(world)] == [ArchiveState.FAILED, ArchiveState.READY]


def test_somebody_who_left_meanwhile_gets_nothing(world):
    ask(world)
    with world.app.app_context():
        db.session.execute(
            db.update(Membership).where(Membership.person_id == world.people["director"]).values(ended_at=now())
        )
        db.session.commit()
    make(world)
    [left] = archives(world)
    assert left.state is ArchiveState.FAILED
    assert "no longer holds the role" in left.error
    assert _messages(world) == 0


def test_one_that_kills_its_workers_all_day_is_given_up(world, clock):
    ask(world)
    clock.advance(days=1, minutes=1)
    with world.app.app_context():
        assert claim_next(now())  # no worker ran for a day: it is begun all the same
    clock.advance(minutes=6)
    assert not make(world)
    assert archives(world)[0].state is ArchiveState.FAILED
