"""Pages for requests that fail, in plain words. They work without a database; the log of the cause is not here."""

import logging
from dataclasses import dataclass

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug import Response as BaseResponse
from werkzeug.exceptions import HTTPException

from app.db import SAFE_METHODS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """What a failed request is told: a heading and paragraphs that say what to do next."""

    title: str
    paragraphs: tuple[str, ...]


PAGES = {
    400: Page(
        "Sorry, this request could not be read",
        ("Something in the address or the form was incomplete.", "Go back to the page before, and try again."),
    ),
    401: Page("Sign in to see this page", ("You are not signed in, or your sign-in has ended.",)),
    403: Page(
        "You do not have permission to do this",
        ("Your role does not include this page or action.", "If it should, ask the lead officer of your engagement."),
    ),
    404: Page(
        "Page not found",
        (
            "If you typed the web address, check it is correct. If you pasted it, check you copied all of it.",
            "If it was a link to a record of another authority, you may not be working in the authority it belongs to.",
        ),
    ),
    405: Page(
        "This page cannot be opened this way",
        ("The address belongs to a button and not to a page.", "Go back and use the button on the page before."),
    ),
    409: Page(
        "Someone else changed this first",
        ("It was changed while you had it open, so your change was not saved.", "Go back, and open the page again."),
    ),
    413: Page("That file is too large", ("Nothing was saved.", "Go back, and choose a smaller file.")),
    422: Page("There is a problem with what was sent", ("Nothing was saved.", "Go back, and check your answers.")),
    429: Page(
        "Too many attempts", ("To keep accounts safe, attempts are limited.", "Wait a few minutes, then try again.")
    ),
    500: Page(
        "Sorry, there is a problem with the service",
        (
            "Try again in a few minutes. Answers that the service said were saved are safe.",
            "If you were sending a form, what you had just typed may not have been saved.",
        ),
    ),
    503: Page(
        "Sorry, the service is unavailable",
        ("You will be able to use it later. Answers that the service said were saved are safe.",),
    ),
}
STALE_FORM = Page(
    "The page was open too long",
    (
        "Your sign-in has ended or changed since the page was opened, so nothing was saved.",
        "Use the back button of your browser. Most browsers still show what you typed: copy anything long first.",
        "Then reload the page, paste your text and send the form again.",
    ),
)


def register_error_handlers(app: Flask) -> None:
    """Answer every HTTP error, including what Flask makes of an unexpected exception, with a page of ours."""
    app.register_error_handler(HTTPException, show_error)


def show_error(error: HTTPException) -> BaseResponse:
    """The page for an error. Headers of the error stay: Allow with 405, Retry-After with 429 and 503."""
    response = error.get_response()
    if error.response is not None or error.code is None or error.code < 400:
        return BaseResponse.force_type(response)
    fallback = PAGES[500] if error.code >= 500 else PAGES[400]
    page = STALE_FORM if isinstance(error, CSRFError) else PAGES.get(error.code, fallback)
    answer = BaseResponse(_render(page, error.code), error.code, content_type="text/html; charset=utf-8")
    for name, value in response.headers:
        if name.lower() not in {"content-type", "content-length"}:
            answer.headers.add(name, value)
    if request.headers.get("HX-Request"):
        answer.headers.setdefault("HX-Reswap", "none")  # a whole page has no place inside a part of one
        if request.method not in SAFE_METHODS:
            answer.headers.setdefault("HX-Trigger", "not-saved")
    return answer


def _render(page: Page, code: int) -> str:
    """The page with the person's navigation if that can still be loaded, else the same page without it."""
    if code < 500:
        try:
            return render_template("error.html", page=page, code=code)
        except Exception:
            log.exception("the error page is shown without the person's navigation")
    return current_app.jinja_env.get_template("error.html").render(
        page=page,
        code=code,
        identity=None,
    )
