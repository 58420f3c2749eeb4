"""Two people who change the same thing: the second is shown both texts, and nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from app.assessments.models import RoundState
from tests.browser.checking import violations
from tests.browser.conftest import OpenPage
from tests.browser.pages.workshop import Workshop, WorkshopStandard
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import World

pytestmark = pytest.mark.browser


def _standard(page: Page, world: World, ref: str) -> WorkshopStandard:
    return Workshop.visit(page, round_url(world, ref, "/workshop")).open_standard(1)


def test_the_second_recorder_of_an_agreed_score_sees_both(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.WORKSHOP)
    first, second = (_standard(open_page("consultant"), world, ref) for _ in range(2))
    first.agree(3, target=4, reason="What the first one wrote.")
    first.arrived(2)
    second.agree(2, target=3, reason="What the second one wrote.")
    second.says("Somebody else saved this standard while you were writing")
    compared = second.main.locator(".app-compare")
    expect(compared).to_contain_text("What the first one wrote.")
    expect(compared).to_contain_text("What the second one wrote.")
    expect(second.page.get_by_label("Reason")).to_have_value("What the second one wrote.")
    assert violations(second.page) == []
    second.press("Save and continue")
    second.arrived(2)
    again = _standard(first.page, world, ref)
    expect(again.page.get_by_label("Reason")).to_have_value("What the second one wrote.")


def test_a_double_click_on_a_creating_button_creates_once(world: World, open_page: OpenPage) -> None:
    """The button holds a second press back; where it cannot, the form's own key does."""
    page = open_page("lead_officer")
    page.goto(world.url("/rounds/new"))
    page.get_by_label("Baseline").check()
    for label, value in (("Day", "4"), ("Month", "12"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Save and add participants").dblclick()
    expect(page.locator("h1")).to_have_text("Participants")
    page.goto(world.url("/"))
    expect(page.get_by_role("link", name="Baseline self-assessment")).to_have_count(1)
