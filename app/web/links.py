"""Addresses of the pages that every page links to, built once. Addresses with a reference: Flask's `url_for`."""

from flask import current_app, request, url_for


def page_url(endpoint: str) -> str:
    """The address of an endpoint without arguments; `url_for` for these would cost more than the layout itself."""
    known: dict[tuple[str, str], str] = current_app.extensions.setdefault("page_urls", {})
    key = (request.script_root, endpoint)
    if key not in known:
        known[key] = url_for(endpoint)
    return known[key]
