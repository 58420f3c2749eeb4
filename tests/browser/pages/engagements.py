"""Setting an engagement up, its home, its people, opening it."""

import datetime as dt

from playwright.sync_api import Locator, expect

from tests.browser.pages.screen import Screen


class SetUp(Screen):
    heading = "Set up an engagement"

    def describe(self, *, partner: str, decision: str) -> None:
        """Say with whom and on whose decision."""
        self.fill("Partner council", partner)
        self.fill("Decision that approved it", decision)

    def type_figures(self, *, rate: str, fewest: str, most: str) -> None:
        """Type rate and days key by key, as htmx listens to keys."""
        for label, text in (("Day rate", rate), ("Fewest person-days", fewest), ("Most person-days", most)):
            box = self.main.get_by_label(label, exact=True)
            box.fill("")
            box.press_sequentially(text)

    @property
    def value(self) -> Locator:
        """The line that says what the figures come to."""
        return self.main.locator("#estimate")

    def work_out(self) -> None:
        self.press("Work out the value")

    def finish(self) -> "EngagementHome":
        self.press("Set up the draft")
        return EngagementHome(self.page)


class EngagementHome(Screen):
    heading = "Children's Trust"

    def open_it(self, *, signed: dt.date) -> "EngagementHome":
        """Record when both had signed the initial agreement on paper, and open."""
        self.follow("Initial agreement")
        Agreement(self.page).follow("Record that both signed on paper")
        opening = Opening(self.page)
        opening.fill_date("When was the initial agreement signed", signed.day, signed.month, signed.year)
        opening.press("Open the engagement")
        return EngagementHome(self.page)

    def see_people(self) -> "People":
        self.follow("Who is who")
        return People(self.page)


class Agreement(Screen):
    heading = "Support agreement"


class Opening(Screen):
    heading = "Open the engagement"


class People(Screen):
    heading = "People"

    def assign_consultant(self, name: str) -> None:
        """Make a colleague consultant in one press."""
        self.press("Assign a consultant")
        Invite(self.page).press(f"Assign {name}")
        People(self.page).says(f"{name} is now a consultant")

    def invite(self, seat: str, *, name: str, email: str) -> None:
        """Invite by e-mail; `seat` is what the button says."""
        self.press(seat)
        form = Invite(self.page)
        form.fill("Full name", name)
        form.fill("Email address", email)
        form.press("Send the invitation")
        expect(self.page.locator(".govuk-notification-banner")).to_contain_text(f"Invitation sent to {email}")


class Invite(Screen):
    pass
