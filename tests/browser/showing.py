"""Opens pages that were kept on the walk: their own words and headers, with the live service's style and script."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.wrappers import Request, Response

from tests.browser.site import Site
from tests.browser.tour.walk import Shown

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="700"><path d="M0 0h1400v700z"/></svg>'
"""Stands for each chart: nothing that is looked at here is within one, and none is wider."""


class _Stand:
    """Answers for the service with the page that is shown, and leaves style and script to the service.

    Not Playwright's `route`: where that listens, the browser keeps no style and no script from page to page.
    """

    def __init__(self, app: Flask) -> None:
        self.service: Callable[..., Any] = app.wsgi_app
        self.shown: Shown | None = None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        request, shown = Request(environ), self.shown
        if shown is None or request.path.startswith("/assets/"):
            return self.service(environ, start)
        wanted = request.headers.get("Sec-Fetch-Dest")
        if wanted == "image":
            return Response(PICTURE, content_type="image/svg+xml")(environ, start)
        if wanted == "document":
            headers = shown.headers | {"Cache-Control": "no-store"}
            return Response(shown.body, shown.status, headers)(environ, start)
        return Response(status=204)(environ, start)  # a live part asks for news: on a busy machine pages stay that long


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
