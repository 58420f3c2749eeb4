"""The scoping exercise: practice, services, the package, closing."""

from playwright.sync_api import Page

from tests.browser.pages.screen import Screen


class Scoping(Screen):
    heading = "Scoping"

    def record_practice(self, **answers: str) -> "Scoping":
        """Write what was learned; names are the labels in lower case with underscores."""
        self.follow("Record practice", exact=False)
        for label, text in answers.items():
            self.fill(label.replace("_", " ").capitalize(), text)
        return self._save()

    def add_service(self, name: str, *, how: str, seen: str) -> "Scoping":
        self.follow("Add a service", exact=False)
        self.fill("Name of the service", name)
        self.fill("How it is commissioned now", how)
        self.fill("What you saw", seen)
        return self._save()

    def recommend(self, text: str, *, support: str, days: str) -> "Scoping":
        """Recommend one kind of support."""
        self.follow("Recommend support", exact=False)
        self.fill("Recommendation", text)
        self.main.get_by_role("group", name=support).get_by_label("Person-days").fill(days)
        return self._save()

    def close(self) -> "Scoping":
        self.press("Close the scoping")
        _Closing(self.page).press("Close the scoping")
        return Scoping(self.page)

    def _save(self) -> "Scoping":
        self.press("Save")
        return Scoping(self.page)


class _Closing(Screen):
    heading = "Close the scoping"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
