"""What stands beside a goal though rooms above keep it: mentoring, tools, training. They register; the page asks.

Rooms whose lines are rows give a select of one shape, and one query asks all of them; others are asked by themselves.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Date, Integer, Select, Text, literal_column, null, select, type_coerce, union_all

from app.db import db
from app.security import EngagementScope, Identity, Permission

EXTENSION = "beside_goal"
Beside = tuple[str, str | None, str]  # title, address (None: nowhere for this reader), hint

BesideSource = Callable[[str, EngagementScope, Identity], Sequence[Beside]]


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One thing beside a goal. `numbers` mean what the room says; `flag`: what the room asks about the reader."""

    ref: str
    title: str
    text: str
    state: str
    on: dt.date | None
    numbers: tuple[int, int, int]
    flag: bool


@dataclass(frozen=True)
class BesideRows:
    """Rows that a room gives to readers with `permission`; made with `beside_rows`, asked with `goal_ref` and `values`.

    `told` puts a row in words.
    """

    rows: Select[*tuple[Any, ...]]
    permission: Permission
    values: Callable[[EngagementScope, Identity], Mapping[str, Any]]
    told: Callable[[BesideRow, EngagementScope], Beside]


_COLUMNS: dict[str, Any] = {
    "ref": Text(),
    "title": Text(),
    "text": Text(),
    "state": Text(),
    "on_date": Date(),
    "first": Integer(),
    "second": Integer(),
    "third": Integer(),
    "flag": Integer(),
    "place": Integer(),
}


def beside_rows(place: Any, **columns: Any) -> Select[*tuple[Any, ...]]:
    """Begin a select of rows in the order of `place`; the room adds from where, and for which goal.

    `columns` are ref, title, text, state, on_date, first, second, third and flag, those that the room has.
    """
    given = {**columns, "place": place}
    return select(*(_typed(name, kind, given.get(name)).label(name) for name, kind in _COLUMNS.items()))


def _typed(name: str, kind: Any, column: Any) -> Any:
    """Say the type, as every part of a union must agree; a cast date would be a number on SQLite."""
    if name == "on_date":
        return null().cast(kind) if column is None else type_coerce(column, kind)
    if column is None:
        return literal_column("''" if isinstance(kind, Text) else "0", kind)
    return column.cast(kind)


def add_beside_goal(app: Flask, source: BesideSource | BesideRows) -> None:
    """Let a room above contribute lines to the page of every goal, after those that are there already."""
    app.extensions.setdefault(EXTENSION, []).append(source)


def items_beside_goal(goal_ref: str, scope: EngagementScope, identity: Identity) -> list[Beside]:
    """Ask the rooms above what they keep for the goal, in the order in which they registered."""
    sources: list[BesideSource | BesideRows] = current_app.extensions.get(EXTENSION, [])
    asked = tuple(each for each in sources if isinstance(each, BesideRows) and identity.may(each.permission))
    found = _found(asked, goal_ref, scope, identity)
    lines: list[Beside] = []
    for source in sources:
        if not isinstance(source, BesideRows):
            lines += source(goal_ref, scope, identity)
        elif source in asked:
            lines += [source.told(row, scope) for row in found[asked.index(source)]]
    return lines


def _found(
    asked: tuple[BesideRows, ...], goal_ref: str, scope: EngagementScope, identity: Identity
) -> dict[int, list[BesideRow]]:
    """Give the rows of each source by its place among those that are asked; one query."""
    found: dict[int, list[BesideRow]] = {place: [] for place in range(len(asked))}
    if not asked:
        return found
    values: dict[str, Any] = {"goal_ref": goal_ref, "engagement_id": scope.id}
    for each in asked:
        values.update(each.values(scope, identity))
    rows = db.session.connection().execute(_query(asked), values)
    for source, ref, title, text, state, on, first, second, third, flag, _ in rows:
        found[source].append(BesideRow(ref, title, text, state, on, (first, second, third), bool(flag)))
    return found


@lru_cache(maxsize=16)
def _query(asked: tuple[BesideRows, ...]) -> Any:
    """Unite them; made once in a process for readers with the same permissions."""
    numbered = (
        select(literal_column(str(number), Integer).label("source"), *each.rows.subquery(f"rows_{number}").c)
        for number, each in enumerate(asked)
    )
    every = union_all(*numbered).subquery("every")
    return select(every).order_by(every.c.source, every.c.place)
