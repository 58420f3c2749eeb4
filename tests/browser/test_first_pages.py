"""In each role the first page answers "what do I do now?": a first thing whose link works, or what comes next."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.integration.reviewing.rich import make_rich
from tests.world import World

pytestmark = pytest.mark.browser
WAITS = ("manager", "consultant", "consultant2", "lead_officer", "director", "participant1", "finance_officer")
WAITS_NOTHING = ("participant2", "administrator")


def opened(page: Page) -> None:
    page.goto("/home")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your work")


def test_each_role_finds_what_to_do_or_what_comes_next(world: World, open_page: OpenPage) -> None:
    make_rich(world)
    for who in WAITS:
        page = open_page(who)
        opened(page)
        waiting = page.locator("main ul", has=page.locator("[id^=waiting]")).first.get_by_role("link").first
        expect(waiting, who).to_be_visible()
        with page.expect_navigation() as found:
            waiting.click()
        assert found.value.status == 200, who
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert not page.url.endswith("/home"), who
    for who in WAITS_NOTHING:
        page = open_page(who)
        opened(page)
        nothing = page.locator("main p", has_text="Nothing waits for you now.")
        expect(nothing).to_be_visible()
        coming = nothing.locator("+ p")
        expect(coming, who).not_to_be_empty()
