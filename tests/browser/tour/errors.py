"""The page of each error, made by the application's own handler."""

from flask import Flask
from werkzeug.exceptions import HTTPException, default_exceptions

from app.web.errors import PAGES, show_error
from tests.browser.tour.walk import Shown


def error_pages(app: Flask) -> list[Shown]:
    """One page for each status that has a page of its own."""
    return [_page(app, code) for code in PAGES]


def _page(app: Flask, code: int) -> Shown:
    error: HTTPException = default_exceptions[code]()
    with app.test_request_context(f"/error-{code}"):
        response = app.process_response(show_error(error))
    headers = {name: response.headers[name] for name in ("Content-Type", "Content-Security-Policy")}
    return Shown(f"error {code}", f"/error-{code}", code, headers, response.get_data())
