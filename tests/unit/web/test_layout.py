"""The base page: what it shows to whom, and what no page may contain."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from flask import flash
from jinja2 import UndefinedError

from .conftest import make_app, person

ENDING = " \N{EN DASH} Commissioning support"
PAGES = ("/", "/accessibility", "/privacy", "/cookies", "/contact")
CHILD = """{% extends "layout.html" %}{% set section = "work" %}
{% block title %}Your work{% endblock %}{% block content %}<h1>Your work</h1>{{ ui.inset("x") }}{% endblock %}"""


def page(app, source: str = CHILD, **context: object) -> BeautifulSoup:
    with app.test_request_context():
        html = app.jinja_env.from_string(source).render({"identity": None, "csrf_token": lambda: "a-token", **context})
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("address", PAGES)
def test_public_pages(small_app, address):
    answer = small_app.test_client().get(address)
    html = BeautifulSoup(answer.text, "html.parser")
    (heading,) = html("h1")
    assert html.title.text == f"{heading.text}{ENDING}"
    assert html.html["lang"] == "en"
    assert len(html("main")) == 1
    assert html.find("a", class_="govuk-skip-link")["href"] == "#" + html.main["id"]
    ids = [tag["id"] for tag in html(id=True)]
    assert len(ids) == len(set(ids))
    assert not html(style=True)
    assert not [name for tag in html(True) for name in tag.attrs if name.startswith("on")]
    levels = [int(tag.name[1]) for tag in html.main(re.compile("^h[1-6]$"))]
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_front_page_sends_the_signed_in_to_their_work(small_app):
    small_app.identity = person()
    answer = small_app.test_client().get("/")
    assert (answer.status_code, answer.location) == (303, "/progress/home")


def test_contact_comes_from_the_settings(small_app):
    for address in ("/contact", "/accessibility", "/privacy"):
        assert "mailto:help@example.test" in small_app.test_client().get(address).text


def test_signed_out_pages_have_no_navigation(small_app):
    html = page(small_app)
    assert not html("nav")
    assert not html("form")


def test_navigation_of_a_person(small_app):
    html = page(small_app, identity=person())
    links = [(a.text, a["href"]) for a in html.nav("a")]
    assert links == [
        ("Your work", "/progress/home"),
        ("Engagements", "/engagements/listing"),
        ("Training", "/learning/training"),
        ("Ann Example", "/accounts/account"),
    ]
    assert html.find(attrs={"aria-current": "true"}).text == "Your work"
    form = html.nav.form
    assert (form["method"], form["action"], form.button.text) == ("post", "/accounts/sign_out", "Sign out")
    assert form.input["value"] == "a-token"
    assert "Harbour District Council" in html.header.text
    assert "Switch" not in html.header.text


def test_navigation_of_an_administrator_with_several_authorities(small_app):
    html = page(small_app, identity=person(is_administrator=True, has_several_authorities=True))
    assert "Administration" in html.nav.text
    assert html.find("a", class_="app-header__switch")["href"] == "/accounts/choose_authority"


def test_a_person_without_an_authority(small_app):
    assert not page(small_app, identity=person(authority_name=""))(class_="app-header__authority")


def test_a_name_is_escaped(small_app):
    html = page(small_app, identity=person(name="<script>x</script>", authority_name="<b>Bold</b>"))
    assert not html.header("script")
    assert not html.header("b")


def test_errors_are_in_the_title_and_in_the_summary(small_app):
    html = page(small_app, errors=[("Enter a name", "#name")])
    assert html.title.text == "Error: Your work" + ENDING
    assert html.main.find(class_="govuk-error-summary").a["href"] == "#name"


def test_messages_show_once_as_banners(small_app):
    small_app.add_url_rule("/said", "said", lambda: said(small_app))
    html = BeautifulSoup(small_app.test_client().get("/said").text, "html.parser")
    banners = html.main(class_="govuk-notification-banner")
    assert [banner["role"] for banner in banners] == ["alert", "region"]
    assert len({banner.h2["id"] for banner in banners}) == 2


def said(app) -> str:
    flash("Saved")
    flash("Scoring closes on Friday", "important")
    return app.jinja_env.from_string(CHILD).render(identity=None)


def test_live_pages_alone_load_htmx_without_eval_and_inline_styles(small_app):
    assert "htmx" not in str(page(small_app))
    html = page(small_app, "{% set live = true %}" + CHILD)
    config = html.find("meta", attrs={"name": "htmx-config"})["content"]
    for part in ('"includeIndicatorStyles":false', '"allowEval":false', '"allowScriptTags":false', "409|422"):
        assert part in config
    assert [script["src"].rpartition("/")[2] for script in html("script", src=True)] == ["site.js", "htmx.min.js"]


def test_the_demonstration_says_so(assets_folder):
    html = page(make_app(assets_folder, demo=True))
    assert "fictional and illustrative" in html.header.text.lower()
    assert html.header.find("a", href="/demo/mail")


def test_a_template_that_names_nothing_real_fails(small_app):
    with pytest.raises(UndefinedError):
        page(small_app, "{{ no_such_thing }}")


def test_the_privacy_notice_says_the_periods_of_the_settings(small_app):
    text = small_app.test_client().get("/privacy").text
    assert "kept for 90 days after scoring closes" in text
    assert "(the audit trail) is kept for 7 years" in text
