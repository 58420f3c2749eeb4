"""How a drawn picture is answered: SVG that runs nothing, kept by the asker's browser alone. Who may see it: rooms."""

from flask import Response, request
from flask.typing import ResponseReturnValue

SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def svg_answer(content: bytes, digest: str) -> ResponseReturnValue:
    """Answer with a picture whose address holds its content's digest: kept for a day, 304 to who has it already."""
    response = Response(content, content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=86400"
    response.headers["Content-Security-Policy"] = SVG_POLICY
    response.set_etag(digest)
    return response.make_conditional(request)
