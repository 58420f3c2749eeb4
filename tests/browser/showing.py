"""Opens pages that were kept on the walk: their own words and headers, with the live service's style and script."""

from collections.abc import Iterable, Iterator

from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.tour.walk import Shown


def show_each(context: BrowserContext, origin: str, pages: Iterable[Shown]) -> Iterator[tuple[Shown, Page]]:
    """Show each page in turn in one tab."""
    tab = context.new_page()
    for shown in pages:
        yield shown, show(tab, origin, shown)


def show(tab: Page, origin: str, shown: Shown) -> Page:
    """Show a kept page at its own address, with the status that it had."""

    def answer(route: Route) -> None:
        address = route.request.url.removeprefix(origin)
        if address in shown.pictures:
            route.fulfill(body=shown.pictures[address], content_type="image/svg+xml")
        elif route.request.is_navigation_request():
            route.fulfill(status=shown.status, headers=shown.headers, body=shown.body)
        else:
            route.continue_()

    tab.unroute_all()
    tab.route(lambda url: not url.startswith(f"{origin}/assets/"), answer)
    tab.goto(f"{origin}{shown.url}")
    return tab
