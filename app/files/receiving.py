"""How large a request may be: routes that take a file say so, every other keeps the limit of a plain form."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, flash, redirect, request
from werkzeug import Response

MB = 1024 * 1024
TIMES = 4  # up to so many times the largest file, a form is read in full: its text comes back beside the message
DRAINED = 8  # times that are read and thrown away, since a browser shows no answer before it has sent everything
_MARK = "takes_a_file"
View = Callable[..., Any]


def takes_a_file(view: View) -> View:
    """Mark a view, below its route, as one that a file may be sent to."""
    vars(view)[_MARK] = True
    return view


def install_uploads(app: Flask) -> None:
    """Raise the limit for marked views before anything reads the form (CSRF does); call between gate and CSRF."""
    largest = app.config["FILES_MAX_MB"] * MB

    @app.before_request
    def allow() -> Response | None:
        if request.method != "POST" or request.routing_exception is not None or not _takes_a_file():
            return None
        request.max_content_length = largest * TIMES + app.config["MAX_CONTENT_LENGTH"]
        sent = request.content_length
        if sent is None or sent <= request.max_content_length:
            return None
        return _far_too_large(sent)


def too_large() -> str:
    """Say how large a file may be."""
    return f"The selected file must be {current_app.config['FILES_MAX_MB']} MB or smaller"


def _takes_a_file() -> bool:
    return hasattr(current_app.view_functions.get(request.endpoint or ""), _MARK)


def _far_too_large(sent: int) -> Response:
    """Lead back to the form; what was typed would have to be looked for behind the file, and is not."""
    left = min(sent, current_app.config["FILES_MAX_MB"] * MB * DRAINED)
    stream = request.environ["wsgi.input"]
    while left > 0 and (chunk := stream.read(min(left, MB))):
        left -= len(chunk)
    flash(f"{too_large()}. Nothing was saved.", "important")
    return redirect(request.full_path.rstrip("?"), 303)
