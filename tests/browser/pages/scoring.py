"""Scoring alone: the task list, one standard, checking and submitting."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.screen import Screen


class TaskList(Screen):
    heading = "Score the standards"

    @classmethod
    def visit(cls, page: Page, address: str) -> "TaskList":
        page.goto(address)
        return cls(page)

    def open_standard(self, number: int) -> "Standard":
        self.main.locator(".govuk-task-list__link", has_text=f"{number}. ").first.click()
        return Standard(self.page)

    def check(self) -> "CheckAnswers":
        self.press("Check your answers and submit")
        return CheckAnswers(self.page)


class Standard(Screen):
    """One standard's scoring page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        expect(page.locator(".govuk-caption-l")).to_contain_text("Standard ")

    @classmethod
    def visit(cls, page: Page, address: str) -> "Standard":
        page.goto(address)
        return cls(page)

    def at(self, number: int) -> "Standard":
        """Wait until the page is that of the standard `number`."""
        expect(self.page.locator("h1")).to_have_text(re.compile(rf"^{number}\. "))
        return self

    @property
    def number(self) -> int:
        return int(self.page.locator("h1").inner_text().partition(".")[0])

    def choose_level(self, level: int | str) -> None:
        self.level(level).check()

    def level(self, level: int | str) -> Locator:
        return self.main.locator(f'input[name="level"][value="{level}"]')

    def note(self, text: str) -> None:
        self.fill("Evidence: a note", text)

    @property
    def saved(self) -> Locator:
        """The line that says when the answer was saved."""
        return self.main.locator("#saved")

    def go_on(self) -> None:
        self.press("Save and continue")

    def back_to_list(self) -> TaskList:
        self.press("Save and return to the list")
        return TaskList(self.page)


class CheckAnswers(Screen):
    heading = "your answers"

    def __init__(self, page: Page) -> None:
        expect(page).to_have_url("/".join([*page.url.split("/")[:-1], "check"]))
        Screen.__init__(self, page)

    def submit(self) -> "Submitted":
        self.press("Submit your scores")
        return Submitted(self.page)


class Submitted(Screen):
    heading = "Scores submitted"
