"""Pausing the parts that ask for news by themselves: the browser remembers it, and what waited shows later."""

import pytest
from playwright.sync_api import Page, expect

from app.assessments.models import RoundState
from tests.browser.conftest import OpenPage
from tests.browser.pages.follow import Follow
from tests.browser.watching import Watch
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import STANDARDS, World

pytestmark = pytest.mark.browser
PAUSED = "Paused. What others do shows when you resume."


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_live_parts_wait_while_they_are_paused(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.WORKSHOP)
    phone, screen = open_page("participant1"), open_page("consultant")
    phone.goto(round_url(world, ref, "/workshop/follow"))
    press(phone, "Pause live updates")
    phone.reload()
    expect(phone.locator("#live-switch")).to_contain_text(PAUSED)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    screen.goto(round_url(world, ref, f"/workshop/standards/{STANDARDS[2]}"))
    press(screen, "Call a second vote")
    phone.wait_for_timeout(4000)
    assert asked == []
    press(phone, "Resume live updates")
    expect(Follow(phone).notice).to_have_text("Vote again now, on standard 3.")
    expect(phone.locator("#live-switch")).not_to_contain_text("Paused.")


def test_without_script_there_is_nothing_to_pause(world: World, open_page: OpenPage, watch: Watch) -> None:
    watch.allow("/govuk-frontend.min.js csp")  # preloaded in vain where script is off
    ref = make_round(world, RoundState.WORKSHOP)
    page = open_page("participant1", java_script_enabled=False)
    page.goto(round_url(world, ref, "/workshop/follow"))
    expect(page.locator("#live-switch")).to_be_hidden()
