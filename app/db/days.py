"""The day in London of a stored moment, within a query: as a clock on the wall has it, not UTC. Moments: columns.py."""

import datetime as dt
from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from app.db.clock import LONDON


class LondonDay(FunctionElement[dt.date]):
    """The day in London of the moment that it is given; nothing for none."""

    type = Date()
    inherit_cache = True


@compiles(LondonDay, "sqlite")
def _on_sqlite(element: LondonDay, compiler: Any, **kw: Any) -> str:
    return f"london_day({compiler.process(element.clauses, **kw)})"


@compiles(LondonDay, "postgresql")
def _on_postgresql(element: LondonDay, compiler: Any, **kw: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **kw)}) AT TIME ZONE 'Europe/London' AS DATE)"


def teach_sqlite(connection: Any) -> None:
    """Give a connection the function; SQLite itself knows no zones."""
    connection.create_function("london_day", 1, _london_day, deterministic=True)


def _london_day(stored: str | None) -> str | None:
    if stored is None:
        return None
    return dt.datetime.fromisoformat(stored).replace(tzinfo=dt.UTC).astimezone(LONDON).date().isoformat()
