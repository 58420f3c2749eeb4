"""The worker: seals the audit trail so that a change shows, and deletes the unsubmitted scores of those who left."""

import pytest

from app.accounts.models import Person
from app.assessments.models import IndividualScore, RoundState
from app.audit.models import AuditEntry
from app.audit.services import SHORTENED, first_broken_seal, record
from app.db import db
from app.work import work_once
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import STANDARDS


def _score(world, ref, who="participant1"):
    for key in STANDARDS[:3]:
        world.client(who).post(round_url(world, ref, f"/scoring/standards/{key}"), data={"level": "4"})


def test_a_sealed_entry_that_is_changed_is_found(world, clock):
    _score(world, make_round(world, RoundState.SCORING, submitted=0))
    clock.advance(minutes=2)
    with world.app.app_context():
        work_once()
        assert first_broken_seal() is None
        assert db.session.scalar(db.select(db.func.count()).select_from(AuditEntry).filter_by(seal=None)) == 0
        changed = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id)).all()[1]
        changed.actor_id = world.people["director"]
        db.session.commit()
        assert first_broken_seal() == changed.id
    result = world.app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "was changed after it was sealed" in result.output


def test_an_entry_is_sealed_only_once_it_has_settled(world, clock):
    _score(world, make_round(world, RoundState.SCORING, submitted=0))
    with world.app.app_context():
        work_once()
        assert set(db.session.scalars(db.select(AuditEntry.seal))) == {None}


@pytest.mark.parametrize(("submitted", "left"), [(0, 0), (12, len(STANDARDS))])
def test_a_leavers_unsubmitted_scores_are_deleted_and_submitted_ones_stay(world, clock, submitted, left):
    ref = make_round(world, RoundState.SCORING, submitted=submitted)
    with world.app.app_context():
        db.session.get_one(Person, world.people["participant1"]).ended_at = clock()
        db.session.commit()
        before = db.session.scalar(db.select(db.func.count()).select_from(IndividualScore))
        work_once()
        after = db.session.scalar(db.select(db.func.count()).select_from(IndividualScore))
    assert before - after == (0 if left else 2)
    assert ref


def test_unsubmitted_scores_are_kept_while_scoring_and_deleted_a_year_after_the_close(world, clock):
    make_round(world, RoundState.WORKSHOP, submitted=11)
    total = 11 * len(STANDARDS)
    for days, kept in ((360, total + 2), (10, total)):
        clock.advance(days=days)
        with world.app.app_context():
            work_once()
            assert db.session.scalar(db.select(db.func.count()).select_from(IndividualScore)) == kept


def _entries(world) -> list[AuditEntry]:
    with world.app.app_context():
        return list(db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id)))


def _record(world, clock, action: str) -> None:
    with world.app.app_context():
        record(action, "x", actor_id=None, now=clock())
        db.session.commit()


def _pass_days(world, clock, days: int) -> int | None:
    """Let time pass with the worker at work; gives the first entry that does not fit."""
    clock.advance(days=days)
    with world.app.app_context():
        work_once()
        clock.advance(minutes=2)
        work_once()
        return first_broken_seal()


def test_the_chain_holds_when_its_beginning_is_deleted_again_and_again(world, clock):
    for action in ("first", "second"):
        _record(world, clock, action)
    assert _pass_days(world, clock, 1000) is None
    for action in ("third", "fourth"):
        _record(world, clock, action)
    assert _pass_days(world, clock, 1000) is None
    assert [each.action for each in _entries(world)] == ["first", "second", "third", "fourth"]
    assert _pass_days(world, clock, 600) is None
    kept = _entries(world)
    assert [each.action for each in kept] == ["third", "fourth", SHORTENED], "first and second are over 7 years old"
    assert kept[-1].became["last_deleted"] < kept[0].id
    _record(world, clock, "fifth")
    assert _pass_days(world, clock, 1000) is None
    kept = _entries(world)
    assert [each.action for each in kept] == [SHORTENED, "fifth", SHORTENED]
    assert _pass_days(world, clock, 9000) is None
    assert _entries(world)[0].action == SHORTENED, "the newest seal stays, so that the chain goes on"
    _record(world, clock, "sixth")
    assert _pass_days(world, clock, 1) is None
    assert all(each.seal for each in _entries(world))


def test_a_change_or_a_removal_shows_after_the_trail_was_shortened(world, clock):
    for action in ("first", "second"):
        _record(world, clock, action)
    _pass_days(world, clock, 1500)
    for action in ("third", "fourth", "fifth"):
        _record(world, clock, action)
    assert _pass_days(world, clock, 1500) is None
    third, fourth = _entries(world)[:2]
    assert third.action == "third"
    with world.app.app_context():
        db.session.get_one(AuditEntry, fourth.id).subject = "y"
        db.session.commit()
        assert first_broken_seal() == fourth.id
        db.session.get_one(AuditEntry, fourth.id).subject = "x"
        db.session.delete(db.session.get_one(AuditEntry, third.id))
        db.session.commit()
        assert first_broken_seal() == fourth.id, "nobody wrote down that the trail begins here"
