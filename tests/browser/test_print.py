"""Results, cases and wide tables on paper: figures, what is folded, nothing cut; nothing that can only be pressed."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import expect

from app.accounts.models import Person
from app.assessments.models import RoundState
from app.db import db
from app.engagements.models import Engagement
from app.tools.tool import Stage
from tests import appraising_factories, cases_factories
from tests.browser.checking import overflow
from tests.browser.conftest import OpenPage
from tests.browser.pages.result import Result
from tests.integration.assessments.rounds import make_round, round_url
from tests.integration.cases.walked import make_case, with_case
from tests.unit.documents.test_pdf import text_of
from tests.world import World

pytestmark = pytest.mark.browser

ONLY_FOR_SCREENS = (
    ".govuk-service-navigation",
    ".govuk-breadcrumbs",
    ".govuk-skip-link",
    ".govuk-button",
    ".govuk-footer",
    "input",
    "textarea",
)


@pytest.mark.parametrize("state", [RoundState.WITH_DIRECTOR, RoundState.SIGNED])
def test_a_result_on_paper_shows_figures_and_no_controls(world: World, open_page: OpenPage, state: RoundState) -> None:
    ref = make_round(world, state)
    page = open_page("director")
    result = Result.visit(page, round_url(world, ref, "/result"))
    page.emulate_media(media="print")
    for selector in ONLY_FOR_SCREENS:
        for control in page.locator(selector).all():
            expect(control).to_be_hidden()
    expect(result.charts).to_have_count(2)
    for chart in result.charts.all():
        expect(chart).to_be_visible()
        assert chart.evaluate("picture => picture.complete && picture.naturalWidth > 0")
    tables = result.main.locator(".app-area .govuk-table")
    expect(tables).to_have_count(3)
    for table in tables.all():
        expect(table).to_be_visible()
    expect(result.main).to_contain_text("Signed" if state is RoundState.SIGNED else "Not signed yet")


def test_a_result_makes_a_pdf_of_a_few_pages(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.SIGNED)
    page = open_page("participant1")
    Result.visit(page, round_url(world, ref, "/result"))
    document = page.pdf(format="A4")
    assert document.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", document)) <= 12


def test_nothing_of_a_printed_result_is_cut_off(world: World, open_page: OpenPage) -> None:
    """A4 less its margins is about 700 pixels wide: no table may be wider than that on paper."""
    ref = make_round(world, RoundState.SIGNED)
    page = open_page("participant1", viewport={"width": 700, "height": 1000})
    Result.visit(page, round_url(world, ref, "/result"))
    page.emulate_media(media="print")
    wide = page.evaluate(
        "() => [...document.querySelectorAll('table, img')].filter(each => each.checkVisibility()"
        " && each.getBoundingClientRect().right > 700).map(each => each.outerHTML.slice(0, 120))"
    )
    assert wide == []


@pytest.mark.parametrize("address", ["/portfolio", "/income"])
def test_a_table_of_a_dozen_columns_lies_down_instead_of_being_shrunk(
    world: World, open_page: OpenPage, address: str
) -> None:
    page = open_page("manager")
    page.goto(address)
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        left, bottom, right, top = (float(each) for each in printed.pages[0].mediabox)
        assert right - left > top - bottom
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 700})  # what lies between the margins, in CSS pixels
    assert overflow(page) == []


def test_a_library_on_paper_lists_its_items_without_the_search(world: World, open_page: OpenPage) -> None:
    page = open_page("lead_officer")
    page.goto(world.url("/library"))
    search = page.get_by_role("button", name="Search", exact=True)
    expect(search).to_be_visible()
    page.emulate_media(media="print")
    expect(search).to_be_hidden()
    expect(page.get_by_role("heading", name="Library", exact=True)).to_be_visible()


def test_what_a_case_folds_is_open_on_paper(world: World, open_page: OpenPage) -> None:
    case = make_case(world, stage=Stage.DO)
    with_case(world, case, cases_factories.case_decision)
    page = open_page("director")
    page.goto(world.url(case))
    reason = page.get_by_text("Few use it, and others offer the same.")
    expect(page.get_by_text("The contract is not renewed.").first).to_be_visible()
    expect(reason).to_be_hidden()
    page.emulate_media(media="print")
    expect(reason).to_be_visible()


def test_a_table_begins_with_its_heading_wherever_it_falls_on_the_paper(world: World, open_page: OpenPage) -> None:
    with world.app.app_context():
        opener = db.session.get_one(Person, world.people["lead_officer"])
        appraising_factories.appraisal(db.session.get_one(Engagement, world.engagement_id), opener, title="Bids")
        db.session.commit()
    page = open_page("lead_officer")
    page.goto(world.url("/tools"))
    page.evaluate("document.querySelector('main').prepend(document.createElement('div'))")
    apart = set()
    for lower in range(100, 240, 10):
        page.evaluate("lower => { document.querySelector('main > div').style.height = `${lower}mm`; }", lower)
        sheets = text_of(page.pdf(prefer_css_page_size=True)).split("\f")
        heading, first = (next(n for n, text in enumerate(sheets) if said in text) for said in ("Under way", "Bids"))
        if heading != first:
            apart.add(lower)
    assert apart == set()
