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
from tests.browser.tour.walk import Shown, Walk
from tests.browser.watching import Watch
from tests.routes import UnfilledRouteError

pytestmark = pytest.mark.browser

PARTS = 6  # so that the workers share the pages
PHONE = {"width": 320, "height": 640}
ERRORS = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503)


@pytest.fixture(scope="module")
def chosen(walk: Walk) -> list[tuple[Shown, bool]]:
    """The pages that are looked at, and whether at their colours, too: each with what no page before it showed."""
    pages = cover(walk.pages)
    coloured = cover(pages, colours_of)
    return [(shown, look in coloured) for look, shown in pages.items()]


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_wrong_on_any_page_at_a_desk_or_on_a_phone(
    chosen: list[tuple[Shown, bool]], open_context: OpenContext, site: Site, watch: Watch, part: int
) -> None:
    """axe finds nothing; at 320 pixels nothing scrolls sideways, and whatever is pressed is large enough.

    Colours are looked at where a page shows an element in a place that no page before it had. Every other page opens
    on the phone.
    """
    watch.allow("answer: 403", "answer: 404", "answer: 400")  # pages of this walk, too
    mine = chosen[part::PARTS]
    coloured = {id(shown) for shown, in_colour in mine if in_colour}
    found, wide = set(), True
    for shown, tab in show_each(open_context(), site, [shown for shown, _ in mine]):
        wrong = _at(tab, wide=wide, colours=id(shown) in coloured)
        wide = not wide  # the next page opens in the size in which this one was left
        tab.set_viewport_size(DESKTOP if wide else PHONE)
        wrong += _at(tab, wide=wide, colours=id(shown) in coloured)
        found |= {f"{shown.about}: {each}" for each in wrong}
    assert "\n".join(sorted(found)) == ""


def _at(tab: Page, *, wide: bool, colours: bool) -> list[str]:
    """What is wrong at a desk, or on a phone."""
    return violations(tab, colours=colours) if wide else [*overflow(tab), *small_targets(tab)]


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
