"""Texts of statements that were compiled once, found again by the statement itself. Knows no query."""

import importlib
from typing import Any

from sqlalchemy.engine import Compiled
from sqlalchemy.util import LRUCache

MOST = 1000
PREPARED = 300  # that a connection to PostgreSQL keeps planned; 100 would be fewer than our pages ask
LONGEST, MOST_VALUES = 32_768, 512


class Statements(LRUCache[Any, Compiled]):
    """SQLAlchemy's own cache, asked less: its key is every part of a statement, and hashing those is dear.

    A query that is made once in a module has the same key, the same object, each time: then that is enough. What is
    made anew in each request is found by its parts, as before.
    """

    def __init__(self) -> None:
        super().__init__(MOST)
        self._same: dict[tuple[Any, ...], tuple[object, Compiled]] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        """Give what was compiled for the key: dialect, the statement's parts, columns that are set, and how it is sent.

        The parts are kept, or their identity could become that of others.
        """
        _, parts, *sent = key
        name = (id(parts), *sent)
        known = self._same.get(name)
        if known is not None:
            return known[1]
        found = super().get(key, default)
        if found is not None:
            if len(self._same) >= MOST:
                self._same.clear()
            self._same[name] = parts, found
        return found


def read_long_ones_once() -> None:
    """Let psycopg keep how it read a long statement: beyond 4,096 letters or 50 values it would read it each time.

    It takes long ones for generated and never met again. Ours are made once, and one asks for all that waits.
    """
    reading = importlib.import_module("psycopg._queries")
    reading.MAX_CACHED_STATEMENT_LENGTH, reading.MAX_CACHED_STATEMENT_PARAMS = LONGEST, MOST_VALUES  # type: ignore[attr-defined]
