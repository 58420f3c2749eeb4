"""Column types that keep invariants (moments in UTC, money in whole pence, enums by value with a CHECK); `one_of`."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Dialect, Enum, Integer, or_
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware moment, stored as UTC; refuses a naive one with ValueError. SQLite alone would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Store in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Read as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Pence(TypeDecorator[Decimal]):
    """Decimal pounds in Python, whole pence in the database; a part of a penny is refused with ValueError."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store as pence."""
        if value is None:
            return None
        pence = value * 100
        if pence != pence.to_integral_value():
            raise ValueError(f"{value} has a part of a penny")
        return int(pence)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Read as pounds with two places."""
        return None if value is None else Decimal(value).scaleb(-2)


def _values(kind: Any) -> list[str]:
    return [member.value for member in kind]


def enum_column(kind: type[StrEnum], name: str) -> Enum:
    """Give the column type for `kind`: its values as text, a CHECK called `name`, room for longer values later."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=_values,
    )


def one_of(column: Any, values: Iterable[StrEnum]) -> ColumnElement[bool]:
    """Say that a column has one of a few values that never change.

    Quicker than `in_`, which takes any number of values and so has its text written anew each time it is asked.
    """
    return or_(*(column == value for value in values))
