"""A slow line on purpose: with SLOW_LINE=0.3 scripts come late and pages in pieces; tests that act too early fail."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PIECES = (b"<html", b"<body", b"<main")
"""A page stops before each of these."""


def slowed(app: "WSGIApplication", seconds: float = float(os.environ.get("SLOW_LINE", "0"))) -> "WSGIApplication":
    """Give `app` behind a line that needs `seconds` for a script and for each piece of a page; `app` itself with 0."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith(".js"):
            time.sleep(seconds)
        body = app(environ, start)
        is_page = "text/html" in environ.get("HTTP_ACCEPT", "") and "HTTP_HX_REQUEST" not in environ
        return _in_pieces(body, seconds) if is_page else body

    return answer if seconds else app


def _in_pieces(body: Iterable[bytes], seconds: float) -> Iterator[bytes]:
    rest = b"".join(body)
    close: Callable[[], object] | None = getattr(body, "close", None)
    if close:
        close()
    for mark in PIECES:
        before, found, after = rest.partition(mark)
        if found:
            yield before
            time.sleep(seconds)
            rest = found + after
    yield rest
