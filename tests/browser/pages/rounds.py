"""Running a round: starting it, its participants, its own page, closing scoring."""

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.browser.pages.screen import Screen


class StartRound(Screen):
    heading = "Start a self-assessment round"

    def start(self, kind: str, *, by: tuple[int, int, int]) -> "Participants":
        self.choose("Which round is it?", kind)
        self.fill_date("When should everybody have scored?", *by)
        self.press("Save and add participants")
        return Participants(self.page)


class Participants(Screen):
    heading = "Participants"

    def paste(self, lines: Iterable[str]) -> "Participants":
        """Paste a list as it comes from a spreadsheet."""
        self.fill("People to invite", "\n".join(lines))
        self.press("Add to the list")
        return Participants(self.page)

    def to_the_round(self) -> "RoundPage":
        self.press("Continue to the round")
        return RoundPage(self.page)


class RoundPage(Screen):
    heading = "self-assessment"

    @classmethod
    def visit(cls, page: Page, address: str) -> "RoundPage":
        page.goto(address)
        return cls(page)

    def open_scoring(self) -> "RoundPage":
        self.press("Open scoring and send invitations")
        return RoundPage(self.page)

    def close_scoring(self) -> "RoundPage":
        self.press("Close scoring")
        _Close(self.page).press("Close scoring now")
        return RoundPage(self.page)


class _Close(Screen):
    heading = "Close scoring"
