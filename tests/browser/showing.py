"""Opens pages that were kept on the walk: their own words and headers, with the live service's style and script."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.wrappers import Request, Response

from tests.browser.site import Site
from tests.browser.tour.walk import Shown


class _Stand:
    """Answers for the service with the page that is shown, and leaves all else to the service.

    Not Playwright's `route`: where that listens, the browser keeps no style and no script from page to page.
    """

    def __init__(self, app: Flask) -> None:
        self.service: Callable[..., Any] = app.wsgi_app
        self.shown: Shown | None = None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        request, shown = Request(environ), self.shown
        address = request.full_path if request.query_string else request.path
        if shown is None or request.path.startswith("/assets/"):
            return self.service(environ, start)
        if address in shown.pictures:
            return Response(shown.pictures[address], content_type="image/svg+xml")(environ, start)
        if request.headers.get("Sec-Fetch-Dest") == "document":
            headers = shown.headers | {"Cache-Control": "no-store"}
            return Response(shown.body, shown.status, headers)(environ, start)
        return self.service(environ, start)


def show_each(context: BrowserContext, site: Site, pages: Iterable[Shown]) -> Iterator[tuple[Shown, Page]]:
    """Show each page in turn in one tab, at its own address and with the status that it had."""
    tab, stand = context.new_page(), _Stand(site.app)
    site.app.wsgi_app = stand
    try:
        for stand.shown in pages:
            tab.goto(f"{site.origin}{stand.shown.url}")
            yield stand.shown, tab
    finally:
        site.app.wsgi_app = stand.service
