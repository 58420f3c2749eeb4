"""Addresses of the pages that every page links to, built once, and the page of a list that an address asks for."""

from collections.abc import Callable
from typing import Any

from flask import current_app, request, url_for

AddressOf = Callable[[str], str]
To = Callable[..., str]
_MARK = "-reference-"  # of letters that stand in an address as they are, and in this order in no reference
LAST_PAGE = 10_000  # beyond it the offset of a query could pass what a database counts to


def page_url(endpoint: str) -> str:
    """The address of an endpoint without arguments; `url_for` for these would cost more than the layout itself."""
    known: dict[tuple[str, str], str] = current_app.extensions.setdefault("page_urls", {})
    key = (request.script_root, endpoint)
    if key not in known:
        known[key] = url_for(endpoint)
    return known[key]


def address_of(endpoint: str, part: str, **values: str) -> AddressOf:
    """Give the addresses of an endpoint by reference, which is `part` of them; built once for a page of many rows."""
    parts: dict[str, Any] = {**values, part: _MARK}
    before, after = url_for(endpoint, **parts).split(_MARK)
    return lambda ref: f"{before}{ref}{after}"


def engagement_url(endpoint: str, engagement_ref: str, **refs: str) -> str:
    """The address of a page of an engagement; `refs` are the further references in it. As `page_url`, made once."""
    known, key = _known(), (endpoint, *refs)
    if key not in known:
        marks: dict[str, Any] = {name: f"-{name}-" for name in ("engagement_ref", *refs)}
        address = url_for(endpoint, **marks).replace("%", "%%")
        for name, mark in marks.items():
            address = address.replace(mark, f"%({name})s")
        known[key] = address
    return known[key] % {"engagement_ref": engagement_ref, **refs}


def _known() -> dict[tuple[str, ...], str]:
    """Give the patterns of addresses that were built at this mount point."""
    by_root: dict[str, dict[tuple[str, ...], str]] = current_app.extensions.setdefault("engagement_urls", {})
    return by_root.setdefault(request.script_root, {})


def room_urls(room: str, engagement_ref: str) -> To:
    """Give the addresses of a room in an engagement by endpoint and values, for a page that has many of them."""
    known = _known()

    def to(endpoint: str, **values: Any) -> str:
        key = (f"{room}.{endpoint}", *values)
        if key in known:
            return known[key] % {"engagement_ref": engagement_ref, **values}
        if all(name.endswith("_ref") for name in values):
            return engagement_url(key[0], engagement_ref, **values)
        return url_for(key[0], engagement_ref=engagement_ref, **values)

    return to


def page_number() -> int:
    """The page of a list that the address asks for: from 1 to LAST_PAGE, and 1 for what is no number."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
