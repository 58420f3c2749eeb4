"""A case from opening to its end: who may, what a decision moves, what stays, what two at once see."""

import pytest
from sqlalchemy import update

from app.appraising.models import Subject
from app.cases.models import CaseDecision, Ending
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.publishing.models import VersionState
from app.tools.models import ToolVersion
from app.tools.tool import CaseKind, Stage
from tests import cases_factories
from tests.clients import page, summary_errors
from tests.integration.cases.opened import OPENED, case_at, decided, opened, person, text
from tests.integration.cases.walked import decommissioning, make_case, trail
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=3)


def test_a_case_is_opened_once_and_listed(world):
    case = opened(world)
    assert opened(world) == case  # a second press of the same button
    found = text(world.client("director").get(world.url("/cases")))
    assert "Short breaks" in found
    assert "1 case under way, 0 ended." in found
    shown = text(world.client("manager").get(world.url(case)))
    assert "£41,250.50" in shown
    assert "Next: Write down what people need, and how you know" in shown
    assert world.client("participant1").get(world.url(case)).status_code == 403
    assert world.client("director").get(world.url(f"{case}/decide")).status_code == 403


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(world):
    response = world.client("lead_officer").post(
        world.url("/cases/new"), data={"service": "Day centres", "yearly": "lots", "once": "a-key-of-the-page"}
    )
    assert response.status_code == 422
    assert summary_errors(response) == [
        "Choose what kind of case it is",
        "Say what is to become different, and for whom",
        "Cost in a year must be an amount in pounds, like 500 or 1,250.50",
        "Choose who sees to the case",
    ]
    assert page(response).find("input", attrs={"name": "service"})["value"] == "Day centres"


def test_a_ranked_candidate_fills_the_form_and_leads_to_one_case(world):
    with world.app.app_context():
        officer = person(world, "lead_officer")
        case = cases_factories.service_case(db.session.get_one(Engagement, world.engagement_id), officer)
        ranking = cases_factories.used_tool(case, officer, case_ref="", title="Which review comes first")
        ref = cases_factories.candidate(ranking).ref
        db.session.commit()
    client = world.client("lead_officer")
    form = page(client.get(world.url(f"/cases/new?subject={ref}")))
    assert form.find("input", attrs={"name": "service"})["value"] == "Day centres"
    opened_case = opened(world, service="Day centres", subject=ref)
    assert "Which review comes first" in text(client.get(world.url(opened_case)))
    with world.app.app_context():
        marked = db.session.scalars(db.select(Subject.case_ref).filter_by(ref=ref)).one()
    assert opened_case == f"/cases/{marked}"
    again = client.get(world.url(f"/cases/new?subject={ref}"))
    assert again.location == world.url(opened_case)
    assert world.client("stranger_lead_officer").get(world.url(f"/cases/new?subject={ref}")).status_code == 404


def test_a_candidate_that_waits_is_refused_with_what_to_do(world):
    with world.app.app_context():
        officer = person(world, "lead_officer")
        case = cases_factories.service_case(db.session.get_one(Engagement, world.engagement_id), officer)
        ranking = cases_factories.used_tool(case, officer, case_ref="")
        ranking.tool_digest = cases_factories.tool_version("cheltenham-review-criteria").digest
        ref, appraisal = cases_factories.candidate(ranking, outcome="not-now").ref, ranking.ref
        db.session.commit()
    client = world.client("lead_officer")
    sent = {"data": OPENED | {"owner": "none", "once": "not-now-case"}}
    for ask, more in ((client.get, {}), (client.post, sent)):
        answer = ask(world.url(f"/cases/new?subject={ref}"), **more)
        assert (answer.status_code, answer.location) == (303, world.url(f"/tools/{appraisal}"))
    told = text(client.get(world.url("/cases")))
    assert "“Day centres” was concluded as “Not now”" in told
    assert "look at the same again" in told


def test_a_decision_moves_the_case_and_stays_as_it_was_recorded(world):
    case = make_case(world)
    assert decided(world, case, "plan").status_code == 303
    shown = text(world.client("director").get(world.url(case)))
    assert "Half of the families asked have no other break." in shown
    assert "The case went on to Plan" in shown
    assert "Executive Board, 20 November 2026; EXB42" in shown
    with world.app.app_context():
        assert case_at(case).stage is Stage.PLAN
        [decision] = db.session.scalars(db.select(CaseDecision))
        assert (decision.stage, decision.leads_to) == (Stage.UNDERSTAND, Stage.PLAN)
    [entry] = trail(world, "service case decided")
    assert "Executive Board" not in str(entry.became)  # it may be a person's name, which the trail does not hold
    assert decided(world, case, "understand", seen="plan", once="once-back").status_code == 303
    assert "The case went back to Understand" in text(world.client("director").get(world.url(case)))


def test_a_decision_taken_on_a_page_of_an_earlier_stage_is_asked_about_and_not_lost(world):
    case = make_case(world, stage=Stage.PLAN)
    late = decided(world, case, "stay", seen="understand")
    assert late.status_code == 422
    [message] = summary_errors(late)
    assert "moved the case to Plan" in message
    form = page(late)
    assert (
        form.find("textarea", attrs={"name": "reason"}).text.strip()
        == "Half of the families asked have no other break."
    )
    assert form.find("input", attrs={"name": "seen_stage"})["value"] == "plan"


def test_a_decision_of_tomorrow_is_refused(world):
    response = decided(world, make_case(world), "plan", **{"decided_on-year": "2031"})
    assert summary_errors(response) == ["The date of the decision must be today or in the past"]


def test_an_ended_case_changes_no_more(world):
    case = make_case(world)
    assert decided(world, case, "concluded").status_code == 303
    with world.app.app_context():
        assert case_at(case).ending is Ending.CONCLUDED
    client = world.client("lead_officer")
    shown = client.get(world.url(case))
    assert "Nothing of this case changes any more." in text(shown)
    assert not page(shown).main.select("form")
    for rest in ("decide", "edit", "needs/new", "services/new", "gaps", "evidence/new"):
        for response in (client.get(world.url(f"{case}/{rest}")), client.post(world.url(f"{case}/{rest}"), data={})):
            assert (response.status_code, response.location) == (303, world.url(case)), rest


def test_tools_are_put_to_use_for_open_cases_of_the_engagement_alone(world):
    case, client = make_case(world), world.client("lead_officer")
    with world.app.app_context():
        record = case_at(case)
        case_ref, key = record.ref, cases_factories.tool_version("cheltenham-principles").key
        finished = cases_factories.used_tool(record, person(world, "lead_officer")).ref
        elsewhere = db.session.scalars(db.select(Engagement.ref).where(Engagement.id != world.engagement_id)).one()
        db.session.commit()
    wanted = {"title": "Principles", "names": "Short breaks", "case_ref": case_ref, "once": "once-use"}
    stranger = world.client("stranger_lead_officer")
    assert stranger.post(f"/engagements/{elsewhere}/tools/new/{key}", data=wanted).status_code == 404
    decided(world, case, "concluded")
    for address in (f"/tools/new/{key}", f"/tools/{finished}/again"):
        assert client.post(world.url(address), data=wanted).status_code == 303
        assert "The service case has ended" in text(client.get(world.url("/cases")))
    assert text(client.get(world.url(case))).count("Under way") == 0


def test_after_the_engagement_the_partner_reads_and_nobody_changes(world):
    case = make_case(world, kind=CaseKind.DECOMMISSION)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    assert world.client("manager").get(world.url(case)).status_code == 403
    client = world.client("lead_officer")
    assert "so the case stays as it is" in text(client.get(world.url(case)))
    assert "is over" in text(client.post(world.url(f"{case}/decide"), data={}, follow_redirects=True))
    assert client.get(world.url("/cases/new")).status_code == 303


def test_the_second_editor_is_shown_both_texts(world):
    case = opened(world)
    client = world.client("consultant")
    form = {each["name"]: each.get("value", "") for each in page(client.get(world.url(f"{case}/edit"))).select("input")}
    with world.app.app_context():
        owner = person(world, "lead_officer").ref
    typed = form | {"purpose": "Mine", "owner": owner, "goal": ""}
    assert client.post(world.url(f"{case}/edit"), data=typed | {"purpose": "Theirs"}).status_code == 303
    conflict = client.post(world.url(f"{case}/edit"), data=typed)
    assert conflict.status_code == 409
    assert "Mine" in text(conflict)
    assert "Theirs" in text(conflict)
    seen = page(conflict).find("input", attrs={"name": "seen"})["value"]
    assert client.post(world.url(f"{case}/edit"), data=typed | {"seen": seen}).status_code == 303


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_tools_of_the_stage_and_the_kind_are_offered(world):
    case = make_case(world)
    with world.app.app_context():
        for key in ("cheltenham-principles", "norwich-decommissioning"):
            cases_factories.tool_version(key)
        db.session.commit()
    main = page(world.client("lead_officer").get(world.url(case))).main
    offered = {each.get_text() for each in main.select("details a[href*='/tools/new/']")}
    assert any("principles" in each for each in offered)
    assert not any("ecommission" in each for each in offered)
    [link, *_] = main.select("details a[href*='/tools/new/']")
    assert f"case_ref={case.removeprefix('/cases/')}&stage=" in link["href"]
    assert not page(world.client("director").get(world.url(case))).main.select("details a[href*='/tools/new/']")
    with world.app.app_context():
        db.session.execute(update(ToolVersion).values(state=VersionState.WITHDRAWN))
        db.session.commit()
    assert not page(world.client("lead_officer").get(world.url(case))).main.select("details a[href*='/tools/new/']")


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_pages_ask_as_much_of_a_full_case_as_of_an_empty_one(world):
    pages = ("", "/needs", "/services", "/gaps", "/decide", "/edit", "/evidence/new")
    case, client = make_case(world), world.client("lead_officer")
    with world.app.app_context():
        for key in ("cheltenham-principles", "halton-criteria"):
            cases_factories.tool_version(key)
        cases_factories.need(case_at(case))
        db.session.commit()

    def costs() -> list[int]:
        found = []
        for address in (world.url("/cases"), *(world.url(f"{case}{each}") for each in pages)):
            client.get(address)
            assert client.get(address).status_code == 200
            found.append(len(client.queries))
        return found

    few = costs()
    with world.app.app_context():
        officer, kept = person(world, "lead_officer"), case_at(case)
        for number in range(30):
            cases_factories.need(kept)
            cases_factories.existing_service(kept)
            cases_factories.case_evidence(kept, officer)
            cases_factories.case_decision(kept, officer)
            cases_factories.service_case(db.session.get_one(Engagement, world.engagement_id), officer)
            cases_factories.used_tool(kept, officer, title=f"Appraisal {number}")
        db.session.commit()
    assert costs() == few
    assert max(few) <= 5


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_service_that_is_to_end_is_led_from_its_impact_over_notice_to_phasing_out(world):
    client = world.client("lead_officer")
    for told, step in (
        ({"decided": False, "impact": False}, "Check the impact of ending the service, before you decide on it"),
        ({"impact": False}, "Check the impact of ending the service: notice is given after that"),
        ({}, "Give the provider notice, and record it"),
        ({"notice": {}}, "Phase the service out, as its notice runs until 30 November 2026"),
    ):
        case = decommissioning(world, **told)
        assert f"Next: {step}" in text(client.get(world.url(case)))
        warned = "has not been checked yet" in text(client.get(world.url(f"{case}/decide")))
        assert warned is (told.get("decided") is False), told
