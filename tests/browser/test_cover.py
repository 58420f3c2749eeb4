"""The choice of pages that a browser opens leaves no part of any page unseen."""

import pytest

from tests.browser.tour.cover import cover, parts_of
from tests.browser.tour.walk import Shown, Walk

pytestmark = pytest.mark.browser


def _shown(name: str) -> Shown:
    return Shown(name, "/", 200, {}, b"")


def test_every_part_of_every_page_is_on_a_page_that_a_browser_opens(walk: Walk) -> None:
    chosen = set(cover(walk.pages))
    on_chosen = set().union(*(parts_of(look) for look in chosen))
    assert all(parts_of(look) <= on_chosen for look in walk.pages)
    assert 100 < len(chosen) < len(walk.pages) * 0.7


def test_what_stands_elsewhere_is_another_part_and_no_status_is() -> None:
    form, same, moved, other, wrong = (
        "a.form 200 <main><h1>.</h1><form><input class=a></form></main>",
        "a.form 200 <main><h1>.</h1><form></form></main>",
        "a.form 200 <main><form><input class=a></form><h1>.</h1></main>",
        "b.form 200 <main><h1>.</h1></main>",
        "a.form 422 <main><h1>.</h1><form></form></main>",
    )
    pages = {look: _shown(look) for look in (same, form, moved, other, wrong)}
    chosen = set(cover(pages))
    assert chosen >= {moved, other}
    assert len(chosen & {form, same, wrong}) == 1  # what each of them has besides is on the others
