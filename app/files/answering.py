"""A stored file as an answer: always a download, never a page of ours. Who may have it: the route that calls this."""

from flask import Response, abort, current_app, request, send_file
from flask.typing import ResponseReturnValue

from app.files.errors import FileMissingError
from app.files.models import StoredFile
from app.files.storage import storage_from

POLICY = "default-src 'none'; sandbox"


def download(stored: StoredFile) -> ResponseReturnValue:
    """Answer with the file as an attachment under its own name; 404 if its bytes are gone, 304 if nothing changed."""
    try:
        content = storage_from(current_app.config["SETTINGS"]).open(stored.storage_key)
    except FileMissingError:
        abort(404)
    response: Response = send_file(
        content, mimetype=stored.media_type, as_attachment=True, download_name=stored.name, etag=False
    )
    response.content_length = stored.size
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.set_etag(stored.sha256)
    return response.make_conditional(request)
