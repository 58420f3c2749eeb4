"""Signing in, accepting an invitation, and the page that comes first afterwards."""

from playwright.sync_api import Page

from tests.browser.pages.screen import Screen


class SignIn(Screen):
    heading = "Sign in"

    @classmethod
    def visit(cls, page: Page) -> "SignIn":
        page.goto("/sign-in")
        return cls(page)

    def sign_in(self, email: str, password: str) -> "YourWork":
        self.fill("Email address", email)
        self.fill("Password", password)
        self.press("Sign in")
        return YourWork(self.page)


class Invitation(Screen):
    heading = "You are invited"

    @classmethod
    def open(cls, page: Page, link: str) -> "Invitation":
        """Press the link in the e-mail."""
        page.goto(link)
        return cls(page)

    def accept(self, *, name: str, password: str) -> "YourWork":
        """Accept as somebody who has no account yet."""
        self.fill("Full name", name)
        self.fill("Password", password)
        self.press("Accept the invitation")
        return YourWork(self.page)


class YourWork(Screen):
    heading = "Your work"

    @classmethod
    def visit(cls, page: Page) -> "YourWork":
        page.goto("/home")
        return cls(page)

    def take_up(self, title: str) -> None:
        """Follow one thing that waits."""
        self.follow(title)

    def set_up_an_engagement(self) -> None:
        self.press("Set up an engagement")
