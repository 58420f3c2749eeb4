"""Scoring alone: what a participant can say, how it is kept, and when it can no longer change."""

import pytest

from app.accounts.models import Authority, Person
from app.assessments.models import IndividualScore, Participation, Round, RoundState
from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement
from app.mail.models import Message
from app.security.roles import Role
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import STANDARDS


@pytest.fixture
def ref(world):
    return make_round(world, submitted=11)


def standard_url(world, ref, key=STANDARDS[4]):
    return round_url(world, ref, f"/scoring/standards/{key}")


def stored(world, key=STANDARDS[4], who="participant12"):
    with world.app.app_context():
        query = (
            db.select(IndividualScore)
            .join(Participation)
            .filter(Participation.person_id == world.people[who], IndividualScore.standard_key == key)
        )
        return db.session.scalar(query)


def test_each_level_text_is_in_view_with_its_signs(world, ref):
    text = world.client("participant12").get(standard_url(world, ref)).text
    assert text.count('name="level"') == 6
    assert "Data sits in separate services" in text


def test_an_answer_is_kept_with_its_evidence_and_leads_to_the_next_standard(world, ref):
    me = world.client("participant12")
    form = {"level": "4", "evidence_note": "Needs assessment 2026", "evidence_link": "https://www.example.gov.uk/jsna"}
    response = me.post(standard_url(world, ref), data=form)
    assert response.location.endswith(STANDARDS[5])
    again = page(me.get(standard_url(world, ref)))
    assert again.find("input", attrs={"name": "level", "checked": True})["value"] == "4"
    assert again.find(id="evidence_link")["value"] == "https://www.example.gov.uk/jsna"


def test_cannot_score_needs_a_reason_and_keeps_what_was_typed(world, ref):
    me = world.client("participant12")
    response = me.post(standard_url(world, ref), data={"level": "cannot", "evidence_note": "half a thought"})
    assert response.status_code == 422
    assert summary_errors(response) == ["Say why you cannot score this standard"]
    assert "half a thought" in response.text
    me.post(standard_url(world, ref), data={"level": "cannot", "cannot_reason": "I joined last week."})
    assert stored(world).cannot_score
    assert stored(world).level is None


def test_a_link_that_is_no_web_address_is_refused(world, ref):
    response = world.client("participant12").post(
        standard_url(world, ref), data={"level": "2", "evidence_link": "javascript:alert(1)"}
    )
    assert response.status_code == 422
    assert stored(world) is None


def test_a_choice_is_saved_as_it_is_made_and_says_when(world, ref):
    response = world.client("participant12").post(
        standard_url(world, ref), data={"level": "2"}, headers={"HX-Request": "true"}
    )
    assert "Saved at 12:00" in response.text
    assert "<html" not in response.text
    assert stored(world).level == 2


def test_submitting_needs_every_standard_and_names_what_is_missing(world, ref):
    response = world.client("participant12").post(round_url(world, ref, "/scoring/submit"))
    assert response.status_code == 422
    assert len(summary_errors(response)) == len(STANDARDS) - 2


def test_answers_can_be_amended_until_scoring_closes_and_not_after(world, ref):
    first = world.client("participant1")
    first.post(standard_url(world, ref), data={"level": "5"})
    assert stored(world, who="participant1").level == 5
    world.client("lead_officer").post(round_url(world, ref, "/close"))
    late = first.post(standard_url(world, ref), data={"level": "1", "evidence_note": "typed for nothing?"})
    assert late.status_code == 409
    assert "typed for nothing?" in late.text, "what was typed can still be copied"
    assert stored(world, who="participant1").level == 5


def test_a_double_press_submits_once(world, ref):
    me = world.client("participant1")
    me.post(round_url(world, ref, "/scoring/submit"))
    with world.app.app_context():
        assert (
            db.session.scalar(db.select(db.func.count()).select_from(AuditEntry).filter_by(action="scores submitted"))
            == 0
        )


@pytest.mark.parametrize("who", ["lead_officer", "consultant", "director", "manager"])
def test_only_participants_reach_a_scoring_page(world, ref, who):
    assert world.client(who).get(standard_url(world, ref)).status_code == 403


def test_a_participant_of_the_engagement_who_was_not_asked_gets_404(world, ref):
    with world.app.app_context():
        extra = factories.person()
        factories.membership(
            extra,
            Role.PARTICIPANT,
            db.session.get_one(Authority, world.partner_id),
            db.session.get_one(Engagement, world.engagement_id),
        )
        world.people["unasked"] = extra.id
        db.session.commit()
    assert world.client("unasked").get(round_url(world, ref, "/scoring")).status_code == 404


def test_reminding_reaches_only_those_who_have_not_submitted(world, ref):
    world.client("lead_officer").post(round_url(world, ref, "/remind"))
    with world.app.app_context():
        assert list(db.session.scalars(db.select(Message.recipient))) == ["participant12@" + _domain(world)]


def _domain(world):
    return db.session.get_one(Person, world.people["participant12"]).email.partition("@")[2]


def test_scoring_reopens_for_the_late_until_scores_are_shown(world, ref):
    officer, consultant = world.client("lead_officer"), world.client("consultant")
    officer.post(round_url(world, ref, "/close"))
    officer.post(round_url(world, ref, "/reopen"), data={"reason": "Two schools were on leave."})
    assert "11 of 12 have submitted" in officer.get(round_url(world, ref)).text
    officer.post(round_url(world, ref, "/close"))
    consultant.post(round_url(world, ref, "/workshop/show"))
    officer.post(round_url(world, ref, "/reopen"), data={"reason": "One more."})
    shown = officer.get(round_url(world, ref)).text
    assert "A score added now could be told apart" in shown
    with world.app.app_context():
        assert db.session.scalar(db.select(Round.state).filter_by(ref=ref)) is RoundState.WORKSHOP


def test_removing_somebody_deletes_what_was_not_submitted_and_keeps_what_was(world, ref):
    officer = world.client("lead_officer")
    table = page(officer.get(round_url(world, ref, "/participants")))
    buttons = [form["action"] for form in table.find_all("form", action=True) if form["action"].endswith("/remove")]
    assert len(buttons) == 1, "only who has not submitted can be removed"
    officer.post(buttons[0])
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(IndividualScore)) == 11 * len(STANDARDS)
