"""The workshop's screens by single keys, without JavaScript, and with two facilitators at work at once."""

import pytest
from playwright.sync_api import Page, expect

from app.assessments.models import RoundState
from tests.browser.checking import violations
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.pages.workshop import Workshop, WorkshopStandard
from tests.browser.watching import Watch
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import STANDARDS, World

pytestmark = pytest.mark.browser


def _first(page: Page, world: World, ref: str) -> WorkshopStandard:
    return Workshop.visit(page, round_url(world, ref, "/workshop")).open_standard(1)


def _chosen(page: Page, name: str) -> str | None:
    return page.locator(f'input[name="{name}"]:checked').get_attribute("value")


def test_a_standard_is_agreed_in_single_keys_and_the_next_stands_ready(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.WORKSHOP)
    page = open_page("consultant")
    keys = Keyboard(page)
    standard = _first(page, world, ref)
    keys.press("3", "Shift+Digit4", "p")
    assert (_chosen(page, "level"), _chosen(page, "target")) == ("3", "4")
    expect(page.locator("#priority")).to_be_checked()
    keys.press("r")
    expect(page.get_by_label("Reason")).to_be_focused()
    keys.type("s 1 n 5: what is typed stays text")
    assert (_chosen(page, "level"), _chosen(page, "target")) == ("3", "4")
    keys.press("Tab", "s")
    standard.arrived(2)
    expect(page.locator("h1")).to_be_focused()
    keys.press("b")
    standard.arrived(1)
    expect(page.get_by_label("Reason")).to_have_value("s 1 n 5: what is typed stays text")
    keys.press("n")
    standard.arrived(2)
    keys.press("l")
    Workshop(page).says("1 of 12 agreed.")


def test_leaving_with_changes_takes_the_key_twice(world: World, open_page: OpenPage) -> None:
    page = open_page("consultant")
    keys = Keyboard(page)
    standard = _first(page, world, make_round(world, RoundState.WORKSHOP))
    keys.press("0")
    assert _chosen(page, "level") == "none"
    keys.press("n")
    expect(page.locator("#keys-said")).to_contain_text("not saved")
    standard.arrived(1)
    keys.press("n")
    standard.arrived(2)


def test_the_keys_are_listed_and_can_be_switched_off_for_good(world: World, open_page: OpenPage) -> None:
    page = open_page("consultant")
    keys = Keyboard(page)
    _first(page, world, make_round(world, RoundState.WORKSHOP))
    keys.press("?")
    expect(page.locator(".app-keys__list")).to_be_visible()
    page.get_by_role("button", name="Switch single keys off").click()
    expect(page.locator("#keys-said")).to_have_text("Single keys are off.")
    assert violations(page) == []
    page.reload()
    keys.press("3")
    expect(page.locator('input[name="level"]:checked')).to_have_count(0)
    page.locator("#keys summary").click()
    page.get_by_role("button", name="Switch single keys on").click()
    page.locator("h1").focus()
    keys.press("3")
    assert _chosen(page, "level") == "3"


def test_another_facilitators_score_appears_and_what_is_typed_stays(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.WORKSHOP)
    here, there, listing = (open_page("consultant") for _ in range(3))
    standard, other = _first(here, world, ref), _first(there, world, ref)
    listing.goto(round_url(world, ref, "/workshop"))
    here.get_by_label("Reason").fill("Half a sentence")
    other.agree(3, target=4, reason="From another desk.")
    expect(here.locator("#meanwhile")).to_contain_text("saved this standard meanwhile")
    expect(here.locator("#meanwhile")).to_contain_text("From another desk.")
    expect(here.get_by_label("Reason")).to_have_value("Half a sentence")
    expect(listing.locator("#agenda")).to_contain_text("1 of 12 agreed.")
    assert violations(here) == []
    standard.agree(3, target=4, reason="Both in one.")
    standard.says("Nothing is lost: both are here")


def test_without_javascript_everything_is_there_but_the_keys(world: World, open_page: OpenPage, watch: Watch) -> None:
    watch.allow(" csp")  # how Chromium reports that scripts are off
    ref = make_round(world, RoundState.WORKSHOP)
    page = open_page("consultant", java_script_enabled=False)
    standard = _first(page, world, ref)
    expect(page.locator("#keys")).to_be_hidden()
    standard.add_a_dissent("The contract ends in May.", ask="Participant3, Health")
    standard.says("Without a name: waiting for a person to confirm")
    page.goto(round_url(world, ref, f"/workshop/standards/{STANDARDS[0]}?order=instrument"))
    standard.agree(3, target=4, reason="Talked through.")
    standard.arrived(2)
    page.goto(round_url(world, ref, "/workshop/minutes"))
    expect(page.locator("main")).to_contain_text("The contract ends in May. (without a name)")


@pytest.mark.parametrize("width", [320, 1366, 1920])
def test_a_projector_and_a_phone_show_the_whole_screen(world: World, open_page: OpenPage, width: int) -> None:
    ref = make_round(world, RoundState.WORKSHOP)
    page = open_page("consultant", viewport={"width": width, "height": 768})
    for rest in ("/workshop", f"/workshop/standards/{STANDARDS[0]}", "/workshop/minutes"):
        page.goto(round_url(world, ref, rest))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(round_url(world, ref, f"/workshop/standards/{STANDARDS[0]}#board"))
    if width > 1000:
        for part in (".app-plot", "#level", "#target"):
            expect(page.locator(part).first).to_be_in_viewport(ratio=0.9)
        used = page.evaluate("document.querySelector('main').getBoundingClientRect().width")
        assert used > width * 0.9, "the whole width is used"
