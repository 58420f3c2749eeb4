"""axe-core finds nothing on any part of any page: every route, role and state, wrong forms, e-mailed links, errors."""

import pytest
from playwright.sync_api import Page

from tests.browser.checking import overflow, small_targets, violations
from tests.browser.conftest import DESKTOP, OpenContext, OpenPage
from tests.browser.showing import show_each
from tests.browser.site import Site
from tests.browser.tour.addresses import ways
from tests.browser.tour.cover import colours_of, cover
from tests.browser.tour.errors import error_pages
from tests.browser.tour.walk import Walk
from tests.browser.watching import Watch
from tests.routes import UnfilledRouteError

pytestmark = pytest.mark.browser

PARTS = 6  # so that the workers share the pages
PHONE = {"width": 320, "height": 640}
ERRORS = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503)


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_wrong_on_any_page_at_a_desk_or_on_a_phone(
    walk: Walk, open_context: OpenContext, site: Site, watch: Watch, part: int
) -> None:
    """axe finds nothing; at 320 pixels nothing scrolls sideways, and whatever is pressed is large enough.

    Contrast is looked at where a page shows an element in a place that no page before it had.
    """
    watch.allow("answer: 403", "answer: 404", "answer: 400")  # pages of this walk, too
    pages = cover(walk.pages)
    coloured = {id(shown) for shown in cover(pages, colours_of).values()}
    found = set()
    for shown, tab in show_each(open_context(), site, list(pages.values())[part::PARTS]):
        wrong = violations(tab, contrast=id(shown) in coloured)
        tab.set_viewport_size(PHONE)
        wrong += overflow(tab) + small_targets(tab)
        tab.set_viewport_size(DESKTOP)
        found |= {f"{shown.about}: {each}" for each in wrong}
    assert "\n".join(sorted(found)) == ""


def test_every_page_was_opened_and_every_form_was_sent(walk: Walk) -> None:
    """A new route belongs to the walk, or this fails; so does a route that nobody in any scene gets to."""
    assert len(walk.to_open) > 50
    assert walk.to_open - walk.opened == set(), "no scene of tests/browser/tour shows these"
    assert walk.to_send - walk.sent == set(), "no scene of tests/browser/tour lets anybody send these"


def test_a_route_whose_parts_nobody_fills_stops_the_walk(site: Site) -> None:
    with pytest.raises(UnfilledRouteError, match="needs authority_ref"):
        list(ways(site.app, {}))


def test_axe_finds_nothing_on_the_pages_of_errors(open_context: OpenContext, site: Site, watch: Watch) -> None:
    pages = error_pages(site.app)
    assert {shown.status for shown in pages} >= set(ERRORS)
    watch.allow("answer: ")
    found = [each for _, tab in show_each(open_context(), site, pages) for each in violations(tab)]
    assert found == []


def test_axe_bites(open_page: OpenPage) -> None:
    """The twin: a page that breaks rules of each kind is found out."""
    page: Page = open_page()
    page.set_content('<html><body><img src="data:,"><p style="color:#999;background:#aaa">Pale</p></body></html>')
    found = " ".join(violations(page))
    for rule in ("image-alt", "html-has-lang", "document-title", "color-contrast", "landmark-one-main"):
        assert rule in found
