"""A monthly review from "Start the monthly review" to frozen minutes, by the hands of a manager and a lead officer."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage
from tests.browser.test_plan_to_variation import says
from tests.integration.reviewing.rich import make_rich
from tests.world import World

pytestmark = pytest.mark.browser


@dataclass
class Hands:
    """Somebody's hands, which count what they press and type."""

    page: Page
    pressed: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def follow(self, name: str) -> None:
        self._press(self.page.locator("main").get_by_role("link", name=name).first, name)

    def press(self, name: str) -> None:
        self._press(self.page.locator("main").get_by_role("button", name=name).first, name)

    def choose(self, name: str) -> None:
        self._press(self.page.locator("main").get_by_role("radio", name=name).first, name)

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)
        self.typed.append(label)

    def _press(self, what: Locator, name: str) -> None:
        what.click()
        self.pressed.append(name)


def test_two_people_make_a_review_in_few_presses(world: World, open_page: OpenPage) -> None:
    make_rich(world)
    manager, officer = Hands(open_page("manager")), Hands(open_page("lead_officer"))
    manager.page.goto("/home")
    manager.follow("Start the monthly review for October 2026")
    manager.press("Start the review")
    says(manager.page, "is drafted from the facts up to now")
    manager.press("Write the review")
    manager.choose("Some")
    manager.type("What is the effect?", "Two days of the contracts team were lost.")
    manager.type("What did you decide?", "Bring the framework forward.")
    manager.press("Save")
    manager.press("Confirm the review for Halton")
    says(manager.page, "The other side has been told")

    officer.page.goto("/home")
    officer.follow("Confirm the monthly review for October 2026")
    officer.press("Confirm the review for Cheshire West and Chester")
    says(officer.page, "Both sides have confirmed the review")

    assert (len(manager.pressed), len(manager.typed)) == (6, 2), "the facts are drafted: nobody copies a figure"
    assert (len(officer.pressed), len(officer.typed)) == (2, 0)
    for hands in (manager, officer):
        hands.page.reload()
        minutes = hands.page.locator("main").get_by_role("link", name="PDF", exact=True).get_attribute("href")
        answer = hands.page.request.get(str(minutes))
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    says(officer.page, "Bring the framework forward.")
