"""The watch over console, policy and network bites: its twins break the rules on purpose."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.site import Site
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


def _troubles(watch: Watch) -> str:
    """What was complained of so far; forgotten afterwards, so that this test passes."""
    found = " ".join(watch.troubles)
    watch.troubles.clear()
    return found


def _with_body(page: Page, body: str) -> None:
    """Show the front page with something slipped into it, its headers as they are."""

    def slip_in(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{body}</main>"))

    page.route("**/contact", slip_in)
    page.goto("/contact")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("slipped_in", "complaint"),
    [
        ("<script>document.title = 'mine'</script>", "Content Security Policy"),
        ('<p style="color: red">Red</p>', "Content Security Policy"),
        ('<img src="https://elsewhere.example/spy.png" alt="">', "Content Security Policy"),
        ('<img src="/no-such-picture.png" alt="">', "answer: 404"),
    ],
)
def test_what_breaks_the_policy_is_noticed(page: Page, watch: Watch, slipped_in: str, complaint: str) -> None:
    _with_body(page, slipped_in)
    assert complaint in _troubles(watch)


def test_an_error_of_a_script_is_noticed(page: Page, watch: Watch) -> None:
    page.goto("/contact")
    page.evaluate("() => { setTimeout(() => { throw new Error('on purpose'); }, 0); }")
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 50))")
    assert "on purpose" in _troubles(watch)


def test_a_page_of_the_service_is_left_in_peace(page: Page, watch: Watch, site: Site) -> None:
    page.goto(site.origin)
    expect(page.locator("h1")).to_be_visible()
    assert watch.troubles == []
