"""What every page offers: its heading, its messages, pressing and following. Each page's own verbs: beside this."""

from playwright.sync_api import Locator, Page, expect


class Screen:
    """A page as a person sees it. `heading` is how the page is recognised on arrival."""

    heading = ""

    def __init__(self, page: Page) -> None:
        self.page = page
        if self.heading:
            expect(page.locator("h1")).to_contain_text(self.heading)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press a button, or a link that looks like one; where it leads to a page, the whole of that is there then."""
        self.main.get_by_role("button", name=name, exact=exact).click()
        self.page.wait_for_load_state()

    def follow(self, name: str, *, exact: bool = True) -> None:
        self.main.get_by_role("link", name=name, exact=exact).click()
        self.page.wait_for_load_state()

    def follow_crumb(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name=name).click()

    def fill(self, label: str, text: str) -> None:
        self.main.get_by_label(label, exact=True).fill(text)

    def fill_date(self, group: str, day: int, month: int, year: int) -> None:
        """Type a date into its three parts."""
        parts = self.main.get_by_role("group", name=group)
        for label, value in (("Day", day), ("Month", month), ("Year", year)):
            parts.get_by_label(label, exact=True).fill(str(value))

    def choose(self, question: str, answer: str) -> None:
        group = self.main.get_by_role("group", name=question)
        group.get_by_label(answer, exact=True).check()

    def open_details(self, summary: str) -> None:
        self.main.locator("summary", has_text=summary).click()

    def says(self, text: str) -> None:
        """Wait until the page says `text`."""
        expect(self.main).to_contain_text(text)

    @property
    def errors(self) -> list[str]:
        """The messages of the error summary, as soon as there is one."""
        summary = self.page.locator(".govuk-error-summary__list li")
        expect(summary.first).to_be_visible()
        return [text.strip() for text in summary.all_inner_texts()]

    def task_status(self, title: str) -> str:
        """What a task list says of one of its tasks."""
        item = self.main.locator(".govuk-task-list__item", has_text=title)
        return item.locator(".govuk-task-list__status").inner_text().strip()
