"""Error pages: one for each code, with the right status and headers, and without a database."""

import pytest
from bs4 import BeautifulSoup
from flask import abort, redirect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from app.web.errors import PAGES


@pytest.fixture
def client(small_app):
    def fail(code: int) -> str:
        abort(code)

    def raise_(error: Exception) -> str:
        raise error

    small_app.add_url_rule("/fail/<int:code>", "fail", fail, methods=["GET", "POST"])
    small_app.add_url_rule("/stale", "stale", lambda: raise_(CSRFError("The CSRF token is missing.")))
    small_app.add_url_rule("/wait", "wait", lambda: raise_(TooManyRequests(retry_after=60)))
    small_app.add_url_rule("/later", "later", lambda: raise_(ServiceUnavailable(retry_after=120)))
    small_app.add_url_rule("/broken", "broken", lambda: raise_(RuntimeError("secret detail")))
    small_app.add_url_rule("/own", "own", lambda: abort(redirect("/contact", 303)))
    small_app.add_url_rule("/slash/", "slash", lambda: "ok")
    small_app.add_url_rule("/act", "act", lambda: "ok", methods=["POST"])
    return small_app.test_client()


def heading(answer) -> str:
    html = BeautifulSoup(answer.text, "html.parser")
    (found,) = html("h1")
    assert html.title.text.startswith(found.text)
    assert answer.content_type == "text/html; charset=utf-8"
    return found.text


@pytest.mark.parametrize("code", PAGES)
def test_each_code_has_its_page(client, code):
    answer = client.get(f"/fail/{code}")
    assert (answer.status_code, heading(answer)) == (code, PAGES[code].title)
    assert "/contact" in answer.text


def test_other_codes_fall_back_and_keep_their_number(client):
    assert heading(client.get("/fail/415")) == PAGES[400].title
    assert client.get("/fail/415").status_code == 415
    assert heading(client.get("/fail/502")) == PAGES[500].title


def test_405_stays_405_and_says_what_is_allowed(client):
    answer = client.get("/act")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert heading(answer) == PAGES[405].title


def test_waiting_times_stay(client):
    assert client.get("/wait").headers["Retry-After"] == "60"
    assert client.get("/later").headers["Retry-After"] == "120"


def test_a_stale_form_is_explained(client):
    answer = client.get("/stale")
    assert answer.status_code == 400
    assert heading(answer) == "The page was open too long"
    assert "nothing was saved" in answer.text


def test_an_unexpected_error_tells_nothing(client):
    answer = client.get("/broken")
    assert (answer.status_code, heading(answer)) == (500, PAGES[500].title)
    assert "secret detail" not in answer.text


def test_redirects_pass_through(client):
    assert client.get("/own").location == "/contact"
    assert client.get("/slash").status_code == 308


@pytest.mark.parametrize("code", [404, 500])
def test_pages_work_when_nobody_can_be_loaded(small_app, client, code, caplog):
    def down() -> dict[str, object]:
        raise RuntimeError("the database does not answer")

    small_app.context_processor(down)
    answer = client.get(f"/fail/{code}")
    assert (answer.status_code, heading(answer)) == (code, PAGES[code].title)
    assert bool(caplog.records) == (code == 404)


def test_a_part_of_a_page_is_not_replaced_by_a_whole_one(client):
    answer = client.post("/fail/409", headers={"HX-Request": "true"})
    assert (answer.headers["HX-Reswap"], answer.headers["HX-Trigger"]) == ("none", "not-saved")
    asked = client.get("/fail/409", headers={"HX-Request": "true"})
    assert asked.headers["HX-Reswap"] == "none"
    assert "HX-Trigger" not in asked.headers, "what only asks for news has nothing that could be lost"
    assert "HX-Reswap" not in client.get("/fail/409").headers
