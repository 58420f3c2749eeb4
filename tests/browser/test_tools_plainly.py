"""A tool put to use, answered and concluded by keyboard alone, and without JavaScript. With a mouse: candidates."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import appraising_factories
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.test_plan_to_variation import says
from tests.browser.test_training_plainly import Act, by_key, by_mouse
from tests.browser.watching import Watch
from tests.integration.appraising.using import offer
from tests.world import World

pytestmark = pytest.mark.browser
TALL = {"width": 1200, "height": 1600}
Type = Callable[[Page, str, str], None]


def typed_by_key(page: Page, box: str, text: str) -> None:
    expect(page.locator(box)).to_be_visible()
    Keyboard(page).fill(page.locator(box), text)


def typed(page: Page, box: str, text: str) -> None:
    page.locator(box).fill(text)


def test_by_keyboard_alone(world: World, open_page: OpenPage) -> None:
    walk(world, open_page("lead_officer", viewport=TALL), by_key, typed_by_key)


def test_without_javascript(world: World, open_page: OpenPage, watch: Watch) -> None:
    watch.allow(" csp")  # how Chromium reports that scripts are off
    walk(world, open_page("lead_officer", java_script_enabled=False), by_mouse, typed)


def walk(world: World, page: Page, act: Act, write: Type) -> None:
    """A provider is checked, and concluded: without a reason in vain, then with one."""
    offer(world, appraising_factories.MET)
    page.goto(world.url("/tools"))
    act(page, page.get_by_role("link", name="Use Small tool of met"))
    write(page, "#title", "Care at Night")
    act(page, page.get_by_role("button", name="Begin"))
    act(page, page.get_by_role("link", name="Change Care at Night"))
    write(page, "#amount", "41000")
    act(page, page.get_by_role("button", name="Save"))
    act(page, page.get_by_role("link", name="Answer for Care at Night"))
    for key in ("accounts", "record", "community"):
        act(page, page.locator(f"#{key}_answer"))
        write(page, f"#{key}_reason", "It was seen.")
    act(page, page.get_by_role("button", name="Save", exact=True))
    says(page, "Every row is ready.")
    act(page, page.get_by_role("button", name="Conclude"))
    act(page, page.locator("#outcome-1"))
    act(page, page.get_by_role("button", name="Conclude"))
    expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    write(page, "#reason-1", "All is in order.")
    write(page, "#recommendation", "Go on.")
    act(page, page.get_by_role("button", name="Conclude"))
    says(page, "It does not change any more.")
    says(page, "It was seen.")
