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


def test_a_page_opened_before_the_answer_was_given_cannot_wipe_it_out(world, ref):
    first = world.client("participant1")
    before = stored(world, who="participant1").level
    first.post(standard_url(world, ref), data={"evidence_note": "From the other tab"})
    after = stored(world, who="participant1")
    assert (after.level, after.evidence_note) == (before, "From the other tab")


def test_changing_a_score_does_not_touch_the_date_of_its_evidence(world, ref, clock):
    me = world.client("participant12")
    me.post(standard_url(world, ref), data={"level": "2", "evidence_note": "Strategy"})
    offered = stored(world).evidence_at
    clock.advance(days=2)
    me.post(standard_url(world, ref), data={"level": "4", "evidence_note": "Strategy"})
    assert stored(world).evidence_at == offered
    me.post(standard_url(world, ref), data={"level": "4", "evidence_note": "Strategy, page 4"})
    assert stored(world).evidence_at > offered


def test_a_reminder_does_not_let_a_leaver_in_again(world, ref, clock):
    with world.app.app_context():
        db.session.get_one(Person, world.people["participant12"]).ended_at = clock()
        db.session.commit()
    officer = world.client("lead_officer")
    officer.post(round_url(world, ref, "/remind"))
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Message)) == 0
    assert "Has left" in officer.get(round_url(world, ref)).text


def test_who_is_removed_from_the_only_round_no_longer_sees_the_engagement(world, ref):
    officer = world.client("lead_officer")
    forms = page(officer.get(round_url(world, ref, "/participants"))).find_all("form", action=True)
    officer.post(next(form["action"] for form in forms if form["action"].endswith("/remove")))
    assert world.client("participant12").get(world.url("/")).status_code == 404


def test_people_of_the_lead_authority_are_not_asked_to_score(world, ref):
    with world.app.app_context():
        email = db.session.get_one(Person, world.people["consultant"]).email
    response = world.client("lead_officer").post(
        round_url(world, ref, "/participants"), data={"people": f"{email}, Council", "once": "add-consultant"}
    )
    assert summary_errors(response) == ["Consultant holds a role at Halton, which supports the partnership."]
    assert email in response.text


def test_pressing_remind_twice_sends_one_mail(world, ref):
    officer = world.client("lead_officer")
    for _ in range(2):
        officer.post(round_url(world, ref, "/remind"), data={"once": "the-same-press"})
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Message)) == 1


def test_a_second_officer_moving_the_deadline_is_told_of_the_first(world, ref):
    form = {"deadline-day": "11", "deadline-month": "12", "deadline-year": "2026", "seen_deadline": "2026-12-04"}
    world.client("lead_officer").post(round_url(world, ref, "/deadline"), data=form)
    second = world.client("lead_officer2")
    second.post(round_url(world, ref, "/deadline"), data=form | {"deadline-day": "18"})
    shown = second.get(round_url(world, ref)).text
    assert "moved the deadline to 11 December 2026 meanwhile. Yours, 18 December 2026, was not saved" in shown


@pytest.mark.parametrize("typed", ["", "nobody at all", "a@b.example, b@c.example, Council", "x" * 200_000])
def test_a_list_that_cannot_be_read_says_why_and_is_kept(world, ref, typed):
    response = world.client("lead_officer").post(
        round_url(world, ref, "/participants"), data={"people": typed, "agency": "Council", "once": "a-bad-list"}
    )
    assert response.status_code == 422
    assert len(summary_errors(response)) == 1
    assert typed in response.text
