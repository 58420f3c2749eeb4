"""A stored file as an answer: always a download, never a page of ours. Who may have it: the route that calls this."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from app.files.models import StoredFile
from app.files.storage import Storage, storage_from

POLICY = "default-src 'none'; sandbox"
_CHUNK = 64 * 1024  # bytes


def download(stored: StoredFile) -> ResponseReturnValue:
    """Answer with the file as an attachment under its own name; 404 if its bytes are gone, 304 if nothing changed."""
    storage = storage_from(current_app.config["SETTINGS"])
    if not storage.exists(stored.storage_key):
        current_app.logger.error("the bytes of stored file %s are missing", stored.ref)
        abort(404)
    response = Response(_chunks(storage, stored.storage_key), content_type=stored.media_type)
    response.content_length = stored.size
    response.headers["Content-Disposition"] = disposition(stored.name)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.set_etag(stored.sha256)
    return response.make_conditional(request)


def disposition(name: str) -> str:
    """Give the header that saves a file as `name` (RFC 6266), in plain letters too, for what knows no others."""
    plain = "".join(sign if " " <= sign <= "~" and sign not in '"\\%' else "_" for sign in name)
    simple = f'attachment; filename="{plain}"'
    return simple if plain == name else f"{simple}; filename*=UTF-8''{quote(name, safe='')}"


def _chunks(storage: Storage, key: str) -> Iterator[bytes]:
    """Read the bytes in parts; opened with the first one, since a 304 and a HEAD read none."""
    with storage.open(key) as content:
        while chunk := content.read(_CHUNK):
            yield chunk
