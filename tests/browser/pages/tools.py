"""Tools in use and service cases, as people work with them: putting to use, sheets, conclusions, dates, downloads."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.pages.screen import Screen

Row = tuple[str, str]  # the answer as its value, and the reason; empty: none


class Start(Screen):
    """Putting a tool to use."""

    def begin(self, title: str, names: str = "") -> "Appraisal":
        self.fill("What is it about?", title)
        if names:
            self.main.locator("#names").fill(names)
        self.press("Begin")
        return Appraisal(self.page, title)


class Appraisal(Screen):
    """What a tool is put to, recognised by its title."""

    def __init__(self, page: Page, title: str) -> None:
        self.heading = title
        super().__init__(page)

    def answer(self, subject: str, rows: Mapping[str, Row]) -> None:
        """Fill in the sheet of a subject."""
        self.follow(f"Answer for {subject}")
        Sheet(self.page, subject).fill_in(rows)
        self.arrived()

    def arrived(self) -> None:
        expect(self.page.locator("h1")).to_have_text(self.heading)

    def conclude(self, *outcomes: str, recommendation: str) -> None:
        """Conclude: an outcome for each subject in their order."""
        self.press("Conclude")
        Conclude(self.page).send(*outcomes, recommendation=recommendation)
        self.says("It does not change any more")


class Sheet(Screen):
    """All criteria of a subject, recognised by its name."""

    def __init__(self, page: Page, subject: str) -> None:
        self.heading = subject
        super().__init__(page)

    def fill_in(self, rows: Mapping[str, Row]) -> None:
        for key, (answer, reason) in rows.items():
            if answer:
                self.main.locator(f'input[name="{key}_answer"][value="{answer}"]').check()
            if reason:
                self.main.locator(f"#{key}_reason").fill(reason)
        self.press("Save")


class Conclude(Screen):
    heading = "Conclude"

    def send(self, *outcomes: str, recommendation: str) -> None:
        for place, label in enumerate(outcomes, 1):
            group = self.main.get_by_role("group").filter(has=self.page.locator(f"input[name='outcome-{place}']"))
            group.get_by_label(label, exact=True).check()
            self.main.locator(f"#reason-{place}").fill(f"Because of what was said: {label.lower()}.")
        self.main.locator("#recommendation").fill(recommendation)
        self.press("Conclude")


class Case(Screen):
    """A service case, recognised by its service."""

    def __init__(self, page: Page, service: str) -> None:
        self.heading = service
        super().__init__(page)

    def use(self, stage: str, tool: str) -> Start:
        """Put a tool of a stage to use."""
        part = self.main.locator(f"section[aria-labelledby={stage}]")
        if not part.get_by_role("link", name=tool, exact=True).is_visible():
            part.locator("summary").click()
        part.get_by_role("link", name=tool, exact=True).click()
        return Start(self.page)

    def decide(self, what: str, *, by: str, leads_to: str) -> None:
        self.press("Record a decision")
        self.fill("What was decided?", what)
        self.fill("Why was it decided so?", "It follows from what was looked at.")
        self.fill("Who decided?", by)
        self.fill_date("When was it decided?", 20, 11, 2026)
        self.choose("What follows for the case?", leads_to)
        self.press("Record the decision")
        self.says("The decision is recorded.")

    def taken(self, link: str) -> bytes:
        """Press a link to a file, and give the file."""
        with self.page.expect_download() as coming:
            self.follow(link)
        return Path(coming.value.path()).read_bytes()
