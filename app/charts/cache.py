"""Keeps drawn pictures in this process and draws on first miss. Does not know matplotlib until something is drawn."""

import importlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, MutableMapping
from threading import Lock
from typing import Any

from app.charts.model import Chart

Key = tuple[Hashable, ...]
KEPT_CHARTS = 64  # 40 KB each; a browser keeps its own for a day


class ChartCache:
    """The `max_entries` pictures used last, for all threads of this process. Raises ValueError below one entry."""

    def __init__(self, max_entries: int) -> None:
        if max_entries < 1:
            raise ValueError("a cache keeps at least one entry")
        self._max_entries = max_entries
        self._entries: OrderedDict[Key, bytes] = OrderedDict()
        self._access = Lock()
        self._drawing = Lock()  # one at a time: two threads draw no faster than one

    def get(self, key: Key) -> bytes | None:
        """Give the bytes and count them as used, or None if they are not kept."""
        with self._access:
            content = self._entries.get(key)
            if content is not None:
                self._entries.move_to_end(key)
            return content

    def put(self, key: Key, content: bytes) -> None:
        """Keep the bytes; whatever was used longest ago gives way."""
        with self._access:
            self._entries[key] = content
            self._entries.move_to_end(key)
            while len(self._entries) > self._max_entries:
                self._entries.popitem(last=False)

    def get_or_draw(self, key: Key, draw: Callable[[], bytes]) -> bytes:
        """Give the bytes, drawing them once if they are not kept. An error of `draw` passes on and nothing is kept."""
        content = self.get(key)
        if content is not None:
            return content
        with self._drawing:
            content = self.get(key)
            if content is None:
                content = draw()
                self.put(key, content)
            return content


def charts_kept(extensions: MutableMapping[str, Any]) -> ChartCache:
    """Give the one cache of an application's charts, kept among its extensions; made on first use."""
    cache: ChartCache = extensions.setdefault("charts", ChartCache(KEPT_CHARTS))
    return cache


def picture(chart: Chart, cache: ChartCache) -> bytes:
    """Give the chart's SVG from the cache, or draw it. The first drawing of a process imports matplotlib (50 MB)."""

    def draw() -> bytes:
        content: bytes = importlib.import_module("app.charts.drawing").draw(chart)
        return content

    return cache.get_or_draw((chart.digest,), draw)
