"""A signed result is reopened with a reason, changed, and signed again as version 2; every version stays readable."""

import csv
import io

import pytest

from app.accounts.models import Authority, Person
from app.assessments.models import IndividualScore, RoundState, SignedResult
from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.security.roles import Role
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import agree, make_round, press, reopen, round_url, send, sign
from tests.integration.assessments.test_signing import fields, mail, state_of
from tests.world import AREAS, STANDARDS

WHY = "A new service has started."
EVERYBODY = ("participant1", "lead_officer", "director", "consultant", "manager")


def changed_and_sent(world, ref):
    """Reopen a signed result, change one standard's level and words, and send it to the director."""
    reopen(world, ref, WHY)
    press(world, ref, "consultant", "/result", "/workshop/resume")
    agree(world, ref, STANDARDS[0], level="4", target="4", reason="The new service lifts it.")
    send(world, ref)


def second_version(world):
    ref = make_round(world, RoundState.SIGNED)
    changed_and_sent(world, ref)
    sign(world, ref)
    return ref


def text_of(world, who, ref, rest="/result"):
    return " ".join(page(world.client(who).get(round_url(world, ref, rest))).get_text(" ").split())


def test_from_version_1_to_version_2_and_its_difference(world):
    ref = make_round(world, RoundState.SIGNED)
    first = page(world.client("participant1").get(round_url(world, ref, "/result"))).find("main").get_text(" ")
    changed_and_sent(world, ref)
    before_signing = text_of(world, "director", ref)
    assert "What changes since version 1" in before_signing
    assert "The new service lifts it." in before_signing.replace("[added: ", "").replace(" ]", "")
    assert "Nothing else changed." in before_signing
    assert "Version 1, signed by" in text_of(world, "participant1", ref)
    sign(world, ref)
    for who in EVERYBODY:
        shown = text_of(world, who, ref)
        assert "Version 2, signed by Director" in shown
        assert "What changed since version 1" in shown
        listed = text_of(world, who, ref, "/result/versions")
        assert listed.index("Version 2") < listed.index("Version 1")
        assert WHY in listed
    old = page(world.client("participant1").get(round_url(world, ref, "/result/versions/1")))
    assert "This is an earlier version. Version 2 stands." in old.get_text(" ")
    assert "Agreed after discussion." in old.get_text(" ")
    assert "Agreed after discussion." in first
    told = mail(world, "result signed")
    assert "Director has signed version 2." in told["participant1"]
    with world.app.app_context():
        rows = db.session.execute(db.select(SignedResult.number, SignedResult.reason).order_by(SignedResult.number))
        assert [tuple(row) for row in rows] == [(1, ""), (2, WHY)]


def test_the_difference_names_what_was_and_is_and_nothing_else(world):
    ref = second_version(world)
    found = page(world.client("participant1").get(round_url(world, ref, "/result/versions/2/changes")))
    assert [heading.text for heading in found.select("main h2")] == [found.select_one("main h2").text], (
        "one standard changed"
    )
    assert found.select_one("main h2").text.startswith("1. ")
    keys = [key.get_text(strip=True) for key in found.select(".govuk-summary-list__key")]
    assert keys[:2] == ["Agreed level", "Target"]
    assert "Reason" in keys
    assert found.find("del").get_text() == "[removed: 2]"
    assert found.find("ins").get_text() == "[added: 4]"
    backwards = page(world.client("participant1").get(round_url(world, ref, "/result/versions/1/changes?since=2")))
    assert backwards.find("del").get_text() == "[removed: 4]"


def test_the_first_version_has_nothing_to_compare_with(world):
    ref = make_round(world, RoundState.SIGNED)
    assert "This is the first version" in text_of(world, "director", ref, "/result/versions/1/changes")


@pytest.mark.parametrize(
    "rest",
    ["/2", "/0", "/99999999999999999999999", "/2/changes", "/1/changes?since=7", "/1/changes?since=1"],
)
def test_a_version_that_is_not_there_is_not_found(world, rest):
    ref = make_round(world, RoundState.SIGNED)
    assert world.client("director").get(round_url(world, ref, f"/result/versions{rest}")).status_code == 404
    assert (
        world.client("director").get(round_url(world, ref, "/result.csv?version=99999999999999999999")).status_code
        == 404
    )


def test_a_versions_charts_and_csv_are_its_own(world):
    ref = second_version(world)
    client = world.client("participant1")
    for number, level in (("1", "2"), ("2", "4")):
        shown = client.get(round_url(world, ref, f"/result/versions/{number}"))
        charts = [picture["src"] for picture in page(shown).select("img.app-chart")]
        assert charts
        assert all(f"version={number}" in chart and client.get(chart).status_code == 200 for chart in charts)
        answer = client.get(round_url(world, ref, f"/result.csv?version={number}"))
        assert f"baseline-result-version-{number}.csv" in answer.headers["Content-Disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert rows[0]["Agreed level"] == level


def test_the_signed_version_stands_while_the_next_one_is_made(world):
    ref = make_round(world, RoundState.REOPENED)
    for who in EVERYBODY:
        shown = text_of(world, who, ref)
        assert "Version 1, signed by Director" in shown
        assert f"The result was reopened: {WHY}" in shown
        assert "the consultant resumes the workshop" in shown
    press(world, ref, "consultant", "/workshop", "/workshop/resume")
    agree(world, ref, STANDARDS[0], level="4", target="4", reason="Quietly changed.")
    for who in EVERYBODY:
        shown = text_of(world, who, ref)
        assert "Version 1, signed by Director" in shown
        assert "Quietly changed." not in shown
    send(world, ref)
    for who in ("participant1", "manager"):
        assert "Quietly changed." not in text_of(world, who, ref)
    for who in ("lead_officer", "director", "consultant"):
        assert "This is what is to become version 2" in text_of(world, who, ref)


def test_reopening_tells_consultants_directors_and_lead_officers_and_nobody_else(world):
    make_round(world, RoundState.REOPENED)
    told = mail(world, "result reopened")
    assert told.keys() == {"consultant", "director", "lead_officer", "lead_officer2"}
    assert WHY in told["consultant"]


def test_everything_agreed_stays_and_no_score_opens_again(world):
    ref = make_round(world, RoundState.REOPENED)
    press(world, ref, "consultant", "/workshop", "/workshop/resume")
    text = text_of(world, "consultant", ref, f"/workshop/standards/{STANDARDS[0]}")
    assert "Agreed after discussion." in text
    with world.app.app_context():
        before = db.session.scalars(
            db.select(IndividualScore.level).order_by(IndividualScore.participation_id, IndividualScore.standard_key)
        ).all()
    answer = world.client("participant1").post(
        round_url(world, ref, f"/scoring/standards/{STANDARDS[0]}"), data={"level": "5"}
    )
    assert answer.status_code != 200
    world.client("lead_officer").post(round_url(world, ref, "/reopen"), data={"reason": "Late"})
    assert state_of(world, ref) is RoundState.WORKSHOP
    with world.app.app_context():
        assert (
            db.session.scalars(
                db.select(IndividualScore.level).order_by(
                    IndividualScore.participation_id, IndividualScore.standard_key
                )
            ).all()
            == before
        )


def test_a_mistaken_reopening_is_put_back_with_a_trace(world):
    ref = make_round(world, RoundState.REOPENED)
    press(world, ref, "director", "/result", "/result/keep")
    assert state_of(world, ref) is RoundState.SIGNED
    assert "reopened" not in text_of(world, "participant1", ref).lower()
    assert "stays as it was signed" not in text_of(world, "participant1", ref)
    assert mail(world, "result kept").keys() == {"consultant", "director", "lead_officer", "lead_officer2"}
    with world.app.app_context():
        states = [
            entry.became.get("state") for entry in db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id))
        ]
    assert [state for state in states if state] == ["with_director", "signed", "reopened", "signed"]


def test_the_workshops_list_of_a_reopened_result_does_not_offer_it_to_the_director(world):
    ref = make_round(world, RoundState.REOPENED)
    found = page(world.client("consultant").get(round_url(world, ref, "/workshop"))).select_one("main").text
    assert "12 of 12 agreed." in found
    assert "can go to the director" not in found
    press(world, ref, "consultant", "/workshop", "/workshop/resume")
    assert "can go to the director" in world.client("consultant").get(round_url(world, ref, "/workshop")).text
    for who in ("consultant", "lead_officer", "participant1"):
        links = page(world.client(who).get(round_url(world, ref, "/"))).select("main a")
        assert "See the signed version" in [link.text for link in links], who


def test_once_the_workshop_is_resumed_it_cannot_be_put_back(world):
    ref = make_round(world, RoundState.REOPENED)
    director = world.client("director")
    stale = fields(director, world, ref, "/result/keep")
    press(world, ref, "consultant", "/result", "/workshop/resume")
    said = director.post(round_url(world, ref, "/result/keep"), data=stale, follow_redirects=True)
    assert (
        "reopened and waits for the consultant to resume the workshop. Now the result is in the workshop." in said.text
    )


def test_reopening_needs_a_reason_and_keeps_the_page(world):
    ref = make_round(world, RoundState.SIGNED)
    officer = world.client("lead_officer")
    answer = officer.post(
        round_url(world, ref, "/result/reopen"), data=fields(officer, world, ref, "/result/reopen") | {"reason": " "}
    )
    assert answer.status_code == 422
    assert summary_errors(answer) == ["Say why the result has to change"]
    assert state_of(world, ref) is RoundState.SIGNED


def test_a_second_press_reopens_once_and_a_second_person_is_told(world):
    ref = make_round(world, RoundState.SIGNED)
    officer, director = world.client("lead_officer"), world.client("director")
    theirs = fields(director, world, ref, "/result/reopen") | {"reason": "Mine"}
    form = fields(officer, world, ref, "/result/reopen") | {"reason": WHY}
    assert [officer.post(round_url(world, ref, "/result/reopen"), data=form).status_code for _ in range(2)] == [
        303,
        303,
    ]
    assert len(mail(world, "result reopened")) == 4
    said = director.post(round_url(world, ref, "/result/reopen"), data=theirs, follow_redirects=True)
    assert "When you opened the page, the result is signed. Now the result is reopened" in said.text


def test_a_page_from_before_version_2_does_not_reopen_it(world):
    ref = make_round(world, RoundState.SIGNED)
    officer = world.client("lead_officer")
    stale = fields(officer, world, ref, "/result/reopen") | {"reason": "Old news"}
    changed_and_sent(world, ref)
    sign(world, ref)
    said = officer.post(round_url(world, ref, "/result/reopen"), data=stale, follow_redirects=True)
    assert "Since then another one is signed." in said.text
    assert state_of(world, ref) is RoundState.SIGNED


@pytest.mark.parametrize("who", ["lead_officer", "director"])
def test_somebody_with_a_role_at_the_lead_cannot_reopen(world, who):
    ref = make_round(world, RoundState.SIGNED)
    with world.app.app_context():
        person = db.session.get_one(Person, world.people[who])
        factories.membership(person, Role.TRAINER, db.session.get_one(Authority, world.lead_id))
        db.session.commit()
    client = world.client(who)
    form = fields(client, world, ref, "/result/reopen") | {"reason": WHY}
    said = client.post(round_url(world, ref, "/result/reopen"), data=form, follow_redirects=True)
    assert "somebody else has to reopen the result" in said.text
    assert state_of(world, ref) is RoundState.SIGNED


def test_only_the_newest_round_of_an_open_engagement_can_be_reopened(world):
    ref = make_round(world, RoundState.SIGNED)
    officer = world.client("lead_officer")
    form = fields(officer, world, ref, "/result/reopen") | {"reason": WHY}
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        engagement.state = EngagementState.CLOSED if hasattr(EngagementState, "CLOSED") else EngagementState.DRAFT
        db.session.commit()
    said = officer.post(round_url(world, ref, "/result/reopen"), data=form, follow_redirects=True)
    assert "while the engagement is open" in said.text
    assert "/result/reopen" not in said.text
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        engagement.state = EngagementState.OPEN
        version = db.session.scalar(db.select(factories.InstrumentVersion))
        factories.assessment_round(engagement, version, kind="mid_year", state=RoundState.DRAFT)
        db.session.commit()
    form["once"] = "another-key"
    said = officer.post(round_url(world, ref, "/result/reopen"), data=form, follow_redirects=True)
    assert "A later round has started, so the baseline result stays as it is signed." in said.text
    assert "/result/reopen" not in said.text, "no button for what would be refused"


@pytest.mark.parametrize("action", ["/result/reopen", "/result/keep", "/workshop/resume"])
def test_a_step_in_the_wrong_state_is_refused_in_words(world, action):
    ref = make_round(world, RoundState.WORKSHOP)
    who = world.client("consultant" if action == "/workshop/resume" else "director")
    said = who.post(round_url(world, ref, action), data={"reason": WHY, "seen_version": "1"}, follow_redirects=True)
    assert "Now the result is in the workshop." in said.text
    assert state_of(world, ref) is RoundState.WORKSHOP


def test_home_work_and_round_pages_say_what_happens_next_and_who_does_it(world):
    ref = make_round(world, RoundState.REOPENED)
    consultant = world.client("consultant")
    assert "Resume the workshop" in consultant.get("/home").text
    for where in (world.url("/"), round_url(world, ref), round_url(world, ref, "/workshop")):
        assert "Resume the workshop" in consultant.get(where).text, where
    for who in ("lead_officer", "director", "participant1", "manager"):
        assert "Waiting for the consultant to resume the workshop" in world.client(who).get(world.url("/")).text
        assert "the consultant resumes the workshop next" in world.client(who).get(round_url(world, ref)).text
        assert "Resume the workshop</button>" not in world.client(who).get(round_url(world, ref)).text


def test_a_kept_result_needs_no_reading_of_its_content(world):
    ref = make_round(world, RoundState.SIGNED)
    client = world.client("participant1")
    client.get(round_url(world, ref, "/result"))
    client.get(round_url(world, ref, "/result"))
    assert not any("content" in query for query in client.queries)
    assert len(client.queries) <= 3


def test_findings_that_change_show_by_area(world):
    ref = make_round(world, RoundState.REOPENED)
    press(world, ref, "consultant", "/result", "/workshop/resume")
    where = f"/workshop/areas/{AREAS[1]}"
    press(world, ref, "consultant", where, where, challenges="Two budgets, one child.", capacity="It started in May.")
    send(world, ref)
    sign(world, ref)
    found = page(world.client("manager").get(round_url(world, ref, "/result/versions/2/changes")))
    assert [key.get_text(strip=True) for key in found.select(".govuk-summary-list__key")] == [
        "Capacity for improvement"
    ]
