"""Certificates: the rules, and issued once however often pressed. Replaced, withdrawn, verified: test_verifying.py."""

import datetime as dt

import pytest

from app.db import db
from app.learning.models import CheckKind, Cohort, CohortDay, Mark, TrainingVersion, VersionState
from app.mail.models import Message
from tests import learning_factories
from tests.integration.engagements.test_at_once import at_once
from tests.integration.learning.certified import OVER, arrange, certificates, earn, press
from tests.integration.learning.made import make_training
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=0)


@pytest.fixture
def made(world, clock):
    """The last half-day has just ended."""
    clock.moment = OVER
    return make_training(world)


def test_attendance_and_check_make_a_certificate_that_says_what_it_must(world, made):
    arrange(world, made, earn)
    assert "Issue my certificate" in world.client("delegate1").get(made.url("/certificate")).text
    assert "Your certificate is issued" in press(world, made).text
    ((number, code, content),) = certificates(world)
    assert (number, len(code)) == (1, 19)
    assert (content.name, content.authority) == ("Delegate1", "Cheshire West and Chester Borough Council")
    assert (content.issuer, content.version) == ("Halton Borough Council", learning_factories.four_days().label)
    assert (content.minutes, content.booked, str(content.hours)) == (1320, 1320, "22")
    assert (content.correct, content.out_of, content.wording) == (6, 8, "not accredited")
    assert len(content.topics) == 8
    assert content.dates == learning_factories.DATES


def _part(minutes):
    def act(of, trainer):
        learning_factories.all_present(of, trainer, days=(1, 2, 3))
        learning_factories.attendance(of, trainer, day=4, half="morning", mark=Mark.LATE, minutes=minutes)
        learning_factories.attendance(of, trainer, day=4, half="afternoon", mark=Mark.ABSENT, minutes=0)
        learning_factories.attempt(of)

    return act


@pytest.mark.parametrize(("minutes", "issued"), [(66, 1), (65, 0)])
def test_part_attendance_counts_to_the_minute(world, made, minutes, issued):
    """990 minutes of three days and 66 of the fourth are 1,056, which is 80% of 1,320."""
    arrange(world, made, _part(minutes))
    shown = press(world, made).text
    assert len(certificates(world)) == issued
    assert issued or "1 more minute of attendance" in shown


def test_nothing_is_issued_before_the_last_half_day_is_over(world, made, clock):
    """Enough minutes and a passed check are there, but a half-day is still to come."""
    arrange(world, made, earn)
    clock.advance(minutes=-1)
    assert "The last half-day is not over yet" in press(world, made).text
    assert not certificates(world)
    clock.advance(minutes=1)
    press(world, made)
    assert len(certificates(world)) == 1


def test_future_half_days_are_in_the_sum(world, clock):
    made = make_training(world)  # between the halves

    def first_half(of, trainer):
        learning_factories.all_present(of, trainer, days=(1, 2))
        learning_factories.attempt(of)

    arrange(world, made, first_half)
    shown = press(world, made).text
    assert "660 of 1,320 minutes (50%)" in shown
    assert "396 more minutes of attendance" in shown
    assert not certificates(world)


def test_the_last_half_day_must_be_registered(world, made):
    def but_the_last(of, trainer):
        learning_factories.all_present(of, trainer, days=(1, 2, 3))
        learning_factories.attendance(of, trainer, day=4)
        learning_factories.attempt(of)

    arrange(world, made, but_the_last)
    assert "has not registered the last half-day yet" in press(world, made).text
    assert not certificates(world)


def test_retakes_count_by_the_best_and_the_check_before_never(world, made):
    arrange(world, made, learning_factories.all_present)
    arrange(world, made, lambda of, _: learning_factories.attempt(of, CheckKind.BEFORE, 8))
    arrange(world, made, lambda of, _: learning_factories.attempt(of, CheckKind.AFTER, 5))
    arrange(world, made, lambda of, _: learning_factories.attempt(of, CheckKind.AFTER, None))
    assert "A passed knowledge check after the programme" in press(world, made).text
    assert not certificates(world)
    arrange(world, made, lambda of, _: learning_factories.attempt(of, CheckKind.AFTER, 7))
    arrange(world, made, lambda of, _: learning_factories.attempt(of, CheckKind.AFTER, 2))
    press(world, made)
    assert certificates(world)[0][2].correct == 7


def test_it_is_issued_once_whoever_presses_how_often(world, made):
    arrange(world, made, earn)
    for _ in range(2):
        press(world, made)
        assert world.client("trainer").post(made.url("/certificates/issue")).status_code == 303
    assert len(certificates(world)) == 1


def test_it_is_issued_once_when_delegate_and_trainers_press_at_the_same_moment(world, made):
    arrange(world, made, earn)
    arrange(world, made, earn, "delegate2")
    ways = [
        ("delegate1", "/certificate/issue"),
        ("delegate1", "/certificate/issue"),
        *[("trainer", "/certificates/issue")] * 2,
    ]
    clients = [(world.client(who), made.url(rest)) for who, rest in ways]
    codes = at_once(*(lambda client=client, at=at: client.post(at) for client, at in clients))
    assert codes == [303] * 4
    assert sorted(content.name for _, _, content in certificates(world)) == ["Delegate1", "Delegate2"]


def test_trainers_issue_to_all_who_are_due_and_tell_them_once(world, made):
    arrange(world, made, earn)
    arrange(world, made, earn, "delegate3")
    trainer = world.client("trainer")
    assert "Issue 2 certificates" in trainer.get(made.url("/certificates")).text
    for _ in range(2):
        trainer.post(made.url("/certificates/issue"))
    with world.app.app_context():
        told = db.session.scalars(db.select(Message.recipient).filter_by(kind="certificate issued")).all()
    assert sorted(address.partition("@")[0] for address in told) == ["delegate1", "delegate3"]


def test_a_newer_version_of_the_programme_changes_nothing(world, made):
    """A version published after the cohort began counts less and is called otherwise; the cohort keeps its own."""
    with world.app.app_context():
        files = dict(learning_factories.files())
        front = files["programme.md"]
        label = learning_factories.four_days().label
        files["programme.md"] = front.replace(label, "2027-01").replace("not accredited", "accredited by nobody")
        db.session.add(
            TrainingVersion(
                key=learning_factories.four_days().key,
                label="2027-01",
                title="Newer",
                digest="f" * 64,
                files=files,
                state=VersionState.PUBLISHED,
                uploaded_at=OVER,
                published_at=OVER,
            )
        )
        db.session.commit()
    arrange(world, made, earn)
    press(world, made)
    ((_, code, content),) = certificates(world)
    assert (content.version, content.title) == (label, learning_factories.four_days().title)
    with world.app.app_context():  # even a cohort that were moved to it would not change what is issued
        db.session.execute(
            db.update(Cohort).values(
                training_version_id=db.select(TrainingVersion.id).filter_by(label="2027-01").scalar_subquery()
            )
        )
        db.session.execute(db.update(CohortDay).values(on_date=dt.date(2027, 1, 1)))
        db.session.commit()
    shown = world.client(None).get(f"/certificates/{code}").text
    assert label in shown
    assert "2027" not in shown
