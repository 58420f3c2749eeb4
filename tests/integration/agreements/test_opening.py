"""The initial agreement opens the engagement: signed here, or on paper with its days and its scan."""

import datetime as dt
import io
from decimal import Decimal

import pytest

from app.agreements.content import agreement_from
from app.agreements.models import AgreementKind, AgreementState, AgreementVersion
from app.agreements.services.opening import open_on_agreement
from app.db import db
from app.db.clock import now, today
from app.engagements.models import EngagementState
from app.files.models import StoredFile
from app.security import Identity
from tests.clients import page, summary_errors
from tests.integration.agreements.drafts import (
    PAPER,
    draft,
    engagement_of,
    lines,
    make_draft_engagement,
    record_paper,
    versions,
)
from tests.integration.plans.plans import scope_of

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def somebody(world, key="manager"):
    person_id = world.people[key]
    return Identity(person_id, "ref", "Manager", "m@halton.example", 1, False, world.lead_id, "Halton", 1, ())


def test_paper_opens_a_draft_as_version_one_with_its_days_and_scan(world):
    make_draft_engagement(world)
    manager = world.client("manager")
    shown = page(manager.get(world.url("/open")))
    assert shown.find("input", id="scoping_days")["value"] == "3"
    assert shown.find("input", id="self_assessment_days")["value"] == "4"
    sent = {**PAPER, "scoping_days": "2.5", "file": (io.BytesIO(PDF), "signed.pdf"), "once": "abcdefgh12345678"}
    assert manager.post(world.url("/open"), data=sent).location == world.url("/")
    again = {**PAPER, "once": "abcdefgh12345678"}
    assert manager.post(world.url("/open"), data=again).status_code == 303
    [made] = versions(world)
    content = agreement_from(made.content)
    assert (made.number, made.state, made.on_paper, made.signed_on) == (
        1, AgreementState.SIGNED, True, dt.date(2026, 11, 20),
    )  # fmt: skip
    assert [(line.kind, line.quarters) for line in content.lines] == [("scoping", 10), ("self_assessment", 16)]
    assert content.legal_power == "As in the signed paper."
    opened = engagement_of(world)
    assert (opened.state, opened.agreement_signed_on) == (EngagementState.OPEN, dt.date(2026, 11, 20))
    with world.app.app_context():
        assert db.session.get_one(StoredFile, made.file_id).name == "signed.pdf"


def test_a_draft_that_both_signed_on_paper_is_recorded_as_it_was_drafted(world):
    make_draft_engagement(world)
    ref = draft(world, AgreementKind.INITIAL)
    manager = world.client("manager")
    shown = page(manager.get(world.url("/open")))
    assert not shown.find("input", id="scoping_days")
    assert "Scoping exercise" in shown.main.text
    assert manager.post(world.url("/open"), data=PAPER).status_code == 303
    [made] = versions(world)
    assert (made.ref, made.number, made.on_paper) == (ref, 1, True)
    assert "1970" in agreement_from(made.content).legal_power
    assert engagement_of(world).state is EngagementState.OPEN


def test_an_older_engagement_is_offered_the_same_form_and_nothing_breaks_without(world):
    manager = world.client("manager")
    home = page(manager.get(world.url("/")))
    assert home.find("a", string="Initial agreement")["href"] == world.url("/open")
    shown = page(manager.get(world.url("/open")))
    assert shown.h1.text == "Record the initial agreement"
    assert not shown.find("input", id="signed_on-day"), "the day is known"
    assert manager.post(world.url("/open"), data=PAPER).status_code == 303
    [made] = versions(world)
    assert made.signed_on == dt.date(2026, 9, 15)
    assert manager.get(world.url("/open")).location == world.url("/")
    assert manager.post(world.url("/open"), data=PAPER).status_code == 303
    assert len(versions(world)) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"signed_on-day": "21"}, "Date on which both had signed must be today or in the past"),
        ({"scoping_days": "0", "self_assessment_days": "0"}, "Enter the days of at least one of the two"),
        ({"scoping_days": "a few"}, "Days for scoping must be a number of days, like 20, 20.25 or 20.5"),
        ({"scoping_days": "29"}, "The days must be 30 days or fewer together, which is the cap"),
        ({"file": "virus.exe"}, None),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world, wrong, message):
    make_draft_engagement(world)
    sent = {**PAPER, "scoping_days": "2.25", **wrong}
    if "file" in sent:
        sent["file"] = (io.BytesIO(b"MZ nothing that is taken"), sent["file"])
    response = world.client("manager").post(world.url("/open"), data=sent)
    assert response.status_code == 422
    [said] = summary_errors(response)
    assert message is None or said == message
    kept = page(response).find("input", id="scoping_days")["value"]
    assert kept == sent["scoping_days"]
    assert not versions(world)
    assert engagement_of(world).state is EngagementState.DRAFT


def test_what_both_sign_here_opens_with_what_was_signed(world):
    make_draft_engagement(world)
    ref = draft(world, AgreementKind.INITIAL)
    with world.app.app_context():
        version = db.session.scalars(db.select(AgreementVersion).filter_by(ref=ref)).one()
        version.day_rate, version.signed_on = Decimal(520), dt.date(2026, 11, 19)
        version.state, version.number, version.content = AgreementState.SIGNED, 1, {}
        open_on_agreement(version, scope_of(world), today=today(), actor=somebody(world), now=now())
        db.session.commit()
    opened = engagement_of(world)
    assert (opened.state, opened.agreement_signed_on, opened.day_rate) == (
        EngagementState.OPEN, dt.date(2026, 11, 19), Decimal(520),
    )  # fmt: skip


@pytest.mark.parametrize("who", ["consultant", "lead_officer", "director", "finance_officer", "participant1"])
def test_only_the_manager_drafts(world, who):
    make_draft_engagement(world)
    ref = draft(world, AgreementKind.INITIAL)
    client = world.client(who)
    for path in ("/open", "/agreement/draft", *(f"/agreement/{ref}/{part}" for part in ("terms", "lines", "withdraw"))):
        assert client.get(world.url(path)).status_code == 403, path
        assert client.post(world.url(path)).status_code == 403, path


@pytest.mark.parametrize("who", ["stranger_manager", "stranger_director", "administrator"])
def test_strangers_get_404(world, who):
    record_paper(world)
    [made] = versions(world)
    for path in ("/open", "/agreement", "/agreement/draft", f"/agreement/{made.ref}/terms"):
        assert world.client(who).get(world.url(path)).status_code == 404, path


@pytest.mark.parametrize(
    ("who", "said"),
    [("manager", "Draft it here, or record that both have signed it on paper"), ("director", "Halton drafts it")],
)
def test_the_home_of_a_draft_says_whose_turn_it_is(world, who, said):
    make_draft_engagement(world)
    home = page(world.client(who).get(world.url("/"))).main.text
    assert "Initial agreement" in home
    assert said in home


def test_the_lines_that_are_suggested_are_seven_days(world):
    make_draft_engagement(world)
    ref = draft(world, AgreementKind.INITIAL)
    assert [(line.kind.value, line.quarters) for line in lines(world, ref)] == [
        ("scoping", 12), ("self_assessment", 16),
    ]  # fmt: skip
