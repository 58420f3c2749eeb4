"""Tables of the catalogue as sheets, and their rows of one engagement, page by page. Which ones: catalogue.py."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, Date, Enum, Integer, Select, exists, literal, select, tuple_
from sqlalchemy import Column as DbColumn
from sqlalchemy import Table as DbTable

from app.agreements.models import AgreementState, Side
from app.appraising.models import AppraisalState
from app.archiving.catalogue import TABLES, Table
from app.archiving.sheets import Column, Sheet
from app.charging.models import EntryState
from app.db import Base, Pence, UtcDateTime, db
from app.plans.queries.comments import TAKEN_BACK
from app.security import EngagementScope

AT_ONCE = 200  # rows
SENT = (AgreementState.TO_SIGN, AgreementState.SIGNED)
CALLED = {"person": "people", "authority": "authorities", "stored_file": "files"}
"""Tables that the archive has under another name."""
Whole = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose archive it is: the engagement, the asker's side of it, and the moment of asking."""

    scope: EngagementScope
    side: Side
    at: dt.datetime

    @property
    def is_after_the_end(self) -> bool:
        """Say whether only agreements, statements and signed results are still the side's to read."""
        return self.side is Side.LEAD and self.scope.is_over


def tables_for(asked: Asked) -> tuple[Table, ...]:
    """Give the tables that the asker's side may have."""
    return tuple(
        table
        for table in TABLES
        if not (table.partner_only and asked.side is Side.LEAD) and (table.stays or not asked.is_after_the_end)
    )


@lru_cache(maxsize=len(TABLES))
def sheet_of(table: Table) -> Sheet:
    """Describe a table by what the database says of its columns."""
    source = Base.metadata.tables[table.source]
    columns = tuple(_column(source.c[name]) for name in table.columns.split())
    return Sheet(table.name, table.title, table.about, columns)


def rows_of(table: Table, asked: Asked) -> Iterator[list[Whole]]:
    """Give the rows by their keys, AT_ONCE at a time, so that no table is ever held whole."""
    source = Base.metadata.tables[table.source]
    keys = tuple(source.primary_key.columns)
    query = _select(table, source, asked).order_by(*keys).limit(AT_ONCE)
    after: ColumnElement[bool] | None = None
    while True:
        found = db.session.connection().execute(query if after is None else query.where(after)).all()
        if found:
            yield [row[len(keys) :] for row in found]
        if len(found) < AT_ONCE:
            return
        last = (literal(value, key.type) for key, value in zip(keys, found[-1], strict=False))
        after = tuple_(*keys) > tuple_(*last)


def _select(table: Table, source: DbTable, asked: Asked) -> Select[Any]:
    """Select the rows of the engagement, keys first; a foreign key gives the public reference of what it means."""
    joined: Any = source
    wanted: list[Any] = list(source.primary_key.columns)
    for name in table.columns.split():
        column = source.c[name]
        target = _target(column)
        if target is None:
            wanted.append(column)
            continue
        other = target.alias()
        joined = joined.outerjoin(other, other.c.id == column)
        wanted.append(other.c.ref.label(name))
    way = table.way.split()
    at: Any = source
    for step in way[:-1]:
        above = Base.metadata.tables[_pointed_at(at.c[step]).table.name].alias()
        joined = joined.join(above, above.c.id == at.c[step])
        at = above
    query = select(*wanted).select_from(joined).where(at.c[way[-1]] == asked.scope.id)
    only = ONLY.get(table.source)
    return query if only is None else query.where(only(source, asked))


def _column(column: DbColumn[Any]) -> Column:
    target = _target(column)
    empty = bool(column.nullable)
    if target is not None:
        return Column(
            column.name.removesuffix("_id"), empty=empty, to=CALLED.get(target.name, target.name.replace("_", "-"))
        )
    words = tuple(column.type.enums) if isinstance(column.type, Enum) else ()
    return Column(column.name, _kind(column), empty, words)


def _kind(column: DbColumn[Any]) -> str:
    kinds = (
        (Pence, "money"), (UtcDateTime, "moment"), (Boolean, "yes"), (Integer, "whole"), (Date, "date"),
        (JSON, "content"),
    )  # fmt: skip
    return next((kind for of, kind in kinds if isinstance(column.type, of)), "text")


def _target(column: DbColumn[Any]) -> DbTable | None:
    """Give the table whose row the column means, by its key; None for a value of its own."""
    pointed = next((each.column for each in column.foreign_keys if each.column.name == "id"), None)
    return None if pointed is None else Base.metadata.tables[pointed.table.name]


def _pointed_at(column: DbColumn[Any]) -> DbColumn[Any]:
    return next(each.column for each in column.foreign_keys if each.column.name == "id")


def _sent_comments(source: DbTable, _asked: Asked) -> ColumnElement[bool]:
    versions = Base.metadata.tables["plan_version"].alias()
    return exists().where(
        versions.c.id == source.c.plan_version_id,
        versions.c.decision.is_not(None),
        versions.c.decision_note != TAKEN_BACK,
    )


def _submitted_days(source: DbTable, asked: Asked) -> ColumnElement[bool]:
    """What the lead side has not submitted yet is its own."""
    if asked.side is Side.LEAD:
        return literal(value=True)
    return source.c.state.not_in((EntryState.DRAFT, EntryState.BOOKED))


def _of_sent_agreements(source: DbTable, _asked: Asked) -> ColumnElement[bool]:
    versions = Base.metadata.tables["agreement_version"].alias()
    return exists().where(versions.c.id == source.c.agreement_version_id, versions.c.state.in_(SENT))


def _sent_agreements(source: DbTable, _asked: Asked) -> ColumnElement[bool]:
    return source.c.state.in_(SENT)


def _concluded(source: DbTable, _asked: Asked) -> ColumnElement[bool]:
    return source.c.state == AppraisalState.FINISHED


def _of_concluded(source: DbTable, _asked: Asked) -> ColumnElement[bool]:
    appraisals = Base.metadata.tables["appraisal"].alias()
    return exists().where(appraisals.c.id == source.c.appraisal_id, appraisals.c.state == AppraisalState.FINISHED)


ONLY: dict[str, Callable[[DbTable, Asked], ColumnElement[bool]]] = {
    "plan_comment": _sent_comments,
    "support_entry": _submitted_days,
    "agreement_version": _sent_agreements,
    "agreement_line": _of_sent_agreements,
    "appraisal": _concluded,
    "appraisal_criterion": _of_concluded,
    "appraisal_weight": _of_concluded,
    "appraisal_subject": _of_concluded,
    "agreed_answer": _of_concluded,
}
"""Rows of a table that are in an archive, where these are not all."""
