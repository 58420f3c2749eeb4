"""What a participant sees and does on the page that follows the workshop."""

from playwright.sync_api import Locator

from tests.browser.pages.screen import Screen


class Follow(Screen):
    """The page that follows the workshop."""

    heading = "Follow the workshop"

    @property
    def notice(self) -> Locator:
        """What happens now, in one sentence."""
        return self.main.locator("#vote-notice")

    @property
    def count(self) -> Locator:
        """How many have voted."""
        return self.main.locator("#follow-now p")

    @property
    def saved(self) -> Locator:
        """What is said of the own vote."""
        return self.main.locator("#vote-saved")

    def level(self, level: int | str) -> Locator:
        """The radio of a level."""
        return self.main.locator(f'input[name="level"][value="{level}"]')

    def vote(self, level: int | str) -> None:
        """Choose a level, which saves it where script runs."""
        self.level(level).check()
