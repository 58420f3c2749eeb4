"""The consultant's pages: the list, one standard, one area."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.screen import Screen


class Workshop(Screen):
    heading = "Workshop"

    @classmethod
    def visit(cls, page: Page, address: str) -> "Workshop":
        page.goto(address)
        return cls(page)

    def show_the_scores(self) -> "Workshop":
        self.press("Show the scores")
        self.says("Scores appear without names")
        return self

    def in_the_questionnaires_order(self) -> "Workshop":
        """Leave the agenda for the order of the numbers, which the standards' pages then keep."""
        switch = self.main.get_by_role("link", name="Show in the questionnaire’s order")
        if switch.count():
            switch.click()
            self.says("In the questionnaire’s order.")
        return self

    def open_standard(self, number: int) -> "WorkshopStandard":
        self.in_the_questionnaires_order()
        self.main.locator(".app-agenda a", has_text=re.compile(rf"^{number}\. ")).click()
        return WorkshopStandard(self.page, number)

    def open_first_on_the_agenda(self) -> "WorkshopStandard":
        link = self.main.locator(".app-agenda a").first
        number = int(link.inner_text().split(".")[0])
        link.click()
        return WorkshopStandard(self.page, number)

    def describe_area(self, place: int, *, challenges: str, capacity: str) -> "Workshop":
        """Record the findings of the area at `place`, from 0."""
        self.main.get_by_role("link", name="challenges and capacity for improvement").nth(place).click()
        expect(self.page.locator(".govuk-caption-l")).to_have_text("Workshop: area")
        self.fill("Challenges that the partnership faces", challenges)
        self.fill("Capacity for improvement", capacity)
        self.press("Save")
        return Workshop(self.page)

    def send_to_the_director(self) -> None:
        self.press("Send the result to the director")


class WorkshopStandard(Screen):
    """One standard's unnamed scores, and what is agreed."""

    def __init__(self, page: Page, number: int) -> None:
        super().__init__(page)
        self.arrived(number)

    def arrived(self, number: int) -> None:
        """Wait until the page is that of the standard `number`."""
        expect(self.page.locator(".govuk-caption-l")).to_contain_text(f"Workshop: standard {number} of")

    @property
    def word(self) -> Locator:
        """What the spread of the scores is called."""
        return self.main.locator("#scores .govuk-tag")

    def agree(self, level: int | str, *, target: int | None = None, reason: str = "") -> None:
        """Record what is agreed and go on to the next standard."""
        self.choose("Agreed level", "Not assessed" if level == "none" else str(level))
        if target is not None:
            self.choose("Target level after twelve months", str(target))
        self.fill("Reason", reason)
        self.press("Save and continue")

    def add_a_dissent(self, text: str, *, ask: str = "") -> None:
        """Record a dissent in words; `ask` is how the list names whoever is asked to be named."""
        self.follow("Add a dissent")
        expect(self.page.locator("h1")).to_have_text("Add a dissent")
        self.fill("What does somebody see differently?", text)
        if ask:
            self.page.get_by_label("Who is asked to put their name to it?").select_option(label=ask)
        self.press("Record the dissent")
        self.says("The dissent is recorded.")
