"""Empties the tables after each test, and writes rows that a maker wrote before again, for a test that begins like it.

A maker is spared only on what is known to stand in the database: nothing, or what was kept before it, and no statement
wrote since. What it made is there again, with its keys and references; so what the application keeps in this process
by reference is forgotten between tests. No test asks for anything here but by `kept_rows`.
"""

import copy
import functools
import itertools
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from flask import Flask
from sqlalchemy import Engine, event

from app.accounts.stamps import SumStamp
from app.db import Base, db
from app.instruments.kind import QUESTIONNAIRES
from app.learning.kind import PROGRAMMES
from app.tools.kind import TOOLS

P = ParamSpec("P")
T = TypeVar("T")
Statements = list[tuple[str, list[Any]]]

_STAMPS = SumStamp.__tablename__

_WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
_writes = itertools.count(1)
_last_write = [0]
_inserted_into: set[str] = set()
"""The tables that something was inserted into since the last test: only those are emptied after it."""

_BY_CONTENT = {"charts", "chrome", "cohort_urls", "csrf_tokens", "engagement_urls", "kept", "level_texts", "page_urls"}
_BY_CONTENT |= {"public_pages", "workshop_screens"}
"""What the application keeps that follows from its key alone, whatever a reference stands for."""
_KINDS = frozenset(kind.name for kind in (QUESTIONNAIRES, PROGRAMMES, TOOLS))
"""What the application keeps by digest; reading a questionnaire takes longer than most tests do."""


@dataclass(frozen=True)
class _Kept:
    """What a maker gave, and for each table the statement that writes the rows it left (on SQLite with the rows)."""

    made: Any
    people: dict[str, int]
    tables: frozenset[str]
    statements: Statements


_NOTHING: Hashable = "nothing"
_stands: dict[Flask, tuple[Hashable, int]] = {}
"""What is known to stand in the database of an application, and the last write by which it got there."""
_kept: dict[Hashable, _Kept] = {}
_of_the_start: dict[Flask, frozenset[str]] = {}


@event.listens_for(Engine, "after_cursor_execute")
def _note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    found = _WRITE.match(statement)
    if found:
        _last_write[0] = next(_writes)
        if found[1].startswith("I"):
            _inserted_into.add(found[2])


def empty_again(app: Flask) -> None:
    """Empty the tables that a test wrote to, and let the application forget what it read from them."""
    if _inserted_into:
        _run(app, _empty())
    _inserted_into.clear()
    _stands[app] = _NOTHING, _last_write[0]
    stays = _of_the_start.setdefault(app, frozenset(app.extensions)) | _BY_CONTENT
    for name in app.extensions.keys() - stays:
        del app.extensions[name]
    by_kind = app.extensions.get("kept", {})
    for kind in by_kind.keys() - _KINDS:
        del by_kind[kind]


def kept_rows(make: Callable[P, T]) -> Callable[P, T]:
    """Spare a maker whose first argument is an application or a world; equal arguments make equal records."""

    @functools.wraps(make)
    def spared(*args: P.args, **values: P.kwargs) -> T:
        first: Any = args[0]
        app: Flask = getattr(first, "app", first)
        before, written = _stands.pop(app, (None, 0))
        what = (make.__module__, make.__qualname__, *args[1:], *values.items())
        if before is None or written != _last_write[0] or not _hashable(what):
            return make(*args, **values)
        key = app, before, what, app.config["CLOCK"]()
        people: dict[str, int] = getattr(first, "people", {})
        if key in _kept:
            _run(app, [*_empty(), *_kept[key].statements])
            _inserted_into.update(_kept[key].tables)
            people.update(_kept[key].people)
        else:
            _stands[app] = before, written  # for a maker that this one begins with
            made = make(*args, **values)
            _kept[key] = _Kept(made, dict(people), frozenset(_inserted_into), _read(app))
        _stands[app] = key, _last_write[0]
        given: T = _copied(_kept[key].made)
        return given

    return spared


def _hashable(what: tuple[Any, ...]) -> bool:
    try:
        return bool(hash(what)) or True
    except TypeError:
        return False


def _copied(made: Any) -> Any:
    """A copy for each test, which may add to it; the application is the same one."""
    return copy.deepcopy(made, {id(app): app for app in _stands})


def _written() -> list[str]:
    """The tables that something was inserted into, the stamps last: triggers insert them as others are changed."""
    return [*sorted(_inserted_into & Base.metadata.tables.keys() - {_STAMPS}), _STAMPS]


def _read(app: Flask) -> Statements:
    """Read the rows of all tables that anything was inserted into, as statements that write them."""
    with app.app_context(), db.engine.connect() as connection:
        read = _read_sqlite if connection.dialect.name == "sqlite" else _read_postgres
        found = [read(connection.connection.cursor(), table) for table in _written()]
        return [(text, rows) for text, rows in found if text]


def _read_sqlite(cursor: Any, table: str) -> tuple[str, list[Any]]:
    rows = cursor.execute(f'SELECT * FROM "{table}"').fetchall()
    return f'REPLACE INTO "{table}" VALUES ({", ".join("?" * len(rows[0]))})' if rows else "", rows


def _read_postgres(cursor: Any, table: str) -> tuple[str, list[Any]]:
    each = f"string_agg('(' || quote_literal(r::text) || '::\"{table}\")', ',')"
    (rows,) = cursor.execute(f'SELECT {each} FROM "{table}" AS r').fetchone()
    return f'INSERT INTO "{table}" SELECT (r).* FROM (VALUES {rows}) AS v(r)' if rows else "", []


def _empty() -> Statements:
    return [(f'DELETE FROM "{table}"', []) for table in _written()]


def _run(app: Flask, statements: Statements) -> None:
    """Run statements in one transaction that checks no foreign key: what they leave has been there before."""
    with app.app_context(), db.engine.connect() as connection:
        cursor: Any = connection.connection.cursor()
        if connection.dialect.name == "postgresql":
            texts = ("SET LOCAL session_replication_role = replica", *(text for text, _ in statements))
            cursor.execute("; ".join(texts), prepare=False)
            connection.connection.commit()
        else:
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("BEGIN IMMEDIATE")
            for text, rows in statements:
                cursor.executemany(text, rows) if rows else cursor.execute(text)
            cursor.execute("COMMIT")
            cursor.execute("PRAGMA foreign_keys=ON")
