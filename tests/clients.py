"""A test client that signs people in, empties the session before each request, and lints every page it fetches."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from app.accounts.models import SignIn
from app.db import db, new_token, token_digest


class PageError(AssertionError):
    """A page breaks a rule that every page keeps."""


def lint(html: str, where: str) -> None:
    """Check what every whole page owes its readers; raises PageError with the address. Parts of pages are let be."""
    if "<html" not in html:
        return
    every = [each for each in document_fromstring(html).iter() if isinstance(each.tag, str)]
    by_tag: dict[str, list[HtmlElement]] = {}
    for each in every:
        by_tag.setdefault(each.tag, []).append(each)
    _lint_headings(by_tag, where)
    ids = [each.attrib["id"] for each in every if "id" in each.attrib]
    _demand(len(ids) == len(set(ids)), where, f"repeated id {[i for i in ids if ids.count(i) > 1][:1]}")
    _lint_forms(by_tag, where)
    names = {name for each in every for name in each.attrib}
    _demand("style" not in names, where, "an inline style")
    _demand(not any(name.startswith("on") for name in names), where, "an inline handler")
    for link in by_tag.get("a", ()):
        _demand(link.get("href"), where, f"a link that leads nowhere: {link.text_content().strip()!r}")


def _lint_headings(by_tag: dict[str, list[HtmlElement]], where: str) -> None:
    headings = by_tag.get("h1", [])
    _demand(len(headings) == 1, where, f"{len(headings)} h1 elements")
    titles = by_tag.get("title")
    title = " ".join(titles[0].text_content().split()).removeprefix("Error: ") if titles else ""
    heading = " ".join(headings[0].text_content().split())
    _demand(title.startswith(heading), where, f"title {title!r} does not begin with the heading {heading!r}")


def _lint_forms(by_tag: dict[str, list[HtmlElement]], where: str) -> None:
    labelled = {label.get("for") for label in by_tag.get("label", ())}
    for tag in ("input", "select", "textarea"):
        for control in by_tag.get(tag, ()):
            if control.get("type") not in {"hidden", "submit"}:
                said = control.get("id") in labelled or control.get("aria-label")
                _demand(said, where, f"no label for {control.get('name')}")
    for form in by_tag.get("form", ()):
        if form.get("method") == "post":
            tokens = [each for each in form.iter("input") if each.get("name") == "csrf_token"]
            _demand(tokens, where, f"a form without a token: {form.get('action')}")


def _demand(truth: object, where: str, complaint: str) -> None:
    if not truth:
        raise PageError(f"{where}: {complaint}")


class LintingClient(FlaskClient):
    """Lints each page; `queries` holds the statements that the last request sent."""

    queries: tuple[str, ...] = ()
    linting = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with counted_queries() as queries:
            response = super().open(*args, **kwargs)
        self.queries = tuple(queries)
        if self.linting and response.mimetype == "text/html":
            lint(response.text, response.request.path)
        return response

    def sign_in(self, person_id: int, authority_id: int | None = None) -> "LintingClient":
        """Sign `person_id` in without the sign-in page, as a session on the server and a cookie."""
        token, now = new_token(), self.application.config["CLOCK"]()
        with self.application.app_context():
            db.session.add(
                SignIn(
                    token_digest=token_digest(token),
                    person_id=person_id,
                    authority_id=authority_id,
                    started_at=now,
                    expires_at=now.replace(year=now.year + 1),
                    ended_at=None,
                    device="test",
                )
            )
            db.session.commit()
        with self.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
            session.permanent = True
        return self


_collecting: ContextVar[list[str] | None] = ContextVar("collecting", default=None)


@event.listens_for(Engine, "before_cursor_execute")
def _note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    collected = _collecting.get()
    if collected is not None and not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
        collected.append(statement)


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the statements sent to any database inside the block, by this thread (transaction control left out)."""
    statements: list[str] = []
    token = _collecting.set(statements)
    try:
        yield statements
    finally:
        _collecting.reset(token)


def page(response: TestResponse) -> BeautifulSoup:
    """Parse a page."""
    return BeautifulSoup(response.text, "html.parser")


def summary_errors(response: TestResponse) -> list[str]:
    """Give the messages of a page's error summary."""
    return [item.get_text(strip=True) for item in page(response).select(".govuk-error-summary__list li")]


def press_twice(client: LintingClient, address: str, action: str) -> list[int]:
    """Press the button whose form's address ends with `action` as a hasty hand would: the same form sent twice."""
    forms = page(client.get(address)).find_all("form", method="post")
    form = next(each for each in forms if str(each["action"]).endswith(action))
    fields = {str(each["name"]): str(each.get("value", "")) for each in form.find_all("input") if each.get("name")}
    return [client.post(str(form["action"]), data=fields).status_code for _ in range(2)]


def send_form(client: FlaskClient, address: str, action: str, **filled: str) -> None:
    """Fill in the form of a page that is sent to an address ending in `action`, and send it; it has to succeed."""
    forms = document_fromstring(client.get(address).text).forms
    form = next(each for each in forms if each.method == "POST" and str(each.action or address).endswith(action))
    fields = {str(each.name): str(each.value or "") for each in form.xpath('.//input[@type="hidden"]')}
    assert client.post(str(form.action or address), data=fields | filled).status_code == 303
