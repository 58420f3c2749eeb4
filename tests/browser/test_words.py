"""What pages say when something is wrong, over every page of the walk: no browser is needed to read them."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.browser.tour.walk import Shown, Walk

pytestmark = pytest.mark.browser

_TWICE = re.compile(r"\b(the|an?|to|of|is|and|in|by)\s+\1\b", re.IGNORECASE)


def lost_links(shown: Shown) -> list[str]:
    """Links of the error summary to fields that the page does not have."""
    page = BeautifulSoup(shown.body, "html.parser")
    links = [str(link["href"]) for link in page.select(".govuk-error-summary__list a")]
    return [link for link in links if link.startswith("#") and page.find(id=link[1:]) is None]


def out_of_order(shown: Shown) -> list[str]:
    """Fields that the error summary names before others that stand above them on the page."""
    page = BeautifulSoup(shown.body, "html.parser")
    links = [str(link["href"])[1:] for link in page.select('.govuk-error-summary__list a[href^="#"]')]
    places = [str(each["id"]) for each in page.find_all(id=True)]
    return links if links != sorted(links, key=places.index) else []


def words_twice(shown: Shown) -> list[str]:
    """Small words that stand twice in one piece of text, as in "enter the the date"."""
    page = BeautifulSoup(shown.body, "html.parser")
    return [text for text in page.find_all(string=_TWICE) if not text.find_parent("script")]


def test_every_error_leads_to_its_field(walk: Walk) -> None:
    found = {f"{shown.about}: {link}" for shown in walk.pages.values() for link in lost_links(shown)}
    assert "\n".join(sorted(found)) == ""


def test_errors_are_listed_in_the_order_of_the_page(walk: Walk) -> None:
    found = {f"{shown.about}: {out_of_order(shown)}" for shown in walk.pages.values() if out_of_order(shown)}
    assert "\n".join(sorted(found)) == ""


def test_a_page_with_errors_says_so_in_its_title(walk: Walk) -> None:
    wrong = [shown for shown in walk.pages.values() if b"govuk-error-summary" in shown.body]
    assert len(wrong) > 30
    assert [shown.about for shown in wrong if b"<title>Error: " not in shown.body] == []


def test_no_small_word_stands_twice(walk: Walk) -> None:
    found = {f"{shown.about}: {text}" for shown in walk.pages.values() for text in words_twice(shown)}
    assert "\n".join(sorted(found)) == ""


def test_the_checks_of_words_bite() -> None:
    """The twin: a page whose error leads nowhere, in words that stammer."""
    body = b'<ul class="govuk-error-summary__list"><li><a href="#nowhere">Enter the the date</a></li></ul>'
    shown = Shown("a bad page", "/", 422, {}, body, {})
    below = b'<p id="upper"></p><p id="lower"></p>'
    listed = b'<ul class="govuk-error-summary__list"><li><a href="#lower">L</a><a href="#upper">U</a></li></ul>'
    assert lost_links(shown) == ["#nowhere"]
    assert words_twice(shown) == ["Enter the the date"]
    assert out_of_order(Shown("another", "/", 422, {}, listed + below, {})) == ["lower", "upper"]
