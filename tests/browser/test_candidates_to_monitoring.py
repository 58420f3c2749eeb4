"""The whole way of issue 8: candidates ranked, a case opened, tools used, decided, monitored; and a service ended."""

import datetime as dt
import io
import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.appraising.models import Appraisal as AppraisalRecord
from app.appraising.models import Subject
from app.cases.models import Cover, ServiceCase
from app.db import db
from app.tools.tool import CaseKind, Stage
from tests import appraising_factories, cases_factories
from tests.browser.conftest import OpenPage
from tests.browser.pages.tools import Appraisal, Case, Conclude, Row, Sheet, Start
from tests.browser.site import Site
from tests.integration.cases.walked import make_case
from tests.integration.documents.office import converted
from tests.unit.documents.test_pdf import text_of
from tests.world import World

pytestmark = pytest.mark.browser
TOOLS = {
    "ranking": "cheltenham-review-criteria",
    "matrix": "norwich-delivery-matrix",
    "scores": "lancaster-core-criteria",
    "organisation": "norwich-organisation-criteria",
    "impact": "norwich-decommissioning",
}
SERVICE, PROVIDER = "Short breaks", "Care at Night"
RANKED = (("Day centres", "2"), (SERVICE, "5"), ("Meals at home", "1"))
WHY = "Care at Night is one, and two more were heard."
AFTER_THE_NOTICE = dt.datetime(2027, 2, 22, 9, 0, tzinfo=dt.UTC)


def title(tool: str) -> str:
    return cases_factories.read_tool(TOOLS[tool]).title


def keys(tool: str) -> list[str]:
    """The criteria that are there before anybody adds own ones."""
    return [each.key for each in cases_factories.read_tool(TOOLS[tool]).criteria if not each.own]


def all_answered(tool: str, answer: str, reason: str = "") -> dict[str, Row]:
    return dict.fromkeys(keys(tool), (answer, reason))


def offer(world: World, *tools: str) -> None:
    with world.app.app_context():
        for tool in tools:
            cases_factories.tool_version(TOOLS[tool])
        db.session.commit()


def test_from_ranked_candidates_to_quarterly_monitoring(world: World, open_page: OpenPage, tmp_path: Path) -> None:
    offer(world, "ranking", "matrix", "scores", "organisation")
    lead = open_page("lead_officer")
    rank(lead, world)
    case = open_the_review(lead)
    address = lead.url
    understand(world)
    choose_a_way(lead, world, address)
    score_and_agree(lead, open_page("participant1"), open_page("consultant"), address)
    Case(lead, SERVICE).decide("Buy it from Care at Night.", by="Executive Board", leads_to="The case goes on to Do")
    check_the_organisation(lead, address)
    Case(lead, SERVICE).decide("Award the contract.", by="Director", leads_to="The case goes on to Review")
    word = squeezed(converted(case.taken("Word"), "docx", "pdf", tmp_path))
    for what in ("BuyitfromCareatNight.", "Gooutside,ascapacitylacks.", "TakeCareatNight.", "Allninearemet."):
        assert what in word
    monitor(lead, address)
    lead.goto(address)
    pdf = Case(lead, SERVICE).taken("PDF")
    with pikepdf.open(io.BytesIO(pdf)) as tagged, tagged.open_metadata() as claims:
        assert claims["pdfuaid:part"] == "1"
    assert "8of140familiesincrisis" in squeezed(pdf)


def squeezed(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def rank(page: Page, world: World) -> None:
    """Three candidates by Cheltenham's criteria; one is to be reviewed, one waits, one comes off the list."""
    page.goto(world.url("/tools"))
    page.locator("main").get_by_role("link", name=f"Use {title('ranking')}").first.click()
    ranking = Start(page).begin("Reviews of 2027", "\n".join(name for name, _ in RANKED))
    for name, points in RANKED:
        ranking.answer(name, all_answered("ranking", points))
    ranking.conclude("Not now", "Start the review", "No review", recommendation="Short breaks come first.")
    table = page.locator("main table").first
    rows = [re.split(r"\s*[\t\n]\s*", row.inner_text().strip()) for row in table.locator("tbody tr").all()]
    in_order = [(SERVICE, "1"), ("Day centres", "2"), ("Meals at home", "3")]
    assert [(name, place) for name, _, place, *_ in rows] == in_order


def open_the_review(page: Page) -> Case:
    page.locator("main").get_by_role("link", name=f"Open a case for {SERVICE}").click()
    page.get_by_label("Review of a service").check()
    expect(page.locator("#service")).to_have_value(SERVICE)
    page.locator("#purpose").fill("Families get a break before they reach a crisis.")
    page.locator("#owner").select_option(label="Lead Officer")
    page.get_by_role("button", name="Open the case").click()
    case = Case(page, SERVICE)
    case.says("Write down what people need")
    return case


def understand(world: World) -> None:
    """A need compared with the service that is there: of these forms nothing is asserted here."""
    with world.app.app_context():
        case = db.session.scalars(db.select(ServiceCase)).one()
        service = cases_factories.existing_service(case)
        cases_factories.need(case, cover=Cover.PARTLY, services=[service.ref], gap="Nights", priority=True)
        db.session.commit()


def choose_a_way(page: Page, world: World, address: str) -> None:
    """Norwich's matrix: one option is answered in the browser, the others before."""
    page.goto(address)
    started = Case(page, SERVICE).use("plan", title("matrix")).begin("How short breaks are delivered")
    with world.app.app_context():
        newest = db.session.scalars(db.select(AppraisalRecord).order_by(AppraisalRecord.id.desc())).first()
        officer = db.session.get_one(Person, world.people["lead_officer"])
        others = db.select(Subject).filter_by(appraisal_id=newest.id).where(Subject.position < 3)
        for option in db.session.scalars(others):
            for key in keys("matrix"):
                appraising_factories.answer(option, key, officer, reason="It was heard.")
        db.session.commit()
    started.answer("External delivery", all_answered("matrix", "", WHY))
    outcomes = ("Not recommended", "Not recommended", "Recommended")
    started.conclude(*outcomes, recommendation="Go outside, as capacity lacks.")
    page.goto(address)


def score_and_agree(lead: Page, first: Page, second: Page, address: str) -> None:
    """Lancaster's criteria: two score alone, unseen; then they agree, with a reason where they are far apart."""
    lead.goto(address)
    scores = Case(lead, SERVICE).use("plan", title("scores")).begin("Bids for short breaks", PROVIDER)
    here = lead.url
    scores.press("Choose who scores alone")
    for name in ("Participant1", "Consultant"):
        lead.get_by_label(name, exact=True).check()
    lead.get_by_role("button", name="Save").click()
    score_alone(first, all_answered("scores", "2", "Nobody else says this."))
    scores.arrived()
    expect(lead.locator("main")).not_to_contain_text("Nobody else says this.")
    score_alone(second, all_answered("scores", "4") | {keys("scores")[0]: ("3", "")})
    lead.goto(here)
    agreed = Appraisal(lead, "Bids for short breaks")
    agreed.says("2: ")
    agreed.answer(PROVIDER, all_answered("scores", "4") | {keys("scores")[0]: ("3", "")})
    lead.goto(f"{here}/conclude")
    missing = lead.locator("main li", has_text="needs its reason")
    expect(missing).to_have_count(len(keys("scores")) - 1)
    lead.goto(here)
    Appraisal(lead, "Bids for short breaks").answer(
        PROVIDER, all_answered("scores", "4", "The references bear it out.")
    )
    Appraisal(lead, "Bids for short breaks").conclude("Chosen", recommendation="Take Care at Night.")
    expect(lead.locator("main")).not_to_contain_text("Participant1:")
    lead.goto(address)


def score_alone(page: Page, rows: dict[str, Row]) -> None:
    page.goto("/home")
    page.get_by_role("link", name="Score alone: Bids for short breaks").click()
    page.get_by_role("link", name=PROVIDER).click()
    Sheet(page, PROVIDER).fill_in(rows)
    page.get_by_role("button", name="Check and submit").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("main")).to_contain_text("Submitted")


def check_the_organisation(page: Page, address: str) -> None:
    """Norwich's organisation criteria: a relevant “not met” stops; once it is met, the provider goes on."""
    page.goto(address)
    checked = Case(page, SERVICE).use("do", title("organisation")).begin("Is Care at Night fit?", PROVIDER)
    checked.follow(f"Change {PROVIDER}")
    page.locator("#amount").fill("41000")
    page.get_by_role("button", name="Save").click()
    met = all_answered("organisation", "met")
    checked.answer(PROVIDER, met | {"insurance": ("not_met", "The policy ran out in May.")})
    checked.says("Stopped")
    checked.press("Conclude")
    Conclude(page).send("Goes on to be scored", recommendation="Go on.")
    refused = Conclude(page).errors
    assert len(refused) == 1
    assert "cannot be concluded as “Goes on to be scored”" in refused[0]
    page.get_by_role("link", name="Is Care at Night fit?").click()
    checked.answer(PROVIDER, {"insurance": ("met", "Renewed on 1 November, policy seen.")})
    checked.conclude("Goes on to be scored", recommendation="All nine are met.")
    page.goto(address)


def monitor(page: Page, address: str) -> None:
    """An outcome is measured from July on, and the quarter that is over is reported on."""
    page.goto(f"{address}/monitoring")
    page.get_by_role("button", name="Add an outcome").click()
    page.locator("#outcome").fill("Families cope")
    page.locator("#measure").fill("Families in crisis")
    page.locator("#target").fill("Below 10 in a quarter")
    page.locator("#since").select_option(label="July to September 2026")
    page.get_by_role("button", name="Add the outcome").click()
    page.goto(f"{address}/monitoring")
    page.get_by_role("button", name="Report on July to September 2026").click()
    page.get_by_label("Figure").fill("8 of 140 families in crisis")
    page.get_by_label("On track").check()
    page.locator("#summary").fill("A good start.")
    page.get_by_role("button", name="Save the report").click()
    expect(page.locator("main")).to_contain_text("Every quarter that is over has its report.")


def test_a_decommissioned_service_is_led_to_its_end(world: World, open_page: OpenPage, site: Site) -> None:
    offer(world, "impact")
    address = world.url(make_case(world, kind=CaseKind.DECOMMISSION, stage=Stage.PLAN, service=SERVICE))
    lead = open_page("lead_officer")
    lead.goto(f"{address}/notice")
    case = Case(lead, SERVICE)
    case.says("finish the check of the decommissioning’s impact and record the decision to decommission")
    impact = case.use("plan", title("impact")).begin(SERVICE)
    impact.answer(SERVICE, all_answered("impact", "met"))
    impact.conclude("End the service", recommendation="Day centres take over.")
    lead.goto(address)
    Case(lead, SERVICE).decide("End the service.", by="Executive Board", leads_to="The case goes on to Do")
    give_notice(lead)
    lead.goto(f"{address}/end")
    Case(lead, SERVICE).says("20 February 2027")
    expect(lead.get_by_role("button", name="End the service and the case")).to_have_count(0)

    site.clock.moment = AFTER_THE_NOTICE
    later = open_page("lead_officer")
    later.goto("/home")
    later.get_by_role("link", name=re.compile(SERVICE)).first.click()
    later.goto(f"{address}/end")
    case = Case(later, "Record the end of the service")
    case.fill_date("On which day did the service end?", 19, 2, 2027)
    case.fill("What became of the people who used it, and what was learned?", "All 140 families were followed up.")
    case.fill("Who confirmed the end?", "Executive Board")
    case.press("End the service and the case")
    assert case.errors == ["The service must not have ended before its notice ran out on 20 February 2027"]
    case.fill_date("On which day did the service end?", 20, 2, 2027)
    case.press("End the service and the case")
    ended = Case(later, SERVICE)
    ended.says("Nothing of this case changes any more.")
    assert "All140familieswerefollowedup." in squeezed(ended.taken("PDF"))


def give_notice(page: Page) -> None:
    """Two months are refused without an exception; three are taken."""
    page.get_by_role("link", name="Record the notice").click()
    notice = Case(page, "Record the notice")
    notice.fill_date("When was notice given?", 20, 11, 2026)
    notice.fill("Who was given notice?", "Care at Night, by letter")
    notice.fill_date("On which day does the service end?", 20, 1, 2027)
    notice.main.get_by_label("No: three months or more are given").check()
    notice.fill("How are users and staff told, and where do people go instead?", "By their social workers.")
    notice.press("Record the notice")
    assert len(notice.errors) == 1
    assert "Three months’ notice would end on 20 February 2027" in notice.errors[0]
    notice.fill_date("On which day does the service end?", 20, 2, 2027)
    notice.press("Record the notice")
    Case(page, SERVICE).says("Phase the service out, as its notice runs until 20 February 2027")
