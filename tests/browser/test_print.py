"""The result on paper: figures and tables, and nothing that can only be pressed."""

import re

import pytest
from playwright.sync_api import expect

from app.assessments.models import RoundState
from tests.browser.conftest import OpenPage
from tests.browser.pages.result import Result
from tests.integration.assessments.rounds import make_round, round_url
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
