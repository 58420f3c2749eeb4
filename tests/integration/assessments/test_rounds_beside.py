"""A mid-year and an end-of-year round beside the baseline: when, on which text, and with whom."""

import re

import pytest

from app.accounts.models import Authority, Person
from app.assessments.models import IndividualScore, Participation, Round, RoundKind, RoundState
from app.db import db
from app.engagements.models import Engagement
from app.instruments.document import digest
from app.security.roles import Role
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import make_round, press, round_url
from tests.integration.instruments.texts import reworded, version
from tests.world import STANDARDS

DEADLINE = {"deadline-day": "4", "deadline-month": "6", "deadline-year": "2027"}


def start(client, world, kind="mid_year", instrument=None, once="start-mid-year"):
    form = {"kind": kind, "instrument": instrument or world.digest, "once": once} | DEADLINE
    return client.post(world.url("/rounds/new"), data=form)


def ref_of(response):
    return re.search(r"/rounds/(\w+)/", response.location).group(1)


def test_a_mid_year_round_runs_beside_a_signed_baseline(world):
    baseline = make_round(world, RoundState.SIGNED)
    officer = world.client("lead_officer")
    assert "Mid-year self-assessment" in officer.get(world.url("/")).text
    response = start(officer, world)
    assert response.status_code == 303
    home = officer.get(world.url("/")).text
    assert f"/rounds/{baseline}/result" in home
    assert f"/rounds/{ref_of(response)}/" in home
    assert "Version 1" in officer.get(round_url(world, baseline, "/result")).text
    with world.app.app_context():
        mid_year = db.session.scalar(db.select(Round).filter_by(kind=RoundKind.MID_YEAR))
        scores = db.select(db.func.count()).select_from(IndividualScore).join(Participation)
        assert db.session.scalar(scores.where(Participation.round_id == mid_year.id)) == 0, "scores never carry over"


@pytest.mark.parametrize("state", [RoundState.SCORING, RoundState.WITH_DIRECTOR, RoundState.REOPENED])
def test_no_round_starts_while_another_is_not_signed(world, state):
    make_round(world, state)
    officer = world.client("lead_officer")
    shown = officer.get(world.url("/rounds/new")).text
    assert "The baseline round is under way. The next one can start once its result is signed." in shown
    answer = start(officer, world)
    assert answer.status_code == 303, "there is no form to correct: the round that is under way is shown"
    assert "The baseline round is under way." in officer.get(answer.location).text
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Round)) == 1


def test_the_rounds_keep_their_order(world):
    officer = world.client("lead_officer")
    kinds = [each["value"] for each in page(officer.get(world.url("/rounds/new"))).find_all("input", {"name": "kind"})]
    assert kinds == ["baseline"]
    assert start(officer, world).status_code == 422
    make_round(world, RoundState.SIGNED)
    kinds = [each["value"] for each in page(officer.get(world.url("/rounds/new"))).find_all("input", {"name": "kind"})]
    assert kinds == ["mid_year", "end_of_year"]
    assert start(officer, world, kind="end_of_year").status_code == 303


def test_a_signed_result_stays_closed_once_a_later_round_has_started(world):
    baseline = make_round(world, RoundState.SIGNED)
    start(world.client("lead_officer"), world)
    assert "/result/reopen" not in world.client("director").get(round_url(world, baseline, "/result")).text


def test_the_newest_text_is_told_apart_from_the_one_before(world):
    make_round(world, RoundState.SIGNED)
    with world.app.app_context():
        text = reworded("2027-06")
        factories.instrument_version(text)
        db.session.commit()
    officer = world.client("lead_officer")
    shown = page(officer.get(world.url("/rounds/new")))
    labels = [each.get_text(" ", strip=True) for each in shown.select("label[for^=instrument]")]
    assert len(labels) == 2
    assert labels[0].endswith("as in the baseline round")
    assert labels[1].endswith("the newest")
    assert "Reworded" in shown.find("table").get_text(" ")
    answer = start(officer, world, instrument=digest(text))
    assert answer.status_code == 303
    with world.app.app_context():
        mid_year = db.session.scalar(db.select(Round.instrument_digest).filter_by(kind=RoundKind.MID_YEAR))
        assert mid_year == digest(text)


def test_another_questionnaire_is_refused(world):
    make_round(world, RoundState.SIGNED)
    with world.app.app_context():
        text = version("2027-06", key="another")
        factories.instrument_version(text)
        db.session.commit()
    answer = start(world.client("lead_officer"), world, instrument=digest(text))
    assert summary_errors(answer) == ["Choose one of the options"]


def test_the_same_people_are_asked_with_one_press_and_the_list_stays_editable(world):
    make_round(world, RoundState.SIGNED)
    with world.app.app_context():
        db.session.get_one(Person, world.people["participant1"]).ended_at = factories.now()
        lead = db.session.get_one(Authority, world.lead_id)
        factories.membership(db.session.get_one(Person, world.people["participant2"]), Role.TRAINER, lead)
        db.session.commit()
    officer = world.client("lead_officer")
    ref = ref_of(start(officer, world))
    shown = officer.get(round_url(world, ref, "/participants"))
    assert len(officer.queries) <= 5
    assert "Ask the same people as in the baseline round" in shown.text
    press(world, ref, "lead_officer", "/participants", "/participants/same")
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        taking_part = (
            db.select(Participation.person_id, Participation.agency)
            .join(Round)
            .where(Round.engagement_id == engagement.id)
        )
        baseline = {tuple(row) for row in db.session.execute(taking_part.where(Round.kind == RoundKind.BASELINE))}
        mid_year = {tuple(row) for row in db.session.execute(taking_part.where(Round.kind == RoundKind.MID_YEAR))}
    gone = {world.people["participant1"], world.people["participant2"]}
    assert mid_year == {row for row in baseline if row[0] not in gone}, "who left or joined the lead is not asked"
    text = officer.get(round_url(world, ref, "/participants")).text
    assert "Ask the same people" not in text
    assert "Remove" in text


def test_asking_the_same_people_twice_asks_once(world):
    make_round(world, RoundState.SIGNED)
    officer = world.client("lead_officer")
    ref = ref_of(start(officer, world))
    for _ in range(2):
        assert officer.post(round_url(world, ref, "/participants/same")).status_code == 303
    with world.app.app_context():
        joined = db.select(db.func.count()).select_from(Participation).join(Round)
        assert db.session.scalar(joined.where(Round.kind == RoundKind.MID_YEAR)) == 12


def test_what_is_scored_then_tells_nothing_of_what_was_scored_before(world):
    make_round(world, RoundState.SIGNED)
    officer = world.client("lead_officer")
    ref = ref_of(start(officer, world))
    press(world, ref, "lead_officer", "/participants", "/participants/same")
    press(world, ref, "lead_officer", "/", "/open")
    shown = page(world.client("participant3").get(round_url(world, ref, f"/scoring/standards/{STANDARDS[0]}")))
    assert not shown.find_all("input", attrs={"name": "level", "checked": True})
