"""What pages say when something is wrong, over every page of the walk: no browser is needed to read them."""

import re

import pytest
from lxml.html import HtmlElement, document_fromstring

from tests.browser.tour.walk import Shown, Walk

pytestmark = pytest.mark.browser

_TWICE = re.compile(r"\b(the|an?|to|of|is|and|in|by)\s+\1\b", re.IGNORECASE)


def _page(shown: Shown) -> HtmlElement:
    return document_fromstring(shown.body.decode())


def _fields_in_summary(shown: Shown) -> tuple[list[str], list[str]]:
    """The fields that the error summary leads to, and all that the page has an id for, each in its order."""
    if b"govuk-error-summary__list" not in shown.body:
        return [], []
    page = _page(shown)
    links = page.xpath('//*[contains(@class, "govuk-error-summary__list")]//a[starts-with(@href, "#")]/@href')
    return [link[1:] for link in links], page.xpath("//@id")


def lost_links(shown: Shown) -> list[str]:
    """Links of the error summary to fields that the page does not have."""
    named, there = _fields_in_summary(shown)
    return [f"#{field}" for field in named if field not in there]


def out_of_order(shown: Shown) -> list[str]:
    """Fields that the error summary names before others that stand above them on the page."""
    named, there = _fields_in_summary(shown)
    return named if named != sorted(named, key=there.index) else []


def words_twice(shown: Shown) -> list[str]:
    """Small words that stand twice in one piece of text, as in "enter the the date"."""
    if not _TWICE.search(shown.body.decode()):
        return []
    return [text for text in _page(shown).xpath("//text()[not(parent::script)]") if _TWICE.search(text)]


def test_every_error_leads_to_its_field(walk: Walk) -> None:
    found = {f"{shown.about}: {link}" for shown in walk.pages.values() for link in lost_links(shown)}
    assert "\n".join(sorted(found)) == ""


def test_errors_are_listed_in_the_order_of_the_page(walk: Walk) -> None:
    found = {f"{shown.about}: {named}" for shown in walk.pages.values() if (named := out_of_order(shown))}
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
    shown = Shown("a bad page", "/", 422, {}, body)
    below = b'<p id="upper"></p><p id="lower"></p>'
    listed = b'<ul class="govuk-error-summary__list"><li><a href="#lower">L</a><a href="#upper">U</a></li></ul>'
    assert lost_links(shown) == ["#nowhere"]
    assert words_twice(shown) == ["Enter the the date"]
    assert out_of_order(Shown("another", "/", 422, {}, listed + below)) == ["lower", "upper"]
