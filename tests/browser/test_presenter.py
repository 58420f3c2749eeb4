"""The presenter's page of a training session: its keys, timer and steps, full screen, and the list without script."""

import pytest
from playwright.sync_api import Page, expect

from tests import learning_factories
from tests.browser.checking import violations
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.watching import Watch
from tests.integration.learning.made import make_training
from tests.world import World

pytestmark = pytest.mark.browser
STEPS = tuple(learning_factories.four_days().session("1.1").timetable)


def address(world: World) -> str:
    return make_training(world).url("/present/1.1")


def clock(page: Page) -> str:
    return page.locator("#present-clock").inner_text()


def test_a_session_is_presented_by_single_keys_and_the_timer_counts_over(world: World, open_page: OpenPage) -> None:
    page = open_page("trainer")
    keys = Keyboard(page)
    page.clock.install(time="2026-11-20T09:30:00Z")
    page.goto(address(world))
    page.clock.pause_at("2026-11-20T09:35:00Z")  # from here on time passes only where this test lets it
    first, second = STEPS[:2]
    expect(page.locator("#present-now")).to_have_text(first.what)
    expect(page.locator("#present-next")).to_have_text(f"Next: {second.what}")
    assert clock(page) == f"{first.minutes}:00"
    keys.press("Space")
    page.clock.run_for(60_000)
    assert clock(page) == f"{first.minutes - 1}:00"
    expect(page.locator("#present-over")).to_have_text("left")
    keys.press("Space")
    stopped = clock(page)
    page.clock.run_for(60_000)
    assert clock(page) == stopped, "paused"
    keys.press("n")
    expect(page.locator("#present-do")).to_have_text(first.do)
    keys.press("ArrowRight")
    expect(page.locator("#present-now")).to_have_text(second.what)
    expect(page.locator("[aria-current=step] .app-present__what")).to_have_text(second.what)
    keys.press("+")
    assert clock(page) == f"{second.minutes + 1}:00"
    keys.press("Space")
    page.clock.run_for((second.minutes + 2) * 60_000)
    expect(page.locator("#present-over")).to_have_text("over time")
    expect(page.locator("#present-said")).to_have_text("Time is up for this step.")
    page.clock.resume()
    assert violations(page) == []
    page.reload()
    expect(page.locator("#present-now")).to_have_text(second.what)
    keys.press("ArrowLeft")
    expect(page.locator("#present-now")).to_have_text(first.what)


def test_buttons_do_what_keys_do_and_keys_can_be_switched_off(world: World, open_page: OpenPage) -> None:
    page = open_page("trainer")
    keys = Keyboard(page)
    page.goto(address(world))
    page.evaluate("Element.prototype.requestFullscreen = async function () { window.asked = this.id; }")
    keys.press("f")
    assert page.evaluate("window.asked") == "present"
    page.get_by_role("button", name="Next step").click()
    expect(page.locator("#present-now")).to_have_text(STEPS[1].what)
    expect(page.locator("#stage")).to_be_focused()
    page.locator("#present-keys summary").click()
    page.get_by_role("button", name="Switch single keys off").click()
    page.reload()
    keys.press("ArrowRight")
    expect(page.locator("#present-place")).to_contain_text("Step 2 of")


def test_without_javascript_the_list_of_steps_stands_by_itself(world: World, open_page: OpenPage, watch: Watch) -> None:
    watch.allow(" csp")  # how Chromium reports that scripts are off
    page = open_page("trainer", java_script_enabled=False)
    page.goto(address(world))
    expect(page.locator("#stage")).to_be_hidden()
    expect(page.locator("#present-buttons")).to_be_hidden()
    expect(page.locator(".app-present__what")).to_have_text([each.what for each in STEPS])
    page.locator(".app-present__steps summary").first.click()
    expect(page.locator(".app-present__do").first).to_contain_text(STEPS[0].do)
