"""A rehearsal in a browser: by single keys, by Tab and Enter, without script, on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.assessments.rehearsing.play import Play
from tests.browser.checking import overflow, small_targets, violations
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.watching import Watch
from tests.integration.assessments import rehearsals
from tests.world import AREAS, STANDARDS, World

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 320, "height": 640}}
BANNER = "Rehearsal: sample scores. Nothing here is kept, and nobody else sees it."


def _press(page: Page, keys: Keyboard, button: str) -> None:
    keys.tab_to(page.get_by_role("button", name=button, exact=True))
    keys.press("Enter")


def test_a_standard_is_rehearsed_by_keys_alone(world: World, open_page: OpenPage) -> None:
    page = open_page("consultant")
    page.goto(world.url("/rehearsal"))
    keys = Keyboard(page)
    _press(page, keys, "Start the rehearsal")
    expect(page.locator(".app-rehearsal")).to_contain_text(BANNER)
    _press(page, keys, "Show the scores")
    expect(page.locator(".app-agenda__row")).to_have_count(12)
    keys.press("n", "Enter")
    expect(page.locator(".app-lie")).to_contain_text("split")
    keys.press("v", "Enter")
    expect(page.locator("#vote-now")).to_contain_text("12 of 12 have voted")
    keys.press("v", "Enter")
    expect(page.locator(".app-plot")).to_have_count(2)
    keys.press("3", "Shift+Digit4", "r")
    keys.type("We heard why, and met at 3.")
    keys.press("Tab", "d")
    expect(page.locator("h1")).to_have_text("Add a dissent")
    keys.fill(page.get_by_label("What does somebody see differently?"), "The panel has not met since May.")
    keys.tab_to(page.get_by_label("Who is asked"))
    keys.type("Gr")
    _press(page, keys, "Record the dissent")
    expect(page.locator(".app-dissent")).to_contain_text("waiting for a person to confirm")
    _press(page, keys, "Confirm as Grace Glover")
    expect(page.locator("main")).to_contain_text("The sample person’s name is put to the dissent.")
    expect(page.locator(".app-dissent")).to_contain_text("Grace Glover")
    keys.press("l")
    expect(page.locator(".app-board__progress")).to_contain_text("1 of 12 agreed")
    expect(page.locator(".app-agenda__row").first).to_contain_text("Level 3, target 4")
    _press(page, keys, "End the rehearsal")
    expect(page.locator("main")).to_contain_text("Nothing of it was kept")


def test_the_sample_result_is_drawn_and_the_director_answers_without_script(
    world: World, open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("/govuk-frontend.min.js csp")  # preloaded in vain where script is off
    rehearsals.keep(world, rehearsals.agreed)
    page = open_page("consultant", java_script_enabled=False)
    page.goto(world.url("/rehearsal"))
    page.get_by_role("button", name="Send the result to the director").click()
    page.get_by_role("button", name="Hear what the sample director says").click()
    row = page.locator(".app-agenda__row", has_text="I would like to hear more")
    row.get_by_role("link").click()
    page.get_by_role("button", name="Save and return to the list").click()
    page.get_by_role("button", name="Send the result to the director").click()
    page.get_by_role("button", name="Hear what the sample director says").click()
    expect(page.locator("main")).to_contain_text("The sample director has signed it")
    for picture in page.locator("img.app-chart").all():
        assert picture.evaluate("each => each.decode().then(() => each.naturalWidth)") > 0


@pytest.mark.parametrize(
    ("at", "rests"),
    [
        (rehearsals.begun, ("",)),
        (rehearsals.shown, ("", *(f"/standards/{key}" for key in (STANDARDS[0], STANDARDS[4], STANDARDS[6])))),
        (rehearsals.returned, ("", f"/areas/{AREAS[0]}", f"/standards/{STANDARDS[0]}/dissent", "/minutes")),
        (rehearsals.sent, ("/result",)),
    ],
    ids=["begun", "shown", "returned", "sent"],
)
def test_every_screen_says_that_it_is_a_rehearsal_and_fits_a_phone(
    world: World, open_page: OpenPage, at: Callable[[], Play], rests: tuple[str, ...]
) -> None:
    rehearsals.keep(world, at)
    page = open_page("consultant", **PHONE)
    for rest in rests:
        page.goto(world.url(f"/rehearsal{rest}"))
        expect(page.locator(".app-rehearsal")).to_contain_text(BANNER)
        assert [*violations(page), *overflow(page), *small_targets(page)] == [], rest
