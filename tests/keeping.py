"""Keeps the rows that a maker of records wrote, and writes them again for the next test that begins in the same way.

Only on what is known to stand in the database: nothing, or what was kept before it, and no statement wrote since. From
the third time on a maker is spared; what it made in the second is there again, with its keys and references.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import Connection, Engine, Table, event

from app.db import Base, db

_WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
_writes = itertools.count(1)
_last_write = [0]
_inserted_into: set[str] = set()
"""The tables that something was inserted into since the last test: only those are emptied after it."""

T = TypeVar("T")
Rows = Mapping[tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True)
class _Kept:
    """What a maker gave, and the rows of the tables it leaves, by their primary keys."""

    made: Any = None
    rows: Mapping[str, Rows] = field(default_factory=dict)


_NOTHING: Hashable = "nothing"
_stands: dict[Flask, tuple[Hashable, int]] = {}
"""What is known to stand in the database of an application, and the last write by which it got there."""
_kept: dict[Hashable, _Kept] = {_NOTHING: _Kept()}
_asked: Counter[Hashable] = Counter()


@event.listens_for(Engine, "after_cursor_execute")
def _note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    found = _WRITE.match(statement)
    if found:
        _last_write[0] = next(_writes)
        if found[1].startswith("I"):
            _inserted_into.add(found[2])


def empty_again(app: Flask) -> None:
    """Empty the tables that a test wrote to."""
    with app.app_context():
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in _inserted_into:
                db.session.execute(table.delete())
        db.session.commit()
    _inserted_into.clear()
    _stands[app] = _NOTHING, _last_write[0]


def kept(app: Flask, what: Hashable, make: Callable[[], T]) -> T:
    """Give what `make` gives, with its records in the database; `what` says all that decides on them but the time.

    What it gives is given again: values only, and nobody may change them.
    """
    before, written = _stands.pop(app, (None, 0))
    if before is None or written != _last_write[0]:
        return make()
    key = app, before, what, app.config["CLOCK"]()
    _asked[key] += 1
    if key in _kept:
        _write(app, _kept[before].rows, _kept[key].rows)
    elif _asked[key] == 1:
        return make()
    else:
        _kept[key] = _Kept(make(), _rows(app))
    _stands[app] = key, _last_write[0]
    made: T = _kept[key].made
    return made


def _rows(app: Flask) -> Mapping[str, Rows]:
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: {
                tuple(row[column.name] for column in table.primary_key): dict(row)
                for row in connection.execute(table.select().order_by(*table.primary_key)).mappings()
            }
            for table in Base.metadata.sorted_tables
            if table.name in _inserted_into
        }


def _write(app: Flask, before: Mapping[str, Rows], after: Mapping[str, Rows]) -> None:
    with app.app_context(), db.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            _write_table(connection, table, before.get(table.name, {}), after.get(table.name, {}))


def _write_table(connection: Connection, table: Table, before: Rows, after: Rows) -> None:
    new = [row for key, row in after.items() if key not in before]
    if new:
        connection.execute(table.insert(), new)
    for key, row in after.items():
        if key in before and before[key] != row:
            its_own = (column == part for column, part in zip(table.primary_key, key, strict=True))
            connection.execute(table.update().where(*its_own).values(row))
