"""Certificates once they are issued: replaced by name, withdrawn, verified in public, as a file."""

import io
from dataclasses import replace

import pikepdf
import pytest

from app.db import db
from app.learning.models import EnrolmentState
from app.mail.models import Message
from tests.clients import page, summary_errors
from tests.integration.engagements.test_at_once import at_once
from tests.integration.learning.certified import OVER, arrange, certificates, earn, press, rename
from tests.integration.learning.made import make_training
from tests.unit.documents.test_pdf import text_of
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=0)


@pytest.fixture
def made(world, clock):
    """The last half-day has just ended."""
    clock.moment = OVER
    return make_training(world)


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
    again = press(world, made).text
    assert "The register was wrong." in again
    assert "so no other one is issued" in again
    assert "Your certificate is issued" not in again
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
