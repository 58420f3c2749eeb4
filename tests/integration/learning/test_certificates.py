"""Certificates: the rules, once however often pressed, frozen, replaced by name, withdrawn, verified in public."""

import datetime as dt
import io
from dataclasses import replace

import pikepdf
import pytest

from app.accounts.models import Person
from app.db import db
from app.learning.certificate import certificate_from
from app.learning.models import (
    Certificate,
    CheckKind,
    Cohort,
    CohortDay,
    Enrolment,
    EnrolmentState,
    Mark,
    TrainingState,
    TrainingVersion,
)
from app.mail.models import Message
from tests import learning_factories
from tests.clients import page, summary_errors
from tests.integration.engagements.test_at_once import at_once
from tests.integration.learning.made import make_training
from tests.unit.documents.test_pdf import text_of
from tests.world import build_world

OVER = dt.datetime(2026, 11, 25, 16, 30, tzinfo=dt.UTC)


@pytest.fixture
def world(app):
    return build_world(app, participants=0)


@pytest.fixture
def made(world, clock):
    """The last half-day has just ended."""
    clock.moment = OVER
    return make_training(world)


def arrange(world, made, act, who="delegate1"):
    """Change what there is of a delegate: `act` gets the enrolment and the trainer."""
    with world.app.app_context():
        of = db.session.scalar(db.select(Enrolment).filter_by(ref=made.enrolments[who]))
        act(of, db.session.get_one(Person, world.people["trainer"]))
        db.session.commit()


def earn(of, trainer):
    learning_factories.all_present(of, trainer)
    learning_factories.attempt(of)


def certificates(world):
    with world.app.app_context():
        found = db.session.scalars(db.select(Certificate).order_by(Certificate.id)).all()
        return [(each.number, each.code, certificate_from(each.content)) for each in found]


def press(world, made, who="delegate1"):
    client = world.client(who)
    return client.post(made.url("/certificate/issue"), follow_redirects=True)


def rename(world, name, who="delegate1"):
    with world.app.app_context():
        db.session.get_one(Person, world.people[who]).name = name
        db.session.commit()


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
                state=TrainingState.PUBLISHED,
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


def test_a_changed_name_makes_a_new_certificate_that_refers_to_the_former_without_its_name(world, made):
    arrange(world, made, earn)
    press(world, made)
    rename(world, "Ada Obi")
    delegate, public = world.client("delegate1"), world.client(None)
    assert "Your name is now Ada Obi" in delegate.get(made.url("/certificate")).text
    for _ in range(2):
        assert delegate.post(made.url("/certificate/replace")).status_code == 303
    (_, former, was), (number, code, content) = certificates(world)
    assert number == 2
    assert (content.replaces_code, content.replaces_on) == (former, was.issued_on)
    assert replace(content, name=was.name, replaces_code="", replaces_on=None) == was
    shown = public.get(f"/certificates/{code}").text
    assert f"Replaces certificate no. {former}" in shown
    assert "Ada Obi" in shown
    assert "Delegate1" not in shown
    old = public.get(f"/certificates/{former}").text
    assert "This certificate was replaced" in old
    assert not [each for each in ("Ada Obi", "Delegate1", code, "Cheshire") if each in old]


def test_a_trainer_replaces_at_the_same_moment_as_the_delegate_and_it_is_one(world, made):
    arrange(world, made, earn)
    press(world, made)
    rename(world, "Ada Obi")
    own, trainer = world.client("delegate1"), world.client("trainer")
    at, named = made.url("/certificate/replace"), {"enrolment": made.enrolments["delegate1"]}
    assert at_once(lambda: own.post(at), lambda: trainer.post(at, data=named)) == [303, 303]
    assert [number for number, *_ in certificates(world)] == [1, 2]
    assert world.client("manager").post(at, data=named).status_code == 403
    assert world.client("delegate2").post(at, data=named).status_code == 403


def test_withdrawn_it_says_when_and_why_and_nothing_else_of_the_person(world, made):
    arrange(world, made, earn)
    press(world, made)
    code = certificates(world)[0][1]
    at = made.url(f"/certificates/{made.enrolments['delegate1']}/withdraw")
    manager = world.client("manager")
    empty = manager.post(at, data={"reason": " "})
    assert (empty.status_code, summary_errors(empty)) == (422, ["Say why the certificate is withdrawn"])
    long = manager.post(at, data={"reason": "x" * 501})
    assert (long.status_code, page(long).find("textarea").text.strip()) == (422, "x" * 501)
    for _ in range(2):
        assert manager.post(at, data={"reason": "The register was wrong."}).status_code == 303
    shown = world.client(None).get(f"/certificates/{code}").text
    assert "This certificate was withdrawn" in shown
    assert "25 November 2026" in shown
    assert "The register was wrong." in shown
    assert not [each for each in ("Delegate1", "Cheshire", "1,320") if each in shown]
    assert "The register was wrong." in press(world, made).text
    assert len(certificates(world)) == 1
    with world.app.app_context():
        told = db.session.scalars(db.select(Message.recipient).filter_by(kind="certificate withdrawn")).all()
    assert len(told) == 1
    assert world.client("delegate2").get(at).status_code == 403


@pytest.mark.parametrize("typed", ["2345-6789-abcd-efgh", "no-such-code", "x" * 300])
def test_an_unknown_number_is_404_and_says_what_to_do(world, typed):
    sent = world.client(None).get(f"/certificates/{typed}")
    assert sent.status_code == 404
    assert "No certificate has this number" in summary_errors(sent)[0]


def test_a_number_is_found_however_it_is_typed_and_kept_out_of_search_engines(world, made):
    arrange(world, made, earn)
    press(world, made)
    code = certificates(world)[0][1]
    public = world.client(None)
    sent = public.post("/certificates", data={"code": f" {code.upper().replace('-', ' ')} "})
    assert (sent.status_code, sent.location) == (303, f"/certificates/{code}")
    shown = public.get(sent.location)
    assert "This certificate is valid" in shown.text
    assert shown.headers["X-Robots-Tag"] == "noindex"
    assert len(public.queries) == 1
    wrong = public.post("/certificates", data={"code": "12"})
    assert (wrong.status_code, page(wrong).find(id="code")["value"]) == (422, "12")


def test_the_file_belongs_to_the_delegate_trainers_and_managers(world, made):
    arrange(world, made, earn)
    press(world, made)
    at = made.url(f"/certificates/{made.enrolments['delegate1']}/certificate.pdf")
    made_file = world.client("delegate1").get(at).data
    with pikepdf.open(io.BytesIO(made_file)) as opened, opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert opened.Root.Lang == "en-GB"
    assert "Not accredited" in text_of(made_file)
    assert "22 hours" in text_of(made_file)
    assert world.client("delegate2").get(at).status_code == 404
    assert world.client("stranger_trainer").get(at).status_code == 404
    assert (
        world.client("manager").get(at.replace(made.enrolments["delegate1"], made.enrolments["delegate2"])).status_code
        == 404
    )


def test_managers_see_certificates_and_nothing_of_who_has_none(world, made):
    arrange(world, made, earn)
    press(world, made)
    shown = world.client("manager").get(made.url("/certificates")).text
    assert "Delegate1" in shown
    assert "Delegate2" not in shown
    assert "minutes" not in shown
    assert world.client("delegate1").get(made.url("/certificates")).status_code == 403
    assert world.client("manager").post(made.url("/certificates/issue")).status_code == 403
    assert world.client("waiting").post(made.url("/certificate/issue")).status_code == 403


def test_a_certificate_outlives_the_place_and_can_still_be_withdrawn(world, made):
    arrange(world, made, earn)
    press(world, made)

    def give_up(of, _):
        of.state, of.withdrawn_at = EnrolmentState.WITHDRAWN, OVER

    arrange(world, made, give_up)
    at = made.url(f"/certificates/{made.enrolments['delegate1']}")
    assert world.client("delegate1").get(f"{at}/certificate.pdf").status_code == 200
    assert world.client("trainer").post(f"{at}/withdraw", data={"reason": "Wrong."}).status_code == 303
    assert "was withdrawn" in world.client(None).get(f"/certificates/{certificates(world)[0][1]}").text


def test_the_own_page_takes_few_queries(world, made):
    arrange(world, made, earn)
    client = world.client("delegate1")
    client.get(made.url("/certificate"))
    client.get(made.url("/certificate"))
    assert len(client.queries) <= 5
