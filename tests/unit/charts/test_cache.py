"""The cache: what was used last stays, a picture is drawn once, errors leave nothing behind."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from app.charts.cache import ChartCache, picture
from app.charts.drawing import draw

from .samples import BARS


def test_what_was_used_longest_ago_gives_way() -> None:
    cache = ChartCache(2)
    cache.put(("a",), b"A")
    cache.put(("b",), b"B")
    assert cache.get(("a",)) == b"A"
    cache.put(("c",), b"C")
    assert [cache.get((key,)) for key in "abc"] == [b"A", None, b"C"]


def test_put_again_replaces() -> None:
    cache = ChartCache(1)
    cache.put(("a",), b"old")
    cache.put(("a",), b"new")
    assert cache.get(("a",)) == b"new"


def test_needs_room_for_one() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ChartCache(0)


def test_many_threads_draw_once() -> None:
    cache, drawn = ChartCache(4), []

    def slowly() -> bytes:
        sleep(0.02)
        drawn.append(1)
        return b"A"

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: cache.get_or_draw(("a",), slowly), range(32))) == {b"A"}
    assert len(drawn) == 1


def test_error_passes_on_and_the_next_try_draws() -> None:
    cache = ChartCache(1)

    def fail() -> bytes:
        raise RuntimeError("no ink")

    with pytest.raises(RuntimeError, match="no ink"):
        cache.get_or_draw(("a",), fail)
    assert cache.get_or_draw(("a",), lambda: b"A") == b"A"


def test_picture_is_kept_under_its_content() -> None:
    cache = ChartCache(1)
    assert picture(BARS, cache) == draw(BARS) == cache.get((BARS.digest,))
    assert picture(BARS, cache) is picture(BARS, cache)
