"""The consultant's pages: the list, one standard, one area."""

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

    def open_standard(self, number: int) -> "WorkshopStandard":
        self.main.locator(".govuk-task-list__link", has_text=f"{number}. ").first.click()
        return WorkshopStandard(self.page, number)

    def describe_area(self, place: int, *, challenges: str, capacity: str) -> "Workshop":
        """Record the findings of the area at `place`, from 0."""
        self.main.get_by_role("link", name="Challenges and capacity for improvement").nth(place).click()
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
        return self.main.locator(".govuk-tag")

    def agree(self, level: int | str, *, target: int | None = None, reason: str = "") -> None:
        """Record what is agreed and go on to the next standard."""
        self.main.locator(f'input[name="level"][value="{level}"]').check()
        if target is not None:
            self.choose("Target level after twelve months", str(target))
        self.fill("Reason", reason)
        self.press("Save and continue")
